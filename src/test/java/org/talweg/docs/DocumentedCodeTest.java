// SPDX-License-Identifier: Apache-2.0
package org.talweg.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the documents show is Java that compiles and runs: each {@link Block} of each document. */
class DocumentedCodeTest {
  @TempDir static Path folder;

  @TestFactory
  List<DynamicTest> everyBlockCompilesAndRuns() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path document : documents()) {
      for (Block block : Block.of(document)) {
        Path own = Files.createTempDirectory(folder, "block");
        tests.add(
            dynamicTest(
                block.toString(),
                () ->
                    assertTimeoutPreemptively(
                        Duration.ofSeconds(60), () -> CompiledBlock.of(block, own).run())));
      }
    }
    assertThat(tests).hasSizeGreaterThan(20);
    return tests;
  }

  static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("docs"))) {
      List<Path> pages = files.filter(path -> path.toString().endsWith(".md")).sorted().toList();
      return Stream.concat(Stream.of(Path.of("README.md")), pages.stream()).toList();
    }
  }

  @Test
  void aBlockThatIsWrongIsNamedByDocumentAndLine(@TempDir Path own) throws IOException {
    Path page = Files.writeString(own.resolve("page.md"), page("Sgd.of(0.1)\nSgd.off(0.1)"));
    Block block = Block.of(page).get(0);
    assertThatThrownBy(() -> CompiledBlock.of(block, own))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("page.md:6 Sgd.off(0.1): cannot find symbol");
  }

  @Test
  void aBlockThatThrowsIsNamedByDocumentAndLine(@TempDir Path own) throws Exception {
    Path page = Files.writeString(own.resolve("page.md"), page("int i = 0;\nrates[i] = -i / i;"));
    CompiledBlock block = CompiledBlock.of(Block.of(page).get(0), own);
    assertThatThrownBy(block::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("page.md:6 failed: java.lang.ArithmeticException");
  }

  @Test
  void valuesThatAreOnlyShownMayHaveSeveralLines() {
    List<String> lines = List.of("Sgd.of(0.1)", "int n = 9;", "Sgd.of(", "    0.1) // b;", "");
    Block block = new Block(Path.of("page.md"), 1, "", lines);
    assertThat(block.statements().stream().collect(joining("|")))
        .isEqualTo("show(Sgd.of(0.1)|);int n = 9;|show(Sgd.of(|    0.1) // b;||);");
  }

  /** Local classes can't refer to a later one, nor, with newer compilers, create themselves. */
  @Test
  void typesThatABlockBeginsWithAreNotLocal(@TempDir Path own) throws Exception {
    String code =
        """
        final class Even {
          static Odd next() {
            return Odd.of(0);
          }
        }

        record Odd(double rate) {
          static Odd of(double rate) {
            return new Odd(rate);
          }
        }

        rates[0] = Even.next().rate();
        rates[1] = 0;""";
    Path page = Files.writeString(own.resolve("page.md"), page(code));
    CompiledBlock block = CompiledBlock.of(Block.of(page).get(0), own);
    assertThatThrownBy(block::run)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("page.md:18 failed: java.lang.ArrayIndexOutOfBoundsException");
  }

  private static String page(String code) {
    return "A page.\n\n<!-- given: double[] rates = {1}; -->\n```java\n" + code + "\n```\n";
  }
}
