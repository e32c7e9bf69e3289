// SPDX-License-Identifier: Apache-2.0
package org.talweg.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What is there for {@code float} and for {@code double} is one text. With {@code -Dhalves=write}
 * the half for {@code double} of each loop of a rule is first written from the half for {@code
 * float}, where it is missing or another text.
 */
class HalvesTest {
  private static final Pattern METHOD =
      Pattern.compile(
          "^  (?:private|public)?[\\w ]*? (\\w+)\\((Float|Double)Chunk (\\w+[^)]*)\\) \\{\\n.*?^  }\\n",
          Pattern.MULTILINE | Pattern.DOTALL);

  private static final Pattern LITERAL = Pattern.compile("\\b(0x[\\da-fA-F.p-]+|\\d[\\d.e-]*)f\\b");

  @BeforeAll
  static void write() throws IOException {
    if ("write".equals(System.getProperty("halves"))) {
      for (Map.Entry<Path, String> source : SourcesTest.sources().entrySet()) {
        String written = withDoubles(source.getValue());
        if (!written.equals(source.getValue())) {
          Files.writeString(source.getKey(), written);
        }
      }
    }
  }

  /** The loops of a file by name, for one of the types. */
  private static Map<String, MatchResult> loops(String source, String type) {
    Map<String, MatchResult> loops = new LinkedHashMap<>();
    Matcher matcher = METHOD.matcher(source);
    while (matcher.find()) {
      if (matcher.group(2).equals(type)) {
        loops.put(matcher.group(1) + asFloats(matcher.group(3)), matcher.toMatchResult());
      }
    }
    return loops;
  }

  /** A source whose loops for {@code double} are those for {@code float}; new ones come last. */
  private static String withDoubles(String source) {
    String changed = source;
    for (Map.Entry<String, MatchResult> loop : loops(source, "Float").entrySet()) {
      String written = asDoubles(loop.getValue().group());
      MatchResult present = loops(changed, "Double").get(loop.getKey());
      if (present == null) {
        int end = changed.lastIndexOf('}');
        changed = changed.substring(0, end) + "\n" + written + changed.substring(end);
      } else if (!asFloats(present.group()).equals(asFloats(written))) {
        changed =
            changed.substring(0, present.start()) + written + changed.substring(present.end());
      }
    }
    return changed;
  }

  private static String asDoubles(String text) {
    return LITERAL
        .matcher(text)
        .replaceAll(literal -> asDouble(literal.group(1)))
        .replaceAll("\\(float\\) ?", "")
        .replaceAll("Float", "Double")
        .replaceAll("\\bfloat", "double");
  }

  private static String asDouble(String digits) {
    return digits.matches("\\d+") ? digits + ".0" : digits;
  }

  /**
   * The text for {@code double} as it would be for {@code float}: types and names exchanged, and no
   * blanks, as lines may be broken elsewhere. What only one of them needs, a cast of a root or the
   * suffix of a literal, goes from both.
   */
  private static String asFloats(String text) {
    return text.replaceAll("(?s)/\\*.*?\\*/|//[^\\n]*", "")
        .replaceAll("Double", "Float")
        .replaceAll("\\bdouble", "float")
        .replaceAll("FLOAT64", "FLOAT32")
        .replaceAll("DOUBLE", "FLOAT")
        .replaceAll("\\(float\\) ?", "")
        .replaceAll("(?<=\\d)[fd]\\b", "")
        .replaceAll("\\b(\\d+)\\.0\\b", "$1")
        .replaceAll("\\s", "");
  }

  /** What a pair of files has of its own: thresholds, and what tells the types apart. */
  private static final Map<String, String> OWN =
      Map.of(
          "FloatKernels.java", "0x1p(120|500)",
          "FloatStore.java",
              "super\\(\\d+\\)|!Float.isInfinite\\(number\\)|Float.isFinite\\(number\\)");

  @Test
  void filesForFloatAndDoubleAreOneText() throws IOException {
    Map<Path, String> sources = SourcesTest.sources();
    int pairs = 0;
    for (Map.Entry<Path, String> source : sources.entrySet()) {
      String name = source.getKey().getFileName().toString();
      String other =
          sources.get(source.getKey().resolveSibling(name.replaceFirst("^Float", "Double")));
      if (name.startsWith("Float") && other != null) {
        pairs++;
        assertThat(without(OWN.get(name), asFloats(other)))
            .as("%s and its half for double", name)
            .isEqualTo(without(OWN.get(name), asFloats(source.getValue())));
      }
    }
    assertThat(pairs).isGreaterThanOrEqualTo(5);
  }

  private static String without(@Nullable String pattern, String text) {
    return pattern == null ? text : text.replaceAll(pattern, "");
  }

  /** Every loop of a rule, in every file, and what it calls with its chunk. */
  @Test
  void theLoopsOfARuleAreOneText() throws IOException {
    int pairs = 0;
    for (Map.Entry<Path, String> source : SourcesTest.sources().entrySet()) {
      Map<String, String> floats = texts(loops(source.getValue(), "Float"));
      assertThat(texts(loops(source.getValue(), "Double")))
          .as("loops of %s; mvn test -Dtest=HalvesTest -Dhalves=write", source.getKey())
          .isEqualTo(floats);
      pairs += floats.size();
    }
    assertThat(pairs).isGreaterThanOrEqualTo(10);
  }

  private static Map<String, String> texts(Map<String, MatchResult> loops) {
    Map<String, String> texts = new LinkedHashMap<>();
    loops.forEach((name, loop) -> texts.put(name, asFloats(loop.group())));
    return texts;
  }

  @Test
  void aHalfIsWrittenFromTheOther() {
    String source =
        """
        class Rule {
          private static void step(FloatChunk c) {
            float[] w = c.value();
            w[0] = (float) Math.sqrt(w[0] + 0.5f) + Math.ulp(1f);
          }
        }
        """;
    String written = withDoubles(source);
    assertThat(written)
        .contains("  private static void step(FloatChunk c) {\n    float[] w = c.value();\n")
        .contains("  private static void step(DoubleChunk c) {\n    double[] w = c.value();\n")
        .contains("    w[0] = Math.sqrt(w[0] + 0.5) + Math.ulp(1.0);\n  }\n}\n");
    assertThat(withDoubles(written)).isEqualTo(written);
    String changed = written.replace("+ 0.5f", "- 0.5f");
    assertThat(withDoubles(changed)).contains("Math.sqrt(w[0] - 0.5) + Math.ulp(1.0)");
  }
}
