// SPDX-License-Identifier: Apache-2.0
package org.talweg.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

/** {@code docs/optimizers.md} says what each rule does after a gradient whose square overflows. */
class OverflowTableTest {
  private static final Path PAGE = Path.of("docs/optimizers.md");

  private enum After {
    HELD("stays where it is"),
    MOVED_ONCE("is moved by the momentum of that gradient, then stays"),
    AS_EVER("moves as ever"),
    THROWN("is thrown as far as that gradient says, and goes on from there");

    private final String text;

    After(String text) {
      this.text = text;
    }
  }

  @Test
  void theTableIsWhatTheRulesDo() throws IOException {
    Map<After, List<String>> found = new TreeMap<>();
    for (Family family : Catalogue.families()) {
      found.computeIfAbsent(after(family), key -> new ArrayList<>()).add(family.label());
    }
    List<String> expected =
        Arrays.stream(After.values())
            .map(
                after ->
                    "| %s | %s |"
                        .formatted(
                            after.text, String.join(", ", found.getOrDefault(after, List.of()))))
            .toList();
    assertThat(Files.readAllLines(PAGE))
        .as("%s should hold%n%s%n", PAGE, String.join("\n", expected))
        .containsSubsequence(expected);
  }

  /** A hundred gradients of one, one of 1e21, a thousand of one. */
  private static After after(Family family) {
    float[] w = new float[8];
    float[] g = new float[8];
    Arrays.fill(w, 1);
    Trainer trainer = Trainer.of(family.variants().get(0).rule(), Parameter.of("w", w, g, 2, 4));
    Arrays.fill(g, 1);
    float largest = 0;
    for (int step = 0; step < 100; step++) {
      float before = w[0];
      trainer.step();
      largest = Math.max(largest, Math.abs(w[0] - before));
    }
    float reached = w[0];
    Arrays.fill(g, 1e21f);
    trainer.step();
    Arrays.fill(g, 1);
    float later = 0;
    for (int step = 0; step < 1000; step++) {
      later = w[0];
      trainer.step();
    }
    float moved = Math.abs(w[0] - reached);
    if (moved > 1e6 * largest) {
      return After.THROWN;
    }
    return Math.abs(w[0] - later) > 0.1 * largest
        ? After.AS_EVER
        : moved > 0.1 * largest ? After.MOVED_ONCE : After.HELD;
  }
}
