package org.talweg.golden;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(GoldenDifferences.float64(golden, golden.trainer())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void float32ErrsLittleMoreThanTheReferenceInFloat32(GoldenCase golden) {
    assertThat(GoldenDifferences.float32(golden, golden.trainer(), golden.trainer())).isEmpty();
  }

  @Test
  void anEpsilonAtTheWrongPlaceIsSeenInBothTypes() {
    GoldenCase golden = cases().filter(c -> c.name().equals("adam")).findFirst().orElseThrow();
    Adam wrong = Adam.of(0.001).withEpsilonInsideRoot(1e-16);

    assertThat(GoldenDifferences.float64(golden, Trainer.builder(wrong))).isNotEmpty();
    assertThat(GoldenDifferences.float32(golden, Trainer.builder(wrong), golden.trainer()))
        .isNotEmpty();
  }
}
