// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.preset.Optax;
import org.talweg.preset.PyTorch;
import org.talweg.rule.Optimizer;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.BareRule;
import org.talweg.training.Trainer;
import org.talweg.training.WeightAverage;

/** Averages of which the larger part is new. */
class AverageTest {
  @Test
  void withoutMomentumTheGradientOfTheStepDecides() {
    float[] w = {1};
    double[] v = {1};
    BareRule adam = BareRule.of(PyTorch.adam(0.01).withBetas(0, 0).withEpsilon(1e-12));
    float[][] state = adam.floatState(1);
    double[][] doubleState = adam.doubleState(1);
    double[] expected = {0.99, 0.98, 0.97};
    for (int step = 1; step <= 3; step++) {
      adam.step(step, w, new float[] {step == 1 ? 1000 : 1e-5f}, state);
      adam.step(step, v, new double[] {step == 1 ? 1e9 : 1e-8}, doubleState);
      assertThat(w[0]).isEqualTo((float) expected[step - 1], within(1e-7f));
      assertThat(v[0]).isEqualTo(expected[step - 1], within(1e-5)); // ε beside 1e-8
      assertThat(state[0][0]).isEqualTo(step == 1 ? 1000 : 1e-5f);
      assertThat(doubleState[0][0]).isEqualTo(step == 1 ? 1e9 : 1e-8);
    }
  }

  /** optax 0.2.8: −34784, −37946. */
  @Test
  void adaBeliefWithoutMomentumStraysFromNothing() {
    BareRule rule = BareRule.of(Optax.adabelief(0.001).withBetas(0, 0.999));
    double[] w = {1};
    double[][] state = rule.doubleState(1);
    for (int step = 1; step <= 3; step++) {
      rule.step(step, w, new double[] {step == 1 ? 1 : 0.1}, state);
    }
    // m is the gradient and s the sum of faded ε, so each change is known
    double expected = 1;
    double s = 0;
    for (int step = 1; step <= 3; step++) {
      s = 0.999 * s + 1e-16;
      double corrected = Math.sqrt(s / (1 - Math.pow(0.999, step)));
      expected -= 0.001 * (step == 1 ? 1 : 0.1) / (corrected + 1e-16);
    }
    assertThat(w[0]).isEqualTo(expected, within(1e-9 * Math.abs(expected)));
  }

  static Stream<Optimizer> small() {
    Schedule rising = step -> step == 1 ? 0 : 0.1 * step;
    return Stream.of(
        Adam.of(0.01).withBetas(0.1, 0.1),
        Adam.of(0.01).withBetas(0.1, 0.1).withAmsgrad(true),
        Adam.of(0.01).with(Adam.BETA1, rising).with(Adam.BETA2, Schedule.constant(0.2)),
        NAdam.of(0.01).withBetas(0.2, 0.1),
        RAdam.of(0.01).withBetas(0.2, 0.1),
        AdaMax.of(0.01).withBetas(0.1, 0.1),
        AdaBelief.of(0.01).withBetas(0.1, 0.1).withEpsilon(1e-8),
        Yogi.of(0.01).withBetas(0.1, 0.1),
        Adan.of(0.01).withBetas(0.1, 0.1, 0.1),
        AdEMAMix.of(0.01).withBetas(0.1, 0.1, 0.1),
        Adopt.of(0.01).withBetas(0.1, 0.1));
  }

  /** Large gradients are followed by small ones, which the average before must not swallow. */
  @ParameterizedTest
  @MethodSource("small")
  void theFirstMomentInFloatIsThatInDouble(Optimizer rule) {
    int size = 200;
    BareRule bare = BareRule.of(rule);
    float[] w = new float[size];
    double[] v = new double[size];
    float[][] state = bare.floatState(size);
    double[][] wide = bare.doubleState(size);
    SplittableRandom random = new SplittableRandom(3);
    for (int step = 1; step <= 8; step++) {
      float[] g = new float[size];
      double[] h = new double[size];
      for (int i = 0; i < size; i++) {
        g[i] = (float) ((1 + random.nextDouble()) * Math.pow(10, 3 - step));
        h[i] = g[i];
      }
      bare.step(step, w, g, state);
      bare.step(step, v, h, wide);
      for (int i = 0; i < size; i++) {
        assertThat((double) state[0][i])
            .as("%s, step %d", rule, step)
            .isEqualTo(wide[0][i], within(1e-5 * Math.abs(wide[0][i])));
      }
    }
  }

  /** The directions of rules that move by the rate follow the new gradient. */
  @Test
  void signsFollowTheLargerPart() {
    for (Optimizer rule :
        new Optimizer[] {
          Lion.of(0.5).withBetas(0, 0), SignSgd.of(0.5).withMomentum(1e-12),
        }) {
      BareRule bare = BareRule.of(rule);
      float[] w = {0};
      float[][] state = bare.floatState(1);
      bare.step(1, w, new float[] {1e6f}, state);
      bare.step(2, w, new float[] {-1e-3f}, state);
      assertThat(w[0]).as("%s", rule).isEqualTo(0);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.3})
  void anAverageOfWeightsKeepsWhatIsNew(double decay) {
    float[] w = {1e6f};
    double[] v = {1e12};
    float[] none = {0};
    Trainer trainer =
        Trainer.builder(Sgd.of(1))
            .parameters(Parameter.of("w", w, none, 1), Parameter.of("v", v, new double[] {0}, 1))
            .average(WeightAverage.exponential(decay))
            .build();
    trainer.step();
    w[0] = 1e-3f;
    v[0] = 1e-3;
    trainer.step();
    BigDecimal share = BigDecimal.ONE.subtract(BigDecimal.valueOf(decay));
    BigDecimal added = share.multiply(BigDecimal.valueOf(1e-3));
    double expected = BigDecimal.valueOf(decay * 1e6).add(added).doubleValue();
    double wide =
        BigDecimal.valueOf(decay).multiply(BigDecimal.valueOf(1e12)).add(added).doubleValue();
    assertThat((double) ((FloatTensor) trainer.average("w")).get(0))
        .isEqualTo(expected, within(3e-7 * expected));
    assertThat(((DoubleTensor) trainer.average("v")).get(0)).isEqualTo(wide, within(1e-15 * wide));
  }
}
