// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.benchmarks.speed.probe.Case;
import org.talweg.tensor.DataType;

class CasesTest {
  private static final List<String> CASES = Cases.all().stream().map(Case::toString).toList();

  @Test
  void everyRuleIsMeasuredInEverySize() {
    for (DataType type : DataType.values()) {
      for (Rule rule : Rule.values()) {
        assertThat(CASES)
            .containsAll(
                Cases.SIZES.stream().map(m -> Cases.step(rule, type, m).toString()).toList());
      }
    }
    assertThat(CASES)
        .contains(
            "roof/adam/float32/1x16777216/1",
            "hand-written/adam/float32/1x10000/1",
            "pipeline/adamw/float32/resnet50/2",
            "pipeline-refill/adamw/float32/resnet50/2",
            "step/adam/float32/gpt2/1");
  }

  @Test
  void noCaseIsMeasuredTwice() {
    assertThat(CASES).doesNotHaveDuplicates();
  }

  @Test
  void gpt2NeedsThreeGibibytes() {
    long bytes = Cases.bytes(Cases.step(Rule.ADAM, DataType.FLOAT32, "gpt2"));
    assertThat(bytes).isEqualTo(6 * 4 * 124_439_808L);
  }
}
