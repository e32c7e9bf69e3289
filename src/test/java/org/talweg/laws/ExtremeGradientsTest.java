// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.rule.Optimizer;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

/**
 * A finite gradient makes no weight NaN, up to an eighth of the largest number: rules take
 * differences of gradients, and of those and their averages, which must stay in the range.
 */
class ExtremeGradientsTest {
  private static final int STEPS = 40;

  static Stream<Variant> variants() {
    return Stream.concat(Catalogue.variants(), Catalogue.options());
  }

  /** Gradients by step, from 1. */
  private static List<IntToDoubleFunction> gradients(double extreme) {
    return List.of(
        step -> step == 1 ? extreme : 1,
        step -> step == 5 ? extreme : 1,
        step -> step == 5 ? -extreme : 0,
        step -> step % 2 == 1 ? extreme : 1,
        step -> step % 2 == 1 ? extreme : -extreme,
        step -> extreme,
        step -> step <= 3 ? extreme : 0);
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aFiniteGradientMakesNoWeightNaN(Variant row) {
    for (double extreme :
        new double[] {
          1e21, 1e30, Float.MAX_VALUE / 8, 1e-19, 1e-23, 1e-39, Float.MIN_VALUE, 0, -0.0
        }) {
      for (IntToDoubleFunction gradient : gradients(extreme)) {
        runFloats(row.rule(), gradient, row + " at " + extreme);
      }
    }
    for (double extreme :
        new double[] {
          1e160, 1e300, Double.MAX_VALUE / 8, 1e-160, 1e-164, 1e-310, Double.MIN_VALUE, 0, -0.0
        }) {
      for (IntToDoubleFunction gradient : gradients(extreme)) {
        runDoubles(row.rule(), gradient, row + " at " + extreme);
      }
    }
  }

  private static void runFloats(Optimizer rule, IntToDoubleFunction gradients, String title) {
    float[] w = {1, 0, -1};
    float[] g = new float[3];
    Trainer trainer = Trainer.of(rule, Parameter.of("w", w, g, 1, 3));
    for (int step = 1; step <= STEPS && isFinite(w); step++) {
      g[0] = (float) gradients.applyAsDouble(step);
      g[1] = -g[0];
      trainer.step();
      assertThat(w).as("%s, step %d", title, step).doesNotContain(Float.NaN);
    }
  }

  private static void runDoubles(Optimizer rule, IntToDoubleFunction gradients, String title) {
    double[] w = {1, 0, -1};
    double[] g = new double[3];
    Trainer trainer = Trainer.of(rule, Parameter.of("w", w, g, 1, 3));
    for (int step = 1; step <= STEPS && isFinite(w); step++) {
      g[0] = gradients.applyAsDouble(step);
      g[1] = -g[0];
      trainer.step();
      assertThat(w).as("%s, step %d", title, step).doesNotContain(Double.NaN);
    }
  }

  /** A weight itself can leave the range where it moves in proportion to the gradient. */
  private static boolean isFinite(float[] weights) {
    return Float.isFinite(weights[0]) && Float.isFinite(weights[1]);
  }

  private static boolean isFinite(double[] weights) {
    return Double.isFinite(weights[0]) && Double.isFinite(weights[1]);
  }
}
