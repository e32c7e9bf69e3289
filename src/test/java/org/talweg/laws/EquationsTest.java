// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

/** The equations that a rule states are the step that it takes. */
class EquationsTest {
  private static final int STEPS = 12;

  /** Numbers kept in single precision, as some frameworks do, differ by its rounding. */
  private static final double TOLERANCE = 1e-10;

  private static final double SINGLE = 1e-6;

  static Stream<Variant> variants() {
    return Stream.concat(Catalogue.variants(), Catalogue.options());
  }

  static Stream<Variant> elementwise() {
    return variants().filter(variant -> !variant.rule().rule().isWhole());
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aRuleStatesItsEquations(Variant variant) {
    assertThat(variant.rule().equations()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("elementwise")
  void equationsGiveTheStep(Variant variant) {
    double[] weight = {0.7};
    double[] gradient = {0};
    Trainer trainer =
        Trainer.builder(variant.rule())
            .parameters(List.of(Parameter.of("w", weight, gradient)))
            .weightDecay(WeightDecay.NONE)
            .build();
    Equations equations = new Equations(variant.rule(), weight[0]);
    double tolerance = variant.rule().toString().contains("Float") ? SINGLE : TOLERANCE;
    for (int t = 1; t <= STEPS; t++) {
      gradient[0] = Math.sin(1.7 * t) + 0.3 * weight[0];
      double expected = equations.step(t, gradient[0]);
      trainer.step();
      assertThat(weight[0])
          .as("step %d of %s: %s", t, variant.rule(), variant.rule().equations())
          .isCloseTo(expected, within(tolerance * Math.max(1, Math.abs(expected))));
    }
  }
}
