// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.optimizer.Adam;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.training.Group;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;

/** A group does to its parameters what a trainer of their own would do, to the bit. */
class GroupLawsTest {
  private static final int[] SIZES = {5, 300, 7, 33_001, 90, 250, 0, 190};
  private static final int STEPS = 33;
  private static final Schedule RATE = step -> 1e-3 / step;

  static Stream<Arguments> rowsAndTypes() {
    return Catalogue.variants()
        .flatMap(row -> Stream.of(DataType.values()).map(type -> Arguments.of(row, type)));
  }

  private static boolean isIn(int group, String name) {
    return Integer.parseInt(name.substring(1)) % 4 == group;
  }

  /** By rule, by factor, by rate, by decay; what is left is under the trainer's own rule. */
  private static List<Group> groups(Variant row) {
    return List.of(
        Group.where("own rule", (name, shape) -> isIn(0, name))
            .withOptimizer(row.rule())
            .withWeightDecay(WeightDecay.decoupledWithoutRate(1e-4)),
        Group.where("half rate", (name, shape) -> isIn(1, name))
            .withRateFactor(0.5)
            .withWeightDecay(WeightDecay.l2(0.01)),
        Group.where("own rate", (name, shape) -> isIn(2, name))
            .withLearningRate(RATE)
            .withWeightDecay(WeightDecay.decoupled(0.1)));
  }

  /** The same as four trainers. */
  private static List<TrainerBuilder> apart(Variant row) {
    return List.of(
        Trainer.builder(row.rule()).weightDecay(WeightDecay.decoupledWithoutRate(1e-4)),
        Trainer.builder(row.at().apply(0.5 * row.rate())).weightDecay(WeightDecay.l2(0.01)),
        Trainer.builder(row.rule()).weightDecay(WeightDecay.decoupled(0.1)),
        Trainer.builder(row.rule()));
  }

  private static List<Parameter> of(Model model, int group) {
    return model.parameters.stream().filter(parameter -> isIn(group, parameter.name())).toList();
  }

  @ParameterizedTest
  @MethodSource("rowsAndTypes")
  void groupsDoWhatTrainersOfTheirOwnDo(Variant row, DataType type) {
    Model together = new Model(row, type, 51, SIZES);
    Model separate = new Model(row, type, 51, SIZES);
    Trainer grouped =
        Trainer.builder(row.rule())
            .parameters(together.parameters)
            .groups(groups(row).toArray(Group[]::new))
            .threads(2)
            .build();
    List<Trainer> single = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      single.add(apart(row).get(i).parameters(of(separate, i)).build());
    }
    for (int step = 1; step <= STEPS; step++) {
      together.backward(step);
      separate.backward(step);
      grouped.step();
      single.get(2).setLearningRate(RATE.at(step));
      single.forEach(Trainer::step);
    }
    Map<String, String> bits = Model.bits(grouped.checkpoint());
    for (Trainer trainer : single) {
      assertThat(bits).containsAllEntriesOf(Model.bits(trainer.checkpoint()));
    }
  }

  /** Parameters of several groups take turns in one array, where all state shares an index. */
  @ParameterizedTest
  @MethodSource("rowsAndTypes")
  void groupsThatTakeTurnsInOneArrayDoNotMix(Variant row, DataType type) {
    Model model = new Model(row, type, 53, SIZES);
    Model reference = new Model(row, type, 53, SIZES);
    List<Parameter> slices = Place.SLICES_AT_EQUAL_OFFSETS.move(type, model.parameters);
    Group adam =
        Group.where("adam", (name, shape) -> isIn(1, name) || isIn(2, name))
            .withOptimizer(Adam.of(1e-3).withAmsgrad(true));
    Trainer sliced = Trainer.builder(row.rule()).parameters(slices).groups(adam).build();
    Trainer whole =
        Trainer.builder(row.rule()).parameters(reference.parameters).groups(adam).build();
    for (int step = 1; step <= STEPS; step++) {
      model.backward(step);
      reference.backward(step);
      for (int i = 0; i < slices.size(); i++) {
        Place.copy(Model.gradient(model.parameters.get(i)), slices.get(i).gradient().tensor());
      }
      sliced.step();
      whole.step();
    }
    assertThat(Model.bits(sliced.checkpoint())).isEqualTo(Model.bits(whole.checkpoint()));
  }

  /** Steps while frozen leave no trace, and what is thawed goes on where it stopped. */
  @ParameterizedTest
  @MethodSource("rowsAndTypes")
  void aFrozenGroupKeepsItsStateAndItsOwnCount(Variant row, DataType type) {
    Model frozen = new Model(row, type, 57, 10, 500);
    Model alone = new Model(row, type, 57, 10, 500);
    Group late = Group.matching("p1");
    Trainer trainer =
        Trainer.builder(row.rule()).parameters(frozen.parameters).groups(late.frozen()).build();
    Group asBuilt = late.frozen();
    Trainer single = Trainer.of(row.rule(), alone.parameters.get(1));
    for (int step = 1; step <= 30; step++) {
      boolean thaws = step > 5 && (step < 12 || step > 20);
      if (thaws) {
        trainer.thaw(asBuilt);
      } else {
        trainer.freeze(asBuilt);
      }
      frozen.backward(step);
      alone.backward(step);
      if (!thaws) {
        Model.set(Model.gradient(frozen.parameters.get(1)), 3, Double.NaN);
      }
      trainer.step();
      if (thaws) {
        single.step();
      }
    }
    Map<String, String> expected = Model.bits(single.checkpoint());
    expected.remove("step");
    Checkpoint checkpoint = trainer.checkpoint();
    assertThat(Model.bits(checkpoint)).containsAllEntriesOf(expected);
    assertThat(Saved.number(checkpoint, "p1/steps")).isEqualTo(16);
    assertThat(Saved.number(checkpoint, "p0/steps")).isEqualTo(30);
  }
}
