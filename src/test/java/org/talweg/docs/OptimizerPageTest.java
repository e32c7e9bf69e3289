// SPDX-License-Identifier: Apache-2.0
package org.talweg.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family;
import org.talweg.rule.Epsilon;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.schedule.Schedule;

/** {@code docs/optimizers.md} has every rule of the catalogue, with what the rule declares. */
class OptimizerPageTest {
  private static final Path PAGE = Path.of("docs/optimizers.md");
  private static final Path RULES = Path.of("src/main/java/org/talweg/optimizer");

  @Test
  void theTableIsWhatTheRulesDeclare() throws IOException {
    List<String> expected = Catalogue.families().stream().map(OptimizerPageTest::row).toList();
    assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| [`")))
        .as("the rows of %s should be%n%s%n", PAGE, String.join("\n", expected))
        .containsExactlyElementsOf(expected);
  }

  @Test
  void everyRuleHasASection() throws IOException {
    assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("### ")))
        .containsExactlyElementsOf(
            Catalogue.families().stream().map(family -> "### " + name(family)).toList());
  }

  /** The first variant of a family is the one without options. */
  private static String row(Family family) {
    IntSummaryStatistics written =
        family.variants().stream().mapToInt(Family.Variant::writtenArrays).summaryStatistics();
    int least = written.getMin();
    int most = written.getMax();
    return "| [`%s`](#%s) | %s | %s | %s |"
        .formatted(
            name(family),
            name(family).toLowerCase(Locale.ROOT),
            range(least - 1, most - 1),
            range(bytes(least) + more(family), bytes(most) + more(family)),
            options(family.variants().get(0).rule().hyperparameters()));
  }

  /** Norms before the loop read weights and gradient; after it, the change is kept and taken. */
  private static int more(Family family) {
    Rule rule = family.variants().get(0).rule().rule();
    int arrays = rule.gradientFactor().map(factor -> 2).orElse(0);
    return Float.BYTES * (arrays + rule.changeFactor().map(factor -> 3).orElse(0));
  }

  /** A step reads the gradient, and reads and writes all else. */
  private static int bytes(int writtenArrays) {
    return Float.BYTES * (1 + 2 * writtenArrays);
  }

  private static String range(int least, int most) {
    return least == most ? Integer.toString(least) : least + " to " + most;
  }

  private static String options(Hyperparameters defaults) {
    Stream<String> numbers =
        defaults.numbers().stream()
            .skip(1)
            .map(number -> "`" + number.name() + "` " + text(defaults.get(number)));
    Stream<String> epsilon =
        defaults.hasEpsilon() ? Stream.of(text(defaults.epsilon())) : Stream.empty();
    Stream<String> settings =
        defaults.settings().stream()
            .map(setting -> "`" + setting.name() + "` " + text(defaults.get(setting)));
    Stream<String> flags =
        defaults.flags().stream()
            .map(flag -> "`" + flag.name() + "` " + (defaults.is(flag) ? "on" : "off"));
    String options =
        Stream.of(numbers, epsilon, settings, flags)
            .flatMap(kind -> kind)
            .collect(Collectors.joining(", "));
    return options.isEmpty() ? "none" : options;
  }

  private static String text(Schedule value) {
    return value.isConstant() ? text(value.at(1)) : "by step";
  }

  private static String text(double value) {
    return Double.toString(value).replaceFirst("\\.0(?=E|$)", "").toLowerCase(Locale.ROOT);
  }

  private static String text(Epsilon epsilon) {
    return switch (epsilon.place()) {
      case OUTSIDE_ROOT -> "`epsilon` " + text(epsilon.outside()) + " outside the root";
      case INSIDE_ROOT -> "`epsilon` " + text(epsilon.inside()) + " inside the root";
      case HAT -> "`epsilon` " + text(epsilon.outside()) + " as ε̂";
      case BOTH -> throw new AssertionError("two by default");
    };
  }

  /** The name of the class whose factories make the rule. */
  private static String name(Family family) {
    try (Stream<Path> files = Files.list(RULES)) {
      return files
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .filter(name -> name.equalsIgnoreCase(family.label().replace("-", "")))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no class for the label \"" + family + "\""));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
