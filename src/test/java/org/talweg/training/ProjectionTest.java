// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Sgd;
import org.talweg.projection.Interval;
import org.talweg.projection.MaxNorm;
import org.talweg.projection.SoftThreshold;
import org.talweg.tensor.Parameter;

/** What happens to weights right after the rule. */
class ProjectionTest {
  /** Any size, packed or cut: what is projected by hand after each step is the same. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 500, 5000})
  void aProjectionEqualsDoingItByHandAfterEachStep(int size) {
    SplittableRandom random = new SplittableRandom(size);
    float[] projected = new float[size];
    float[] gradient = new float[size];
    for (int i = 0; i < size; i++) {
      projected[i] = (float) (random.nextDouble() - 0.5);
    }
    float[] byHand = projected.clone();
    Trainer trainer =
        Trainer.builder(Adam.of(0.01))
            .parameters(Parameter.of("w", projected, gradient))
            .project(new SoftThreshold(0.5))
            .project(Interval.nonNegative())
            .chunkSize(1024)
            .build();
    Trainer plain = Trainer.of(Adam.of(0.01), Parameter.of("w", byHand, gradient));
    for (int step = 0; step < 10; step++) {
      for (int i = 0; i < size; i++) {
        gradient[i] = (float) (random.nextDouble() - 0.5);
      }
      trainer.step();
      plain.step();
      float threshold = (float) (0.01 * 0.5);
      for (int i = 0; i < size; i++) {
        float w = byHand[i];
        w = w > threshold ? w - threshold : w < -threshold ? w + threshold : 0;
        byHand[i] = Math.max(w, 0);
      }
      assertThat(projected).as("seed %d, step %d", size, step).isEqualTo(byHand);
    }
    assertThat(projected).contains(0);
  }

  /** Half of (w − target)² + λ·|w| has its minimum where the target is drawn to zero by λ. */
  @Test
  void gradientDescentWithASoftThresholdFindsTheLasso() {
    double[] target = {2, -3, 0.4, -0.4, 0};
    double[] w = {1, 1, 1, 1, 1};
    double[] g = new double[5];
    Trainer trainer =
        Trainer.builder(Sgd.of(0.5))
            .parameters(Parameter.of("w", w, g))
            .project(new SoftThreshold(0.5))
            .build();
    for (int step = 0; step < 200; step++) {
      for (int i = 0; i < 5; i++) {
        g[i] = w[i] - target[i];
      }
      trainer.step();
    }
    assertThat(w[0]).isCloseTo(1.5, org.assertj.core.api.Assertions.within(1e-12));
    assertThat(w[1]).isCloseTo(-2.5, org.assertj.core.api.Assertions.within(1e-12));
    assertThat(new double[] {w[2], w[3], w[4]}).containsExactly(0, 0, 0);
  }

  @Test
  void rowsKeepTheirNormBelowTheBound() {
    float[] w = {3, 4, 0.3f, 0.4f};
    Trainer trainer =
        Trainer.builder(Sgd.of(0))
            .parameters(Parameter.of("w", w, new float[4], 2, 2))
            .project(new MaxNorm(1))
            .build();
    trainer.step();
    assertThat(w).containsExactly(0.6f, 0.8f, 0.3f, 0.4f);
  }

  @Test
  void aGroupHasItsOwnAndAFrozenOneStays() {
    float[] a = {-1};
    float[] b = {-1};
    float[] c = {-1};
    Trainer trainer =
        Trainer.builder(Sgd.of(1))
            .parameters(
                Parameter.of("a", a, new float[1]),
                Parameter.of("b", b, new float[1]),
                Parameter.of("c", c, new float[1]))
            .groups(
                Group.named("a").withProjection(Interval.nonNegative()),
                Group.named("c").withProjection(Interval.nonNegative()).frozen())
            .build();
    trainer.step();
    assertThat(new float[] {a[0], b[0], c[0]}).containsExactly(0, -1, -1);
  }

  @Test
  void boundsThatAreNoneAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Interval(1, 0))
        .withMessage("the least weight must be at most the largest, but they were 1.0 and 0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new MaxNorm(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new SoftThreshold(-1));
  }
}
