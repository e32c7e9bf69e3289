// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
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
import org.talweg.optimizer.ScheduleFreeSgd;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.text.TextForm;
import org.talweg.training.BareRule;
import org.talweg.training.Trainer;

/** Decay where the rule's change and the weight agree in sign, and none elsewhere. */
class CautiousDecayLawsTest {
  private static final double SHARE = 0.125;
  private static final WeightDecay DECAY = WeightDecay.decoupledWithoutRate(SHARE);
  private static final int STEPS = 5;

  static Stream<Arguments> rows() {
    return Catalogue.variants()
        .filter(row -> !row.rule().rule().hasResultApart()) // refused
        .filter(row -> row.rule().rule().changeFactor().isEmpty()) // has decay in its norm
        .flatMap(row -> Stream.of(DataType.values()).map(type -> Arguments.of(row, type)));
  }

  private static Trainer trainer(Variant row, WeightDecay decay, List<Parameter> parameters) {
    return Trainer.builder(row.rule()).parameters(parameters).weightDecay(decay).build();
  }

  /** The rule's change is taken from a step without decay, from the same weights and state. */
  @ParameterizedTest
  @MethodSource("rows")
  void itDecaysWhereTheStepWithoutDecayMovesTowardsZero(Variant row, DataType type) {
    List<Parameter> parameters = MatrixModel.parameters(row, type);
    List<Parameter> twins = MatrixModel.parameters(row, type);
    Trainer trainer = trainer(row, DECAY.cautious(), parameters);
    Trainer without = trainer(row, WeightDecay.NONE, twins);
    boolean both = false;
    for (int step = 1; step <= STEPS; step++) {
      MatrixModel.fill(parameters, step);
      MatrixModel.fill(twins, step);
      for (int p = 0; p < parameters.size(); p++) {
        double[] from = Model.elements(parameters.get(p).value());
        for (int i = 0; i < from.length; i++) {
          Model.set(twins.get(p).value(), i, from[i]);
        }
      }
      List<double[]> before = parameters.stream().map(q -> Model.elements(q.value())).toList();
      trainer.step();
      without.step();
      int decayed = 0;
      int kept = 0;
      for (int p = 0; p < parameters.size(); p++) {
        double[] old = before.get(p);
        double[] plain = Model.elements(twins.get(p).value());
        double[] found = Model.elements(parameters.get(p).value());
        for (int i = 0; i < old.length; i++) {
          boolean agree = (old[i] - plain[i]) * old[i] >= 0;
          double expected = agree ? plain[i] - SHARE * old[i] : plain[i];
          double ulps = type == DataType.FLOAT32 ? 1e-6 : 1e-14;
          double scale = Math.max(Math.abs(old[i]), Math.abs(plain[i]));
          assertThat(found[i])
              .as("step %d, p%d[%d]: %s, %s without decay", step, p, i, old[i], plain[i])
              .isCloseTo(expected, within(ulps * scale));
          decayed += agree && old[i] != 0 ? 1 : 0;
          kept += agree ? 0 : 1;
        }
      }
      both |= decayed > 100 && kept > 100;
    }
    assertThat(both).isTrue();
  }

  /** Where every change agrees with its weight, cautious decay is plain decay, to the bit. */
  @ParameterizedTest
  @MethodSource("rows")
  void whereAllAgreeItIsPlainDecay(Variant row, DataType type) {
    if (row.rule().rule().readsWeights()) {
      return; // whose change is a difference of weights, rounded
    }
    List<Parameter> one = MatrixModel.parameters(row, type);
    List<Parameter> other = MatrixModel.parameters(row, type);
    Trainer cautious = trainer(row, DECAY.cautious(), one);
    Trainer plain = trainer(row, DECAY, other);
    cautious.step(); // without gradients: nothing moves, but by decay
    plain.step();
    assertThat(Model.bits(cautious.checkpoint())).isEqualTo(Model.bits(plain.checkpoint()));
  }

  /** w = (1, −1, 1, −1), g = (0.5, 0.5, −0.5, 0), η = 1, λ = 0.25. */
  @Test
  void thePapersFormulaByHand() {
    double[] w = {1, -1, 1, -1};
    Trainer.builder(Sgd.of(1))
        .parameters(Parameter.of("w", w, new double[] {0.5, 0.5, -0.5, 0}))
        .weightDecay(WeightDecay.decoupled(0.25).cautious())
        .build()
        .step();
    assertThat(w).containsExactly(0.25, -1.5, 1.5, -0.75);
  }

  /** LAMB's norm is that of the change with its decay: here of (0.75, 0.5) in direction. */
  @Test
  void itIsPartOfAChangeThatIsScaled() {
    double[] masked = {1, -1};
    double[] g = {1, 1};
    Trainer.builder(Lamb.of(1))
        .parameters(Parameter.of("w", masked, g))
        .weightDecay(WeightDecay.decoupled(0.5).cautious())
        .build()
        .step();
    // Adam's first change is 1, but for ε: (1 + 0.5·1, 1), scaled to the norm √2 of the weights.
    double scale = Math.sqrt(2) / Math.sqrt(1.5 * 1.5 + 1);
    assertThat(masked).containsExactly(new double[] {1 - 1.5 * scale, -1 - scale}, within(1e-5));
  }

  @Test
  void itHasATextAndBelongsToARule() {
    WeightDecay decay = WeightDecay.decoupled(0.1).cautious();
    assertThat(decay).hasToString("WeightDecay.decoupled(0.1).cautious()");
    assertThat(decay).isNotEqualTo(WeightDecay.decoupled(0.1));
    assertThat(TextForm.standard().read(WeightDecay.class, decay.toString())).isEqualTo(decay);
    AdamW rule = AdamW.of(0.1).withWeightDecay(decay);
    assertThat(TextForm.standard().read(Optimizer.class, rule.toString())).isEqualTo(rule);
    assertThat(Trainer.of(rule, Parameter.of("w", new double[1], new double[1])).explain())
        .contains("towards zero");
  }

  @Test
  void whatHasNoChangeOfTheWeightsRefusesIt() {
    assertThatIllegalStateException().isThrownBy(() -> WeightDecay.l2(0.1).cautious());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BareRule.of(Sgd.of(1)).withWeightDecay(DECAY.cautious()));
    for (Optimizer rule : List.of(Lamb.of(1), ScheduleFreeSgd.of(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  Trainer.builder(rule)
                      .parameters(Parameter.of("w", new double[1], new double[1]))
                      .weightDecay(DECAY.cautious())
                      .build())
          .withMessageContaining("cautious");
    }
  }
}
