// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.Ftrl;
import org.talweg.optimizer.Lamb;
import org.talweg.optimizer.Lars;
import org.talweg.optimizer.ScheduleFreeSgd;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.Caution;
import org.talweg.rule.Optimizer;
import org.talweg.rule.Rule;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.text.TextForm;
import org.talweg.training.BareRule;
import org.talweg.training.Trainer;

/** Changes that are made as long as the weights. */
class TrustRatioLawsTest {
  private static final double COEFFICIENT = 0.25;
  private static final double RATE = 0.125;
  private static final double DECAY = 0.5;
  private static final int STEPS = 6;

  static Stream<Arguments> rows() {
    return Catalogue.variants()
        .filter(row -> takesIt(row.rule().rule()))
        .flatMap(row -> Stream.of(DataType.values()).map(type -> Arguments.of(row, type)));
  }

  private static boolean takesIt(Rule rule) {
    return rule.changeFactor().isEmpty()
        && rule.gradientFactor().isEmpty()
        && !rule.readsWeights()
        && !rule.hasResultApart();
  }

  /** What the rule alone would add comes from a trainer that leaves it in the gradients. */
  @ParameterizedTest
  @MethodSource("rows")
  void theChangeIsAsLongAsTheWeightsTimesCoefficientAndRate(Variant row, DataType type) {
    List<Parameter> parameters = MatrixModel.parameters(row, type);
    List<Parameter> twins = MatrixModel.parameters(row, type);
    AbstractOptimizer<?> rule = (AbstractOptimizer<?>) row.rule();
    Trainer trainer =
        Trainer.builder(
                (Optimizer)
                    ((AbstractOptimizer<?>) rule.withTrustRatio(COEFFICIENT))
                        .withLearningRate(RATE))
            .parameters(parameters)
            .weightDecay(WeightDecay.decoupled(DECAY))
            .build();
    Trainer changes =
        Trainer.builder((Optimizer) rule.withLearningRate(1))
            .parameters(twins)
            .weightDecay(WeightDecay.NONE)
            .changesInGradients()
            .build();
    double off = type == DataType.FLOAT32 ? 2e-6 : 1e-14;
    for (int step = 1; step <= STEPS; step++) {
      MatrixModel.fill(parameters, step);
      MatrixModel.fill(twins, step);
      for (int p = 0; p < parameters.size(); p++) {
        double[] from = Model.elements(parameters.get(p).value());
        for (int i = 0; i < from.length; i++) {
          Model.set(twins.get(p).value(), i, from[i]);
        }
      }
      trainer.step();
      changes.step();
      for (int p = 0; p < parameters.size(); p++) {
        double[] w = Model.elements(twins.get(p).value());
        double[] change = Model.elements(Model.gradient(twins.get(p)));
        for (int i = 0; i < w.length; i++) {
          change[i] -= DECAY * w[i];
        }
        double factor = RATE * COEFFICIENT * (norm(w) / norm(change));
        for (int i = 0; i < w.length; i++) {
          assertThat(Model.elements(parameters.get(p).value())[i])
              .as("step %d, p%d[%d]", step, p, i)
              .isCloseTo(w[i] + factor * change[i], within(off * (1 + Math.abs(w[i]))));
        }
      }
    }
  }

  private static double norm(double[] x) {
    double sum = 0;
    for (double one : x) {
      sum += one * one;
    }
    return Math.sqrt(sum);
  }

  @Test
  void adamWWithItIsLambToTheBit() {
    float[] w = new float[1000];
    float[] g = new float[1000];
    float[] other = new float[1000];
    for (int i = 0; i < g.length; i++) {
      g[i] = (float) Math.sin(i + 1);
      w[i] = other[i] = (float) Math.cos(i);
    }
    AdamW rule = AdamW.of(0.01).withEpsilon(1e-6).withWeightDecay(0.1).withTrustRatio(1);
    Trainer around = Trainer.of(rule, Parameter.of("w", w, g));
    Trainer lamb = Trainer.of(Lamb.of(0.01).withWeightDecay(0.1), Parameter.of("w", other, g));
    for (int step = 0; step < 10; step++) {
      around.step();
      lamb.step();
    }
    assertThat(w).containsExactly(other);
  }

  @Test
  void byHandAndWhereANormIsZero() {
    double[] w = {3, 4};
    double[] zero = new double[2];
    Sgd rule = Sgd.of(0.5).withTrustRatio(0.1);
    Trainer.of(
            rule,
            Parameter.of("w", w, new double[] {0, 2}),
            Parameter.of("zero", zero, new double[] {1, 2}))
        .step();
    assertThat(w).containsExactly(new double[] {3, 4 - 0.5 * 0.1 * 5}, within(1e-15));
    assertThat(zero).containsExactly(-0.5, -1);
    double[] still = {3, 4};
    Trainer.of(rule, Parameter.of("still", still, new double[2])).step();
    assertThat(still).containsExactly(3, 4);
  }

  @Test
  void itHasATextAndIsExplained() {
    AdamW rule = AdamW.of(0.1).withCaution(Caution.GRAMS).withTrustRatio(0.5);
    assertThat(rule)
        .hasToString("AdamW.of(0.1).withCaution(Caution.GRAMS).withTrustRatio(0.5)")
        .isNotEqualTo(AdamW.of(0.1).withCaution(Caution.GRAMS))
        .isEqualTo(TextForm.standard().read(Optimizer.class, rule.toString()));
    assertThat(rule.hyperparameters()).asString().contains("trustCoefficient=0.5");
    assertThat(rule.withTrustRatio(0)).isEqualTo(AdamW.of(0.1).withCaution(Caution.GRAMS));
    assertThat(Trainer.of(rule, Parameter.of("w", new double[1], new double[1])).explain())
        .contains("and all this is made 0.05·‖w‖ long");
  }

  @Test
  void whatHasNoChangeOfTheWeightsRefusesIt() {
    Parameter w = Parameter.of("w", new double[1], new double[1]);
    for (Optimizer rule : List.of(Lamb.of(1).withTrustRatio(1), Lars.of(1).withTrustRatio(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Trainer.of(rule, w))
          .withMessageContaining("scales by norms already, so it can't have a trust ratio");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(Ftrl.of(1).withTrustRatio(1), w))
        .withMessageContaining("has a formula that reads the weights");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(ScheduleFreeSgd.of(1).withTrustRatio(1), w))
        .withMessageContaining("moves other numbers than the weights");
    assertThatIllegalArgumentException().isThrownBy(() -> BareRule.of(Sgd.of(1).withTrustRatio(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sgd.of(1).withTrustRatio(-1))
        .withMessageContaining("the trust coefficient");
  }
}
