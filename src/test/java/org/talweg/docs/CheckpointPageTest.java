// SPDX-License-Identifier: Apache-2.0
package org.talweg.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page on checkpoints shows the Python that is run against PyTorch, and names what it moves.
 */
class CheckpointPageTest {
  private static final Pattern PYTHON = Pattern.compile("```python\n(.*?)\n```", Pattern.DOTALL);
  private static final Pattern PAIR = Pattern.compile("\"(\\w+)\": \"(\\w+)\"");
  private static final Pattern ROW = Pattern.compile("\\| .* \\| (`\\w+`.*) \\| (`\\w+`.*) \\|");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  private static String page() throws IOException {
    return Files.readString(Path.of("docs", "checkpoints.md"));
  }

  private static String script() throws IOException {
    return Files.readString(Path.of("src", "it", "pytorch-state", "talweg_state.py"));
  }

  @Test
  void thePythonOfThePageIsTheScripts() throws IOException {
    Matcher block = PYTHON.matcher(page());
    assertThat(block.find()).isTrue();
    assertThat(script()).endsWith("\n" + block.group(1) + "\n");
  }

  @Test
  void theTableHasTheNamesOfTheScript() throws IOException {
    Map<String, String> moved =
        PAIR.matcher(script())
            .results()
            .collect(Collectors.toMap(pair -> pair.group(1), pair -> pair.group(2)));
    String names = page().substring(page().indexOf("### Names"));
    Set<String> listed = new TreeSet<>();
    Matcher row = ROW.matcher(names);
    while (row.find()) {
      Matcher theirs = NAME.matcher(row.group(1));
      Matcher ours = NAME.matcher(row.group(2));
      while (theirs.find()) {
        assertThat(ours.find()).as(row.group()).isTrue();
        assertThat(ours.group(1)).as(row.group()).isEqualTo(moved.get(theirs.group(1)));
        listed.add(theirs.group(1));
      }
      assertThat(ours.find()).as(row.group()).isFalse();
    }
    assertThat(listed).isEqualTo(new TreeSet<>(moved.keySet()));
  }
}
