// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Reference;
import org.talweg.catalogue.Family.Setup;
import org.talweg.optimizer.Adam;
import org.talweg.rule.Epsilon;

/** The library gives the numbers of other frameworks, in the parameters and in its state. */
class GoldenTest {
  private static final Path FIXTURES = Path.of("src/test/resources");

  /** Trainings need images that the library does not have. */
  private static final Pattern NOT_REPLAYED = Pattern.compile("mnist|inputs");

  /** Fixtures are found in their folders. */
  static Stream<Path> fixtures() throws IOException {
    try (Stream<Path> files = Files.walk(FIXTURES)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .filter(file -> file.getParent().getFileName().toString().startsWith("golden"))
          .filter(file -> !NOT_REPLAYED.matcher(file.getFileName().toString()).lookingAt())
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void everyRowOfEveryFixturePasses(Path fixture) {
    List<Row> rows = GoldenFileReader.read(fixture).replay();

    assertThat(rows).isNotEmpty();
    assertThat(rows)
        .filteredOn(row -> row.verdict() != Verdict.PASS)
        .extracting(row -> row.subject() + " " + row.options() + ": " + row.conclusion())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"float64", "float32"})
  void anEpsilonAtTheWrongPlaceIsSeenInBothTypes(String type) {
    Reference adam = Catalogue.reference("pytorch", "Adam").orElseThrow();
    Reference wrong =
        new Reference("pytorch", "Adam", options -> wrong(adam.setup(options)), adam.slots());
    TrajectoryFile file =
        (TrajectoryFile) GoldenFileReader.read(FIXTURES.resolve("golden/adam.json"));

    assertThat(file.replay(wrong))
        .filteredOn(row -> row.type().equals(type) && row.options().equals("lr=0.001"))
        .isNotEmpty()
        .allMatch(row -> row.verdict() == Verdict.FAIL);
  }

  private static Setup wrong(Setup setup) {
    Adam adam = (Adam) setup.optimizer();
    return new Setup(
        adam.withEpsilon(Epsilon.insideRoot(1e-16)), setup.weightDecay(), setup.maximize());
  }
}
