// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Lamb;
import org.talweg.optimizer.Sgd;
import org.talweg.projection.Interval;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;

/** What a step reports of each parameter. */
class DiagnosticsTest {
  private static TrainerBuilder sgd(double rate, Parameter... parameters) {
    return Trainer.builder(Sgd.of(rate)).parameters(parameters).diagnosticsEvery(1);
  }

  private static Diagnostics after(StepReport report) {
    return report.diagnostics().orElseThrow();
  }

  @Test
  void theNumbersOfAStepThatCanBeDoneInTheHead() {
    double[] w = {3, 8, 0, 0};
    Trainer trainer = sgd(0.5, Parameter.of("w", w, new double[] {0, 8, 0, -6})).build();
    ParameterDiagnostics one = after(trainer.step()).parameter("w"); // w is now 3, 4, 0, 3
    assertThat(one)
        .isEqualTo(
            new ParameterDiagnostics(
                "w", 10, Math.sqrt(34), 5, 0.5, OptionalInt.empty(), OptionalInt.empty()));
    assertThat(one.ratio()).isEqualTo(5 / Math.sqrt(34));
  }

  @Test
  void nobodyWhoDidNotAskGetsThem() {
    Trainer trainer = Trainer.of(Sgd.of(1), Parameter.of("w", new float[2], new float[2]));
    assertThat(trainer.step().diagnostics()).isEmpty();
  }

  @Test
  void theUpdateIsAllThatChangesTheWeights() {
    double[] w = {1, 0.5};
    Trainer trainer =
        sgd(0.25, Parameter.of("w", w, new double[] {0, -4}))
            .weightDecay(WeightDecay.decoupled(0.5))
            .project(new Interval(-1, 1))
            .build();
    ParameterDiagnostics one = after(trainer.step()).parameter("w");
    assertThat(w).containsExactly(0.875, 1); // decayed; and held at the bound
    assertThat(one.updateNorm()).isEqualTo(Math.hypot(0.125, 0.5));
  }

  @Test
  void theFirstElementsThatAreNotFiniteAreFound() {
    int size = 40_000;
    float[] w = new float[size];
    float[] g = new float[size];
    w[30_000] = Float.MAX_VALUE;
    g[30_000] = -Float.MAX_VALUE;
    g[39_000] = Float.NaN;
    g[39_001] = Float.POSITIVE_INFINITY;
    Trainer trainer =
        sgd(1, Parameter.of("w", w, g), Parameter.of("b", new float[3], new float[3])).build();
    Diagnostics found = after(trainer.step());
    assertThat(found.parameter("w").nonFiniteGradient()).hasValue(39_000);
    assertThat(found.parameter("w").nonFiniteWeight()).hasValue(30_000);
    assertThat(found.parameter("w").gradientNorm()).isNaN();
    assertThat(found.parameter("b").nonFiniteGradient()).isEmpty();
    assertThat(found.toString())
        .contains("  gradient[39000] is not finite  weight[30000] is not finite\n");
  }

  @Test
  void aPackFindsItsPlacesByParameter() {
    float[] g = {0, 0, Float.NEGATIVE_INFINITY, 1};
    Trainer trainer =
        sgd(1, Parameter.of("a", new float[5], new float[5]), Parameter.of("b", new float[4], g))
            .build();
    Diagnostics found = after(trainer.step());
    assertThat(found.parameter("a").dead()).isEqualTo(1);
    assertThat(found.parameter("b").dead()).isEqualTo(0.5);
    assertThat(found.parameter("b").nonFiniteGradient()).hasValue(2);
    assertThat(found.parameter("b").nonFiniteWeight()).hasValue(2);
    assertThat(found.parameter("b").gradientNorm()).isInfinite();
  }

  @Test
  void normsNeitherOverflowNorVanish() {
    double[] w = {3e-200, 4e-200};
    Trainer trainer =
        sgd(
                1,
                Parameter.of("w", w, new double[2]),
                Parameter.of("b", new double[] {0, 0}, new double[] {3e200, -4e200}))
            .build();
    Diagnostics found = after(trainer.step());
    assertThat(found.parameter("w").weightNorm()).isEqualTo(5e-200, within(1e-214));
    assertThat(found.parameter("b").gradientNorm()).isEqualTo(5e200, within(1e186));
    assertThat(found.parameter("b").updateNorm()).isEqualTo(5e200, within(1e186));
  }

  @Test
  void absentAndFrozenParametersAreNotInIt() {
    Parameter[] parameters =
        IntStream.range(0, 4)
            .mapToObj(i -> Parameter.of("p" + i, new float[6], new float[] {1, 1, 1, 1, 1, 1}))
            .toArray(Parameter[]::new);
    Group frozen = Group.matching("p3");
    Trainer trainer = sgd(1, parameters).groups(frozen).build();
    trainer.freeze(frozen);
    assertThat(names(after(trainer.stepOnly(List.of("p2", "p0"))))).containsExactly("p0", "p2");
    Diagnostics found = after(trainer.step());
    assertThat(names(found)).containsExactly("p0", "p1", "p2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> found.parameter("p3"))
        .withMessage("no parameter \"p3\" took part in step 2, only [p0, p1, p2]");
  }

  private static List<String> names(Diagnostics diagnostics) {
    return diagnostics.parameters().stream().map(ParameterDiagnostics::name).toList();
  }

  @Test
  void gradientsAsTheyArriveAreSeenEachWithItsParameter() {
    Parameter[] parameters =
        IntStream.range(0, 3)
            .mapToObj(i -> Parameter.of("p" + i, new float[i + 1], filled(i + 1, i + 1)))
            .toArray(Parameter[]::new);
    Trainer trainer = sgd(1, parameters).build();
    StepReport report;
    try (ArrivingStep step = trainer.begin()) {
      step.update("p2");
      step.update("p0");
    }
    report = trainer.step();
    Trainer again = sgd(1, parameters).build();
    try (ArrivingStep step = again.begin()) {
      step.update("p2");
      step.update("p0");
    }
    assertThat(names(after(report))).containsExactly("p0", "p1", "p2");
  }

  private static float[] filled(int size, float element) {
    float[] filled = new float[size];
    java.util.Arrays.fill(filled, element);
    return filled;
  }

  @Test
  void severalBatchesShowTheirMeanOnceTheyMakeAStep() {
    double[] g = {3, 0};
    Trainer trainer = sgd(1, Parameter.of("w", new double[2], g)).accumulate(2).build();
    assertThat(trainer.step().diagnostics()).isEmpty();
    g[0] = 1;
    g[1] = 2;
    ParameterDiagnostics one = after(trainer.step()).parameter("w"); // the mean: 2, 1
    assertThat(one.gradientNorm()).isEqualTo(Math.sqrt(5), within(1e-15));
    assertThat(one.updateNorm()).isEqualTo(Math.sqrt(5), within(1e-15));
    assertThat(one.gradientNorm()).isEqualTo(trainer.gradientNorm(), within(1e-15));
  }

  @Test
  void skippedStepsHaveNoneAndTheLossScaleIsDividedOut() {
    double[] g = {Double.NaN, 64};
    Trainer trainer =
        sgd(1, Parameter.of("w", new double[2], g))
            .lossScaling(new LossScaling(64, 2, 0.5, 100))
            .build();
    StepReport report = trainer.step();
    assertThat(report.skipped()).isTrue();
    assertThat(report.diagnostics()).isEmpty();
    g[0] = 0;
    assertThat(after(trainer.step()).parameter("w").gradientNorm()).isEqualTo(2); // scale 32
  }

  @Test
  void changesInGradientsAreUpdatesToo() {
    double[] g = {3, 4};
    Trainer trainer =
        sgd(2, Parameter.of("w", new double[] {6, 8}, g)).changesInGradients().build();
    ParameterDiagnostics one = after(trainer.step()).parameter("w");
    assertThat(one.gradientNorm()).isEqualTo(5);
    assertThat(one.updateNorm()).isEqualTo(10);
    assertThat(one.ratio()).isEqualTo(1);
  }

  @Test
  void ratiosOfNothingAreSaidAsTheyAre() {
    double[] w = {1, 1};
    Trainer trainer =
        sgd(
                1,
                Parameter.of("w", w, new double[] {1, 1}),
                Parameter.of("b", new double[1], new double[1]))
            .build();
    Diagnostics found = after(trainer.step());
    assertThat(found.parameter("w").ratio()).isInfinite(); // the step made all weights zero
    assertThat(found.parameter("b").ratio()).isNaN();
  }

  @Test
  void aGradientThatIsReboundElsewhereIsStillSeen() {
    float[] w = filled(20_000, 1);
    float[] wider = filled(20_001, 2);
    Trainer trainer =
        Trainer.builder(Lamb.of(0.1))
            .parameters(Parameter.of("w", w, filled(20_000, 1)))
            .diagnosticsEvery(1)
            .build();
    trainer.step();
    trainer.rebindGradient("w", FloatTensor.slice(wider, 1, 20_000));
    assertThat(after(trainer.step()).parameter("w").gradientNorm())
        .isEqualTo(Math.sqrt(4 * 20_000), within(1e-10));
  }

  @Test
  void aReboundGradientKeepsWhatTheStepHasSeenSoFar() {
    Trainer trainer =
        sgd(
                0.5,
                Parameter.of("a", filled(600, 1), filled(600, 1)),
                Parameter.of("b", filled(600, 1), filled(600, 1)))
            .build();
    StepReport report = trainer.step();
    try (ArrivingStep step = trainer.begin()) {
      step.update("a");
      trainer.rebindGradient("b", FloatTensor.slice(filled(601, 2), 1, 600));
      step.update("b");
    }
    Diagnostics found = after(report); // the trainer's one report
    assertThat(found.step()).isEqualTo(2);
    assertThat(found.parameter("a").gradientNorm()).isEqualTo(Math.sqrt(600), within(1e-12));
    assertThat(found.parameter("b").gradientNorm()).isEqualTo(Math.sqrt(2400), within(1e-12));
  }

  @Test
  void theIntervalCountsSteps() {
    Trainer trainer =
        Trainer.builder(Adam.of(0.1))
            .parameters(Parameter.of("w", new float[2], new float[2]))
            .diagnosticsEvery(3)
            .build();
    List<Boolean> found =
        IntStream.rangeClosed(1, 7)
            .mapToObj(i -> trainer.step().diagnostics().isPresent())
            .toList();
    assertThat(found).containsExactly(false, false, true, false, false, true, false);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.builder(Adam.of(0.1)).diagnosticsEvery(0))
        .withMessage("the interval of diagnostics must be at least 1, but was 0");
  }

  @Test
  void theTableHasALineForEachParameter() {
    Diagnostics diagnostics =
        new Diagnostics(
            100,
            List.of(
                new ParameterDiagnostics(
                    "layer1.weight",
                    0.0123456,
                    12,
                    0.012,
                    0.25,
                    OptionalInt.empty(),
                    OptionalInt.empty()),
                new ParameterDiagnostics(
                    "bias", 1e-9, 0, 0, 0, OptionalInt.of(17), OptionalInt.empty())));
    assertThat(diagnostics)
        .hasToString(
            """
            step 100
            parameter       gradient     weight     update      ratio    dead
            layer1.weight     0.0123       12.0     0.0120    0.00100  25.0 %
            bias            1.00e-09       0.00       0.00        NaN   0.0 %  gradient[17] is not finite
            """);
  }
}
