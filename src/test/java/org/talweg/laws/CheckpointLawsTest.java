// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.optimizer.Adam;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.training.AveragedWeights;
import org.talweg.training.Trainer;
import org.talweg.training.WeightAverage;

/** A trainer's checkpoint is a copy, and no more than one, wherever parameters lie. */
class CheckpointLawsTest {
  static Stream<Arguments> placesAndTypes() {
    return Stream.of(Place.values())
        .flatMap(place -> Stream.of(DataType.values()).map(type -> Arguments.of(place, type)));
  }

  /** Whose state is two slots and an average. */
  private static Trainer trainer(List<Parameter> parameters) {
    return Trainer.builder(Adam.of(0.01))
        .parameters(parameters)
        .average(WeightAverage.exponential(0.9))
        .build();
  }

  private static void step(Trainer trainer, Model model, List<Parameter> parameters) {
    model.backward(trainer.stepCount() + 1);
    for (int i = 0; i < parameters.size(); i++) {
      Place.copy(Model.gradient(model.parameters.get(i)), parameters.get(i).gradient().tensor());
    }
    trainer.step();
  }

  @ParameterizedTest
  @MethodSource("placesAndTypes")
  void whatTheTrainerDoesLaterDoesNotChangeACheckpoint(Place place, DataType type) {
    Model model = new Model(type, 3, 5000, 7, 300);
    List<Parameter> parameters = place.move(type, model.parameters);
    Trainer trainer = trainer(parameters);
    for (int i = 0; i < 3; i++) {
      step(trainer, model, parameters);
    }
    Checkpoint checkpoint = trainer.checkpoint();
    Map<String, String> bits = Model.bits(checkpoint);
    assertThat(bits).hasSize(1 + 3 * 5);

    step(trainer, model, parameters);
    assertThat(Model.bits(checkpoint)).as("after a step").isEqualTo(bits);
    try (AveragedWeights averages = trainer.useAverages()) {
      assertThat(Model.bits(checkpoint)).as("with %s", averages).isEqualTo(bits);
    }
    trainer.restore(checkpoint);
    step(trainer, model, parameters);
    assertThat(Model.bits(checkpoint)).as("after a step from it").isEqualTo(bits);
    trainer.loadValues(checkpoint);
    step(trainer, model, parameters);
    assertThat(Model.bits(checkpoint)).as("after a step from its values").isEqualTo(bits);
  }

  @ParameterizedTest
  @MethodSource("placesAndTypes")
  void aCheckpointTakesTheMemoryOfOneCopy(Place place, DataType type) {
    int size = 50_000;
    Trainer trainer = trainer(place.move(type, new Model(type, 5, size).parameters));
    trainer.checkpoint();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Checkpoint checkpoint = trainer.checkpoint();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    long bytes = 4L * size * (type == DataType.FLOAT32 ? Float.BYTES : Double.BYTES);
    assertThat(checkpoint.names()).hasSize(4);
    assertThat(allocated).isBetween(bytes, bytes + bytes / 10);
  }

  @Test
  void restoringTakesNoCopyOfTheState() {
    int size = 200_000;
    Trainer trainer = trainer(new Model(DataType.FLOAT32, 5, size).parameters);
    Checkpoint checkpoint = trainer.checkpoint();
    trainer.restore(checkpoint);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    trainer.restore(checkpoint);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).isLessThan(4L * size * Float.BYTES / 100);
  }
}
