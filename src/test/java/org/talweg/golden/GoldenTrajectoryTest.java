package org.talweg.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.optimizer.Adam;
import org.talweg.training.Trainer;

/** Every rule takes the steps that PyTorch takes, in the parameters and in its state. */
class GoldenTrajectoryTest {
  static Stream<GoldenCase> cases() {
    return GoldenCase.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void float64FollowsTheReference(GoldenCase golden) {
    assertThat(GoldenDifferences.float64(golden, golden.trainer().get())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void float32ErrsLittleMoreThanTheReferenceInFloat32(GoldenCase golden) {
    assertThat(GoldenDifferences.float32(golden, golden.trainer().get(), golden.trainer().get()))
        .isEmpty();
  }

  @Test
  void everyCaseOfTheFixturesIsReplayed() {
    Map<String, List<String>> replayed =
        cases()
            .collect(
                Collectors.groupingBy(
                    GoldenCase::file,
                    Collectors.mapping(GoldenCase::options, Collectors.toList())));

    assertThat(replayed).containsOnlyKeys("sgd", "adagrad", "rmsprop", "adam", "adamw");
    replayed.forEach(
        (file, options) -> {
          List<String> all = new ArrayList<>();
          GoldenFixture.read(file).get("cases").forEach(c -> all.add(GoldenFixture.options(c)));
          assertThat(options).as(file).containsExactlyElementsOf(all);
        });
  }

  @Test
  void anEpsilonAtTheWrongPlaceIsSeenInBothTypes() {
    GoldenCase golden = cases().filter(c -> c.file().equals("adam")).findFirst().orElseThrow();
    Adam wrong = Adam.of(0.001).withEpsilonInsideRoot(1e-16);

    assertThat(GoldenDifferences.float64(golden, Trainer.builder(wrong))).isNotEmpty();
    assertThat(GoldenDifferences.float32(golden, Trainer.builder(wrong), golden.trainer().get()))
        .isNotEmpty();
  }
}
