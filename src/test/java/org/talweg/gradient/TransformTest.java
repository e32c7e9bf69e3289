// SPDX-License-Identifier: Apache-2.0
package org.talweg.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.talweg.optimizer.Sgd;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

/** What single transforms do to gradients, by numbers from elsewhere. */
class TransformTest {
  private static final int MANY = 1 << 17;

  /** What a step of gradient descent from zero, with a rate of 1, subtracts. */
  private static double[] rewritten(
      GradientTransform transform, int step, double[] g, int... shape) {
    double[] w = new double[g.length];
    Trainer trainer =
        Trainer.builder(Sgd.of(1))
            .parameters(Parameter.of("w", w, g, shape))
            .transform(transform)
            .build();
    for (int i = 1; i < step; i++) {
      trainer.step();
    }
    double[] before = w.clone();
    trainer.step();
    for (int i = 0; i < w.length; i++) {
      w[i] = before[i] - w[i];
    }
    return w;
  }

  /** The numbers of optax's documentation of {@code centralize}. */
  @Test
  void centralizationTakesTheMeanOffEachRow() {
    assertThat(rewritten(new CentralizeGradients(), 1, new double[] {1, 2, 3, 4, 5, 6}, 2, 3))
        .containsExactly(-1, 0, 1, -1, 0, 1);
    assertThat(rewritten(new CentralizeGradients(), 1, new double[] {1, 2, 3}))
        .as("biases stay")
        .containsExactly(1, 2, 3);
  }

  @Test
  void normalizationLeavesADirection() {
    assertThat(rewritten(NormalizeGradients.global(), 1, new double[] {3, 4}))
        .containsExactly(new double[] {3 / (5 + 1e-6), 4 / (5 + 1e-6)}, within(1e-15));
    assertThat(rewritten(NormalizeGradients.perParameter().withEpsilon(5), 1, new double[] {3, 4}))
        .containsExactly(new double[] {0.3, 0.4}, within(1e-15));
    assertThat(rewritten(NormalizeGradients.global(), 1, new double[2])).containsExactly(0, 0);
  }

  @Test
  void normalizationOfEachParameterDoesNotSeeTheOthers() {
    double[] a = {0, 0};
    double[] b = {0};
    Trainer.builder(Sgd.of(1))
        .parameters(
            Parameter.of("a", a, new double[] {3, 4}), Parameter.of("b", b, new double[] {1e-3}))
        .transform(NormalizeGradients.perParameter().withEpsilon(1e-12))
        .build()
        .step();
    assertThat(a).containsExactly(new double[] {-0.6, -0.8}, within(1e-12));
    assertThat(b).containsExactly(new double[] {-1}, within(1e-8));
  }

  /** Mean, variance, and the share beyond one and two deviations, within five standard errors. */
  @Test
  void noiseIsNormalWithTheVarianceOfThePaper() {
    for (int step : new int[] {1, 2, 50}) {
      double[] noise = rewritten(GradientNoise.of(0.3, 1), step, new double[MANY]);
      double deviation = Math.sqrt(0.3 / StrictMath.pow(step, 0.55));
      double sum = 0;
      double squares = 0;
      int beyondOne = 0;
      int beyondTwo = 0;
      for (double x : noise) {
        double z = x / deviation;
        sum += z;
        squares += z * z;
        beyondOne += Math.abs(z) > 1 ? 1 : 0;
        beyondTwo += Math.abs(z) > 2 ? 1 : 0;
      }
      double error = 5 / Math.sqrt(MANY);
      assertThat(sum / MANY).as("step %d", step).isCloseTo(0, within(error));
      assertThat(squares / MANY).isCloseTo(1, within(Math.sqrt(2) * error));
      assertThat(beyondOne / (double) MANY).isCloseTo(0.31731, within(0.47 * error));
      assertThat(beyondTwo / (double) MANY).isCloseTo(0.04550, within(0.21 * error));
    }
  }

  /** Between steps, seeds, names and neighbours: no correlation beyond five standard errors. */
  @Test
  void noiseDependsOnSeedStepNameAndIndex() {
    double[] one = rewritten(new GradientNoise(1, 0, 1), 1, new double[MANY]);
    double[] nextStep = rewritten(new GradientNoise(1, 0, 1), 2, new double[MANY]);
    double[] otherSeed = rewritten(new GradientNoise(1, 0, 2), 1, new double[MANY]);
    double[] named = new double[MANY];
    Trainer.builder(Sgd.of(1))
        .parameters(Parameter.of("v", named, new double[MANY]))
        .transform(new GradientNoise(1, 0, 1))
        .build()
        .step();
    double[] shifted = new double[MANY];
    System.arraycopy(one, 1, shifted, 0, MANY - 1);
    for (double[] other : new double[][] {nextStep, otherSeed, named, shifted}) {
      double product = 0;
      for (int i = 0; i < MANY; i++) {
        product += one[i] * other[i];
      }
      assertThat(product / MANY).isCloseTo(0, within(5 / Math.sqrt(MANY)));
    }
    assertThat(rewritten(new GradientNoise(1, 0, 1), 1, new double[MANY])).isEqualTo(one);
  }

  @Test
  void aRunWithOtherNoiseIsAnotherRun() {
    Trainer one = noisy(1);
    one.step();
    assertThat(catchThrowable(() -> noisy(2).restore(one.checkpoint())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GradientNoise");
  }

  private static Trainer noisy(long seed) {
    return Trainer.builder(Sgd.of(1))
        .parameters(Parameter.of("w", new double[3], new double[3]))
        .transform(GradientNoise.of(0.01, seed))
        .build();
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> GradientNoise.of(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new GradientNoise(1, -1, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NormalizeGradients.global().withEpsilon(0));
    assertThatIllegalArgumentException().isThrownBy(() -> AdaptiveClipping.of(Double.NaN));
  }
}
