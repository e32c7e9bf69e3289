// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Sgd;
import org.talweg.projection.FixedNorm;
import org.talweg.projection.GroupLasso;
import org.talweg.projection.Interval;
import org.talweg.projection.MaxNorm;
import org.talweg.projection.Projection;
import org.talweg.projection.Simplex;
import org.talweg.projection.SoftThreshold;
import org.talweg.tensor.Parameter;
import org.talweg.text.TextForm;

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
    assertThat(w[0]).isCloseTo(1.5, within(1e-12));
    assertThat(w[1]).isCloseTo(-2.5, within(1e-12));
    assertThat(new double[] {w[2], w[3], w[4]}).containsExactly(0, 0, 0);
  }

  @Test
  void rowsKeepTheirNormBelowTheBound() {
    float[] w = {3, 4, 0.3f, 0.4f};
    Trainer trainer =
        Trainer.builder(Sgd.of(0))
            .parameters(Parameter.of("w", w, new float[4], 2, 2))
            .project(MaxNorm.perRow(1))
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
    assertThatIllegalArgumentException().isThrownBy(() -> MaxNorm.perRow(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new SoftThreshold(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new GroupLasso(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Simplex(0));
    assertThatIllegalArgumentException().isThrownBy(() -> FixedNorm.perRow(Double.NaN));
  }

  /** What a step with a rate of 0 makes of one row. */
  private static double[] projected(Projection projection, double... row) {
    double[] w = row.clone();
    Trainer.builder(Sgd.of(0))
        .parameters(Parameter.of("w", w, new double[w.length]))
        .project(projection)
        .build()
        .step();
    return w;
  }

  /** Points whose projections follow from symmetry, and one that is in the simplex already. */
  @Test
  void theSimplexIsThatOfTheNearestPoint() {
    assertThat(projected(Simplex.ofProbabilities(), 0.25, 0.25, 0.5))
        .containsExactly(0.25, 0.25, 0.5);
    assertThat(projected(Simplex.ofProbabilities(), 0, 0, 0, 0))
        .containsExactly(0.25, 0.25, 0.25, 0.25);
    assertThat(projected(Simplex.ofProbabilities(), 9, -9, 1)).containsExactly(1, 0, 0);
    assertThat(projected(Simplex.ofProbabilities(), 1.5, 1, -1)).containsExactly(0.75, 0.25, 0);
    assertThat(projected(new Simplex(3), 1, 0)).containsExactly(2, 1);
    assertThat(projected(Simplex.ofProbabilities(), 1, Double.NaN)).contains(Double.NaN);
  }

  /** Also where a factor of the weights' type, or a square, would leave its range. */
  @Test
  void aFixedNormIsReachedFromAnyNumbersButZeros() {
    assertThat(projected(FixedNorm.perRow(10), 3, 4)).containsExactly(6, 8);
    assertThat(projected(FixedNorm.perRow(1), 0, 0)).containsExactly(0, 0);
    assertThat(projected(FixedNorm.perParameter(5), 3e-320, 4e-320))
        .containsExactly(new double[] {3, 4}, within(1e-3));
    assertThat(projected(FixedNorm.perParameter(5), 3e200, 4e200))
        .containsExactly(new double[] {3, 4}, within(1e-14));
    float[] tiny = {3e-42f, 4e-42f};
    Trainer.builder(Sgd.of(0))
        .parameters(Parameter.of("w", tiny, new float[2]))
        .project(FixedNorm.perRow(5))
        .build()
        .step();
    assertThat(tiny).containsExactly(new float[] {3, 4}, within(1e-3f));
  }

  /** Half of ‖w − target‖² + λ·Σ‖wᵢ‖ has its minimum where each row is shortened by λ. */
  @Test
  void gradientDescentWithAGroupLassoDropsRows() {
    double[] target = {3, 4, 0.3, 0.4};
    double[] w = {1, 1, 1, 1};
    double[] g = new double[4];
    Trainer trainer =
        Trainer.builder(Sgd.of(0.5))
            .parameters(Parameter.of("w", w, g, 2, 2))
            .project(new GroupLasso(1))
            .build();
    for (int step = 0; step < 200; step++) {
      for (int i = 0; i < 4; i++) {
        g[i] = w[i] - target[i];
      }
      trainer.step();
    }
    assertThat(w).containsExactly(new double[] {2.4, 3.2, 0, 0}, within(1e-12));
    assertThat(new double[] {w[2], w[3]}).containsExactly(0, 0);
  }

  /** Columns of a tensor are what shares all indices but the first; a vector is one. */
  @Test
  void columnsAndParametersKeepTheirNormBelowTheBound() {
    double[] w = {3, 0, 1e300, 4, 0.5, 0};
    Trainer.builder(Sgd.of(0))
        .parameters(Parameter.of("w", w, new double[6], 2, 3))
        .project(MaxNorm.perColumn(1))
        .build()
        .step();
    assertThat(w).containsExactly(new double[] {0.6, 0, 1, 0.8, 0.5, 0}, within(1e-15));
    assertThat(projected(MaxNorm.perColumn(1), 3, 4))
        .containsExactly(new double[] {0.6, 0.8}, within(1e-15));
    assertThat(projected(MaxNorm.perParameter(1), 3e200, 4e200))
        .containsExactly(new double[] {0.6, 0.8}, within(1e-15));
  }

  @Test
  void projectionsAreWrittenAndReadBack() {
    for (Projection projection :
        List.of(
            new Interval(-1, 2),
            new SoftThreshold(0.5),
            new GroupLasso(0.5),
            MaxNorm.perRow(3),
            MaxNorm.perColumn(3),
            MaxNorm.perParameter(3),
            FixedNorm.perRow(1),
            FixedNorm.perParameter(1),
            new Simplex(2))) {
      String text = TextForm.write(projection);
      assertThat(TextForm.standard().read(Projection.class, text)).as(text).isEqualTo(projection);
    }
    assertThat(TextForm.write(MaxNorm.perRow(3))).isEqualTo("MaxNorm.perRow(3)");
  }
}
