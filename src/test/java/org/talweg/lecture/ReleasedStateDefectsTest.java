// SPDX-License-Identifier: Apache-2.0
package org.talweg.lecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.optimizer.Adam;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;
import org.talweg.training.Trainer;

/** State that other systems load wrongly, change by reading, or do not save. */
class ReleasedStateDefectsTest {
  private static final Adam RULE = Adam.of(Schedule.step(0.5, 3, 0.5));

  /** Seven parameters of one shape, so that nothing but the name tells their state apart. */
  private static List<Parameter> parameters() {
    return IntStream.range(0, 7)
        .mapToObj(i -> Parameter.of("layer" + i, DoubleTensor.zeros(2)))
        .toList();
  }

  /** Gives each parameter gradients that depend on its name and the step, and steps. */
  private static void train(Trainer trainer, List<Parameter> parameters, int steps) {
    for (int k = 0; k < steps; k++) {
      for (Parameter parameter : parameters) {
        double g = Math.sin(parameter.name().hashCode() + 17.0 * trainer.stepCount());
        gradient(parameter)[0] = g;
        gradient(parameter)[1] = 10 * g;
      }
      trainer.step();
    }
  }

  private static double[] gradient(Parameter parameter) {
    return array(parameter.gradient().tensor());
  }

  private static double[] array(Tensor tensor) {
    return ((DoubleTensor) tensor).array();
  }

  private static Trainer trainer(List<Parameter> parameters) {
    return Trainer.builder(RULE).parameters(parameters).build();
  }

  private static void assertSame(Checkpoint actual, Checkpoint expected) {
    assertThat(actual.step()).isEqualTo(expected.step());
    assertThat(actual.names()).containsExactlyInAnyOrderElementsOf(expected.names());
    for (String name : expected.names()) {
      assertThat(array(actual.tensor(name))).as(name).isEqualTo(array(expected.tensor(name)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void stateFollowsTheNameThoughParametersComeInAnotherOrder(long seed) {
    List<Parameter> first = parameters();
    Trainer original = trainer(first);
    train(original, first, 5);
    Checkpoint saved = original.checkpoint();
    train(original, first, 5);

    List<Parameter> shuffled = new ArrayList<>(parameters());
    Collections.shuffle(shuffled, new Random(seed));
    Trainer resumed = trainer(shuffled);
    resumed.restore(saved);
    for (Parameter parameter : shuffled) {
      assertThat(array(parameter.value()))
          .as("seed %d, %s", seed, parameter)
          .isEqualTo(array(saved.tensor(parameter.name())));
    }
    train(resumed, shuffled, 5);
    assertSame(resumed.checkpoint(), original.checkpoint());
  }

  @Test
  void momentsAreSaved() {
    List<Parameter> parameters = parameters();
    Trainer trainer = trainer(parameters);
    gradient(parameters.get(3))[1] = 8;
    trainer.step();
    Checkpoint saved = trainer.checkpoint();
    assertThat(array(saved.tensor("layer3/first_moment"))[1]).isCloseTo(0.8, within(1e-15));
    assertThat(array(saved.tensor("layer3/second_moment"))[1]).isCloseTo(0.064, within(1e-16));
    assertThat(array(saved.tensor("layer4/first_moment"))).containsExactly(0, 0);
  }

  @Test
  void readingACheckpointChangesNothing() {
    List<Parameter> parameters = parameters();
    List<Parameter> undisturbed = parameters();
    Trainer read = trainer(parameters);
    Trainer unread = trainer(undisturbed);
    train(read, parameters, 4);
    train(unread, undisturbed, 4);
    read.checkpoint();
    assertSame(read.checkpoint(), read.checkpoint());
    train(read, parameters, 4);
    train(unread, undisturbed, 4);
    assertSame(read.checkpoint(), unread.checkpoint());
  }

  @Test
  void aCheckpointHandsOutCopies() {
    List<Parameter> parameters = parameters();
    Trainer trainer = trainer(parameters);
    train(trainer, parameters, 4);
    Checkpoint saved = trainer.checkpoint();
    for (String name : saved.names()) {
      double before = array(saved.tensor(name))[0];
      array(saved.tensor(name))[0] = 1e9;
      assertThat(array(saved.tensor(name))[0]).as(name).isEqualTo(before);
      assertThat(array(trainer.checkpoint().tensor(name))[0]).as(name).isEqualTo(before);
    }
    double moment = array(saved.tensor("layer0/first_moment"))[0];
    train(trainer, parameters, 1);
    assertThat(array(saved.tensor("layer0/first_moment"))[0]).isEqualTo(moment);
  }
}
