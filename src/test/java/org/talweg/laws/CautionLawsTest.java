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
import org.talweg.optimizer.Lamb;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.ScheduleFreeSgd;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.Caution;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.text.TextForm;
import org.talweg.training.BareRule;
import org.talweg.training.Trainer;

/** Changes that go against the gradient: masked, or turned round. */
class CautionLawsTest {
  private static final double SHARE = 0.125;
  private static final int STEPS = 6;

  static Stream<Arguments> rows() {
    return Catalogue.variants()
        .filter(row -> !row.rule().rule().hasResultApart()) // refused
        .filter(row -> row.rule().rule().changeFactor().isEmpty()) // in its norm
        .flatMap(row -> Stream.of(DataType.values()).map(type -> Arguments.of(row, type)));
  }

  /** What the rule alone would add comes from a trainer that leaves it in the gradients. */
  @ParameterizedTest
  @MethodSource("rows")
  void whatGoesAgainstTheGradientStaysAndTheRestMovesByMore(Variant row, DataType type) {
    compare(row, type, Caution.MASK);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theRuleSaysHowFarAndTheGradientWhereTo(Variant row, DataType type) {
    compare(row, type, Caution.GRAMS);
  }

  private static void compare(Variant row, DataType type, Caution caution) {
    List<Parameter> parameters = MatrixModel.parameters(row, type);
    List<Parameter> twins = MatrixModel.parameters(row, type);
    Trainer trainer =
        Trainer.builder(CautionEngineLawsTest.with(row.rule(), caution))
            .parameters(parameters)
            .weightDecay(WeightDecay.decoupledWithoutRate(SHARE))
            .build();
    Trainer changes =
        Trainer.builder(row.rule())
            .parameters(twins)
            .weightDecay(WeightDecay.NONE)
            .changesInGradients()
            .build();
    int against = 0;
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
        double[] g = Model.elements(Model.gradient(parameters.get(p)));
        double[] change = Model.elements(Model.gradient(twins.get(p)));
        against += altered(change, g, caution, type);
        double[] expected = new double[w.length];
        for (int i = 0; i < w.length; i++) {
          double decayed = rounded(change[i] - rounded(SHARE * w[i], type), type);
          expected[i] = rounded(w[i] + decayed, type);
        }
        assertThat(Model.elements(parameters.get(p).value()))
            .as("step %d, p%d", step, p)
            .containsExactly(expected);
      }
    }
    if (row.rule().rule().slots().stream().anyMatch(slot -> slot.name().contains("moment"))) {
      assertThat(against).isGreaterThan(20);
    }
  }

  /** The formula, with the product of all factors rounded as the type rounds; what disagreed. */
  private static int altered(double[] change, double[] g, Caution caution, DataType type) {
    int against = 0;
    int stay = 0;
    for (int i = 0; i < change.length; i++) {
      boolean agrees = change[i] * g[i] < 0;
      against += agrees || change[i] == 0 ? 0 : 1;
      stay += agrees ? 1 : 0;
      if (caution == Caution.GRAMS) {
        change[i] = -Math.abs(change[i]) * Math.signum(g[i]);
      } else if (!agrees) {
        change[i] = 0;
      }
    }
    double mean = (double) stay / change.length;
    if (caution == Caution.MASK && mean < 1) {
      for (int i = 0; i < change.length; i++) {
        change[i] = rounded(change[i] * rounded(1 / Math.max(mean, 1e-3), type), type);
      }
    }
    return against;
  }

  private static double rounded(double x, DataType type) {
    return type == DataType.FLOAT32 ? (float) x : x;
  }

  /** Two steps of momentum 1/2: v = (1, 1, −2, 0.5) and g = (0.5, −0.25, 1, 0) at the second. */
  @Test
  void byHand() {
    double[] masked = afterTwoSteps(Caution.MASK);
    // v becomes (1, 0.25, 0, 0.25): the first agrees alone, so it moves by 4 times its 1.
    assertThat(masked).containsExactly(-1 - 4, -1, 2, -0.5);
    assertThat(afterTwoSteps(Caution.GRAMS)).containsExactly(-1 - 1, -1 + 0.25, 2, -0.5);
  }

  private static double[] afterTwoSteps(Caution caution) {
    double[] w = new double[4];
    double[] g = {1, 1, -2, 0.5};
    Trainer trainer =
        Trainer.of(Momentum.of(1).withMomentum(0.5).withCaution(caution), Parameter.of("w", w, g));
    trainer.step();
    assertThat(w).containsExactly(-1, -1, 2, -0.5);
    System.arraycopy(new double[] {0.5, -0.25, 1, 0}, 0, g, 0, 4);
    trainer.step();
    return w;
  }

  /** To climb, a change along the gradient is the right one; L2 decay is part of the gradient. */
  @Test
  void theGradientIsTheOneThatTheRuleGets() {
    for (Caution caution : Caution.values()) {
      double[] w = {1, -1};
      Trainer.builder(Sgd.of(1).withCaution(caution))
          .parameters(Parameter.of("w", w, new double[] {0.25, 0.25}))
          .maximize()
          .build()
          .step();
      assertThat(w).as("%s", caution).containsExactly(1.25, -0.75);
      double[] decayed = {1, -1};
      Trainer.builder(Sgd.of(1).withCaution(caution))
          .parameters(Parameter.of("w", decayed, new double[] {-0.25, -0.25}))
          .weightDecay(WeightDecay.l2(0.5))
          .build()
          .step();
      assertThat(decayed).as("%s", caution).containsExactly(0.75, -0.25);
    }
  }

  /** Where no change goes against its gradient, cautious updates are the rule, to the bit. */
  @Test
  void whereAllAgreeItIsTheRule() {
    float[] w = new float[1000];
    float[] g = new float[1000];
    float[] other = new float[1000];
    for (int i = 0; i < g.length; i++) {
      g[i] = (float) Math.sin(i + 1);
      w[i] = other[i] = (float) Math.cos(i);
    }
    Trainer cautious =
        Trainer.of(AdamW.of(0.01).withCaution(Caution.MASK), Parameter.of("w", w, g));
    Trainer plain = Trainer.of(AdamW.of(0.01), Parameter.of("w", other, g));
    for (int step = 0; step < 10; step++) {
      cautious.step();
      plain.step();
    }
    assertThat(w).containsExactly(other);
  }

  /** LAMB scales what is left of its change, with its decay, to the length of the weights. */
  @Test
  void itIsPartOfAChangeThatIsScaled() {
    double[] w = {3, 4};
    double[] g = {1, 1};
    Trainer trainer =
        Trainer.of(
            Lamb.of(0.1).withBetas(0.5, 0.5).withCaution(Caution.MASK), Parameter.of("w", w, g));
    trainer.step(); // r = (1, 1)
    double[] after = w.clone();
    double length = Math.hypot(3, 4) / Math.sqrt(2);
    assertThat(after)
        .containsExactly(new double[] {3 - 0.1 * length, 4 - 0.1 * length}, within(1e-5));
    g[1] = -0.5; // m = (1, 0) and so on: the second is 0.5·0.5 + 0.5·−0.5 = 0 and stays
    trainer.step();
    assertThat(w[1]).isEqualTo(after[1]);
    assertThat(w[0]).isCloseTo(after[0] - 0.1 * Math.hypot(after[0], after[1]), within(1e-12));
  }

  @Test
  void itHasATextAndIsExplained() {
    AdamW rule = AdamW.of(0.1).withCaution(Caution.MASK);
    assertThat(rule).hasToString("AdamW.of(0.1).withCaution(Caution.MASK)");
    assertThat(rule).isNotEqualTo(AdamW.of(0.1)).isNotEqualTo(rule.withCaution(Caution.GRAMS));
    assertThat(TextForm.standard().read(Optimizer.class, rule.toString())).isEqualTo(rule);
    Parameter parameter = Parameter.of("w", new double[1], new double[1]);
    assertThat(Trainer.of(rule, parameter).explain()).contains("agrees with g in sign");
    assertThat(Trainer.of(rule.withCaution(Caution.GRAMS), parameter).explain())
        .contains("the sign of g");
  }

  @Test
  void whatHasNoChangeOfTheWeightsRefusesIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BareRule.of(Sgd.of(1).withCaution(Caution.MASK)))
        .withMessageContaining("trainer alone");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Trainer.of(
                    ScheduleFreeSgd.of(1).withCaution(Caution.GRAMS),
                    Parameter.of("w", new double[1], new double[1])))
        .withMessageContaining("caution");
  }
}
