// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamePatternTest {
  @ParameterizedTest
  @CsvSource({
    "*.bias, layer1.bias",
    "*.bias, encoder/block.3/attention.bias",
    "*.bias, .bias",
    "*, anything at all",
    "layer?.weight, layer1.weight",
    "layer?.weight, layer𝛼.weight",
    "block.*.attention.*, block.0.attention.query.weight",
    "*a*b, aab ab",
    "*ab*, ccabcc",
    "**x**, x",
    "w, w",
    "a.b[0]+(c|d)^$\\{}, a.b[0]+(c|d)^$\\{}",
    "*.weight?, ?.weight*"
  })
  void thePatternCoversTheWholeName(String pattern, String name) {
    assertThat(NamePattern.of(pattern).matches(name)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "*.bias, layer1.bias2",
    "*.bias, bias",
    "bias, layer1.bias",
    "bias, bias2",
    "layer?.weight, layer10.weight",
    "layer?.weight, layer.weight",
    "a.b, aXb",
    "W, w",
    "*a*b, bbba",
    "?, ''",
    "a?, a"
  })
  void aPartOfTheNameIsNotEnough(String pattern, String name) {
    assertThat(NamePattern.of(pattern).matches(name)).isFalse();
  }

  /** Short texts of two letters, so that matches are frequent, against the JDK's expressions. */
  @Test
  void itAgreesWithARegularExpression() {
    Random random = new Random(1);
    int matches = 0;
    for (int i = 0; i < 20_000; i++) {
      String pattern = text(random, "ab*?", 1 + random.nextInt(6));
      String name = text(random, "ab", random.nextInt(8));
      boolean expected = Pattern.matches(pattern.replace("*", ".*").replace('?', '.'), name);
      assertThat(NamePattern.of(pattern).matches(name))
          .as("seed 1, \"%s\" and \"%s\"", pattern, name)
          .isEqualTo(expected);
      matches += expected ? 1 : 0;
    }
    assertThat(matches).isBetween(3_000, 17_000);
  }

  private static String text(Random random, String letters, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  /** Backtracking into every star would try more ways than there are atoms. */
  @Test
  void manyStarsTakeNoLongerThanTheProductOfTheLengths() {
    NamePattern pattern = NamePattern.of("a*".repeat(200) + "b");
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(pattern.matches("a".repeat(5_000))).isFalse());
  }

  @Test
  void patternsAreEqualByTheirText() {
    assertThat(NamePattern.of("*.bias"))
        .isEqualTo(NamePattern.of("*.bias"))
        .hasSameHashCodeAs(NamePattern.of("*.bias"))
        .isNotEqualTo(NamePattern.of("*.weight"))
        .hasToString("*.bias");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "\u0000"})
  void aPatternThatNoNameCanMatchIsRefused(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamePattern.of(pattern))
        .withMessage(
            "a name pattern must not be empty or hold control characters, but was \""
                + pattern.replace("\n", "\\n").replace("\u0000", "\\u0000")
                + "\"");
  }

  @Test
  void nullIsRefused() {
    assertThatNullPointerException().isThrownBy(() -> NamePattern.of(null)).withMessage("pattern");
  }
}
