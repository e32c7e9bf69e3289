// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.ScheduleFreeSgd;
import org.talweg.optimizer.Sgd;
import org.talweg.preset.Optax;
import org.talweg.projection.Interval;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.AveragedWeights;
import org.talweg.training.Difference;
import org.talweg.training.Group;
import org.talweg.training.Trainer;
import org.talweg.training.WeightAverage;

/** Slow weights that follow those of any rule, and from which it goes on. */
class LookaheadLawsTest {
  private static final int[] SIZES = {3, 200, 4500, 0, 7};

  static Stream<Arguments> rows() {
    return Catalogue.variants()
        .filter(row -> !row.rule().rule().hasResultApart()) // refused
        .flatMap(row -> Stream.of(DataType.values()).map(type -> Arguments.of(row, type)));
  }

  /** The reference keeps slow weights outside the trainer. */
  @ParameterizedTest
  @MethodSource("rows")
  void anyRuleGoesOnFromTheSlowWeights(Variant row, DataType type) {
    Model model = new Model(row, type, 5, SIZES);
    Model twin = new Model(row, type, 5, SIZES);
    Trainer trainer =
        Trainer.builder(row.rule())
            .parameters(model.parameters)
            .average(WeightAverage.lookahead(3, 0.25))
            .threads(2)
            .chunkSize(1500)
            .build();
    Trainer alone = Trainer.builder(row.rule()).parameters(twin.parameters).build();
    List<double[]> slow = new ArrayList<>();
    twin.parameters.forEach(parameter -> slow.add(Model.elements(parameter.value())));
    for (int step = 1; step <= 7; step++) {
      model.run(trainer, 1);
      twin.run(alone, 1);
      for (int p = 0; p < SIZES.length; p++) {
        Parameter parameter = twin.parameters.get(p);
        double[] fast = Model.elements(parameter.value());
        for (int i = 0; step % 3 == 0 && i < fast.length; i++) {
          double way = rounded(0.25 * rounded(fast[i] - slow.get(p)[i], type), type);
          slow.get(p)[i] = rounded(slow.get(p)[i] + way, type);
          Model.set(parameter.value(), i, slow.get(p)[i]);
        }
        assertThat(Model.elements(model.parameters.get(p).value()))
            .as("step %d, p%d", step, p)
            .containsExactly(Model.elements(parameter.value()));
        assertThat(Model.elements(trainer.average("p" + p))).containsExactly(slow.get(p));
      }
    }
  }

  private static double rounded(double x, DataType type) {
    return type == DataType.FLOAT32 ? (float) x : x;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aRunThatIsRestoredBetweenGoesOnWithTheSameBits(Variant row, DataType type) {
    Model model = new Model(row, type, 6, SIZES);
    Trainer trainer = trainer(row, model);
    model.run(trainer, 4);
    Checkpoint saved = trainer.checkpoint();
    model.run(trainer, 5);
    Map<String, String> expected = Model.bits(trainer.checkpoint());
    model.run(trainer, 1);
    trainer.restore(saved);
    model.run(trainer, 5);
    assertThat(Model.bits(trainer.checkpoint())).isEqualTo(expected);
  }

  private static Trainer trainer(Variant row, Model model) {
    return Trainer.builder(row.rule())
        .parameters(model.parameters)
        .average(WeightAverage.lookahead(3, 0.75))
        .build();
  }

  /** optax 0.2.8, {@code lookahead(adam(0.1), 3, 0.8)}, in double precision. */
  @Test
  void optaxHasTheSameWeights() {
    double[][] expected = {
      {0.900000002, -2.0999999995, 0.40000000399999985},
      {0.8034818006385094, -2.0947368416315792, 0.30348180385919554},
      {0.7661453432922926, -2.0725347242796763, 0.26614534657818817},
      {0.6701043170694986, -2.0231435431693567, 0.17010432105648646},
      {0.5733805743472992, -1.963864811336461, 0.07338057891723507},
      {0.53381894589287, -1.9272390633490692, 0.03381895060688746},
      {0.43511754177927997, -1.8476045548318731, -0.06488245306564949}
    };
    double[] w = {1, -2, 0.5};
    double[] g = new double[3];
    Trainer trainer =
        Trainer.builder(Optax.adam(0.1))
            .parameters(Parameter.of("w", w, g))
            .average(WeightAverage.lookahead(3, 0.8))
            .build();
    for (int step = 1; step <= 7; step++) {
      g[0] = 0.5 * step;
      g[1] = -step + 3 * (step % 2);
      g[2] = 0.25 * step;
      trainer.step();
      assertThat(w).containsExactly(expected[step - 1], within(1e-14));
    }
    try (AveragedWeights slow = trainer.useAverages()) {
      assertThat(slow).isNotNull();
      assertThat(w).containsExactly(expected[5], within(1e-14));
    }
    assertThat(w).containsExactly(expected[6], within(1e-14));
  }

  private static final Group OTHER = Group.named("other");

  private final double[] w = {8};
  private final double[] g = {4};
  private final double[] other = {8};
  private final double[] otherGradient = {4};

  private Trainer ofTwo(WeightAverage average) {
    return Trainer.builder(Sgd.of(1))
        .parameters(Parameter.of("w", w, g), Parameter.of("other", other, otherGradient))
        .groups(OTHER)
        .average(average)
        .build();
  }

  private double slow(Trainer trainer, String name) {
    return ((DoubleTensor) trainer.average(name)).get(0);
  }

  /** However the weights came to be what they are before the first step. */
  @Test
  void itBeginsWithTheWeightsBeforeTheFirstStep() {
    Trainer trainer = ofTwo(WeightAverage.lookahead(2, 0.5));
    w[0] = 20;
    other[0] = 40;
    assertThat(slow(trainer, "w")).isEqualTo(20);
    trainer.step();
    assertThat(w).containsExactly(16);
    assertThat(slow(trainer, "w")).isEqualTo(20);
    trainer.step();
    assertThat(w).containsExactly(16);
    assertThat(slow(trainer, "w")).isEqualTo(16);
    Checkpoint better = trainer.checkpoint();
    trainer.step();
    trainer.loadValues(better);
    assertThat(slow(trainer, "w")).isEqualTo(16);
  }

  @Test
  void frozenAndAbsentParametersStay() {
    Trainer trainer = ofTwo(WeightAverage.lookahead(2, 0.5));
    trainer.stepOnly(Set.of("w"));
    assertThat(slow(trainer, "other")).isEqualTo(8);
    trainer.freeze(OTHER);
    other[0] = 5;
    trainer.step();
    trainer.step();
    assertThat(w).containsExactly(4 - 4);
    assertThat(other).containsExactly(5);
    trainer.thaw(OTHER);
    trainer.step(); // the first of its state, the fourth of the trainer
    assertThat(other).containsExactly(5 - 2);
    assertThat(slow(trainer, "other")).isEqualTo(3);
  }

  @Test
  void aRunWithoutItIsTakenOver() {
    Trainer plain = Trainer.of(Adam.of(0.5), Parameter.of("w", new double[] {3}, new double[] {1}));
    plain.step();
    double[] weights = {0};
    Trainer trainer =
        Trainer.builder(Adam.of(0.5))
            .parameters(Parameter.of("w", weights, new double[] {1}))
            .average(WeightAverage.lookahead(2, 0.5))
            .build();
    trainer.restore(plain.checkpoint(), Difference.AVERAGE);
    assertThat(slow(trainer, "w")).isEqualTo(weights[0]).isEqualTo(2.5, within(1e-7));
    trainer.step();
    assertThat(weights[0]).isEqualTo(2.25, within(1e-7));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    WeightAverage lookahead = WeightAverage.lookahead(5, 0.5);
    assertThat(lookahead).hasToString("WeightAverage.lookahead(5, 0.5)");
    for (double share : new double[] {0, -1, 1.5, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> WeightAverage.lookahead(5, share))
          .withMessageContaining("(0, 1]");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightAverage.lookahead(0, 0.5))
        .withMessageContaining("lookahead");
    for (Runnable option :
        new Runnable[] {
          lookahead::withBiasCorrection, () -> lookahead.startingAt(2), () -> lookahead.every(2)
        }) {
      assertThatIllegalStateException()
          .isThrownBy(option::run)
          .withMessageStartingWith("WeightAverage.lookahead(5, 0.5) has no ");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Trainer.builder(Sgd.of(1))
                    .parameters(Parameter.of("w", w, g))
                    .average(lookahead)
                    .project(new Interval(0, 1))
                    .build())
        .withMessageContaining("excludes projections");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Trainer.builder(ScheduleFreeSgd.of(1))
                    .parameters(Parameter.of("w", w, g))
                    .average(lookahead)
                    .build())
        .withMessageContaining("average");
  }
}
