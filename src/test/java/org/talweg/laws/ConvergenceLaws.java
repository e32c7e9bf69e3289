// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.catalogue.Family.Nature;
import org.talweg.catalogue.Family.Variant;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.training.Trainer;

/** Every rule finds the bottom of a bowl and makes its way along Rosenbrock's valley. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ConvergenceLaws {
  /** The rules that the laws are run over. */
  protected abstract Stream<Variant> variants();

  @ParameterizedTest
  @MethodSource("variants")
  void theBottomOfAQuadraticBowlIsFound(Variant row) {
    double[] w = {3, -2, 1, 0.5};
    double[] bottom = {1, 2, -1, 0};
    double[] curvature = {1, 0.5, 2, 4};
    double[] g = new double[4];
    float[] wf = {3, -2, 1, 0.5f};
    float[] gf = new float[4];
    Shape four = row.shape(Shape.of(4));
    Trainer trainer =
        Trainer.of(
            row.at().apply(row.quadratic()),
            Parameter.of("w", DoubleTensor.wrap(w, four), DoubleTensor.wrap(g, four)),
            Parameter.of("wf", FloatTensor.wrap(wf, four), FloatTensor.wrap(gf, four)));
    for (int step = 0; step < 20_000; step++) {
      if (row.nature() == Nature.STEPS || row.nature() == Nature.SCALES) {
        trainer.setRateFactor(1 - step / 20_000.0);
      }
      for (int i = 0; i < 4; i++) {
        g[i] = curvature[i] * (w[i] - bottom[i]);
        gf[i] = (float) (curvature[i] * (wf[i] - bottom[i]));
      }
      trainer.step();
    }
    for (int i = 0; i < 4; i++) {
      assertThat(Math.abs(w[i] - bottom[i])).as("double, element %d", i).isLessThan(1e-3);
      assertThat(Math.abs(wf[i] - bottom[i])).as("float, element %d", i).isLessThan(1e-3);
    }
  }

  /** (1 − x)² + 100·(y − x²)² from (−1.2, 1), where it is 24.2; its bottom is at (1, 1). */
  @ParameterizedTest
  @MethodSource("variants")
  void rosenbrocksValleyIsFollowedToItsBottom(Variant row) {
    double[] w = {-1.2, 1};
    double[] g = new double[2];
    Shape two = row.shape(Shape.of(2));
    Trainer trainer =
        Trainer.of(
            row.at().apply(row.rosenbrock()),
            Parameter.of("w", DoubleTensor.wrap(w, two), DoubleTensor.wrap(g, two)));
    for (int step = 0; step < 50_000; step++) {
      if (row.nature() == Nature.STEPS || row.nature() == Nature.SCALES) {
        trainer.setRateFactor(1 - step / 50_000.0);
      }
      double slope = w[1] - w[0] * w[0];
      g[0] = -2 * (1 - w[0]) - 400 * w[0] * slope;
      g[1] = 200 * slope;
      trainer.step();
    }
    assertThat(Math.abs(w[0] - 1)).as("x = %s", w[0]).isLessThan(0.02);
    assertThat(Math.abs(w[1] - 1)).as("y = %s", w[1]).isLessThan(0.04);
  }
}
