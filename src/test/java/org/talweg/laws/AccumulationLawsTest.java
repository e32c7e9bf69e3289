// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.gradient.ClipByNorm;
import org.talweg.gradient.ClipByValue;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;
import org.talweg.training.ArrivingStep;
import org.talweg.training.StepReport;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;
import org.talweg.training.WeightAverage;

/** Several batches whose gradients are added up are one step by their mean. */
class AccumulationLawsTest {
  private static final int[] SIZES = {3, 200, 4500, 0, 7};
  private static final int BATCHES = 4;
  private static final int STEPS = 5;
  private static final double[] TABLE =
      new SplittableRandom(5).doubles(1009).map(x -> Math.rint(2048 * x - 1024) / 1024).toArray();

  static Stream<Arguments> rowsAndTypes() {
    return Catalogue.variants()
        .flatMap(row -> Stream.of(DataType.values()).map(type -> Arguments.of(row, type)));
  }

  /** Multiples of 2⁻¹⁰, so that sums, and means of four, are exact. */
  private static double gradient(int parameter, int element, int batch) {
    return TABLE[Math.floorMod(31 * parameter + 7 * element + 13 * batch, TABLE.length)];
  }

  private interface Gradient {
    double at(int parameter, int element);
  }

  private static void write(List<Parameter> parameters, Gradient gradient) {
    for (int p = 0; p < parameters.size(); p++) {
      write(p, parameters.get(p), gradient);
    }
  }

  private static void write(int p, Parameter parameter, Gradient gradient) {
    Tensor tensor = Model.gradient(parameter);
    for (int i = 0; i < tensor.size(); i++) {
      Place.set(tensor, i, gradient.at(p, i));
    }
  }

  private static void batch(List<Parameter> parameters, int batch) {
    write(parameters, (p, i) -> gradient(p, i, batch));
  }

  /** The mean of the batches of a step, computed here. */
  private static void mean(List<Parameter> parameters, int step) {
    write(
        parameters,
        (p, i) -> {
          double sum = 0;
          for (int k = 0; k < BATCHES; k++) {
            sum += gradient(p, i, BATCHES * step + k);
          }
          return sum / BATCHES;
        });
  }

  private static TrainerBuilder pipeline(Variant row, List<Parameter> parameters) {
    TrainerBuilder builder =
        Trainer.builder(row.rule())
            .parameters(parameters)
            .transform(ClipByNorm.global(10))
            .weightDecay(WeightDecay.decoupled(0.01));
    if (row.rule().rule().gradientFactor().isEmpty()) { // which excludes it
      builder.transform(ClipByValue.of(0.4));
    }
    return row.averaged(builder, WeightAverage.exponential(0.9));
  }

  private static Map<String, String> byMeans(Variant row, DataType type) {
    Model model = new Model(row, type, 3, SIZES);
    Trainer trainer = pipeline(row, model.parameters).build();
    for (int step = 0; step < STEPS; step++) {
      mean(model.parameters, step);
      trainer.step();
    }
    return Model.bits(trainer.checkpoint());
  }

  @ParameterizedTest
  @MethodSource("rowsAndTypes")
  void severalBatchesAreOneStepByTheirMean(Variant row, DataType type) {
    Model model = new Model(row, type, 3, SIZES);
    Trainer trainer = pipeline(row, model.parameters).accumulate(BATCHES).threads(2).build();
    for (int i = 0; i < BATCHES * STEPS; i++) {
      batch(model.parameters, i);
      StepReport report = trainer.step();
      boolean last = i % BATCHES == BATCHES - 1;
      assertThat(report.accumulated()).isEqualTo(!last);
      assertThat(trainer.stepCount()).isEqualTo((i + 1) / BATCHES);
    }
    assertThat(Model.bits(trainer.checkpoint())).isEqualTo(byMeans(row, type));
  }

  /** Saved and restored after every batch, into another trainer. */
  @ParameterizedTest
  @MethodSource("rowsAndTypes")
  void aCheckpointBetweenBatchesGoesOnToTheBit(Variant row, DataType type) {
    Model model = new Model(row, type, 3, SIZES);
    Trainer trainer = pipeline(row, model.parameters).accumulate(BATCHES).build();
    for (int i = 0; i < BATCHES * STEPS; i++) {
      batch(model.parameters, i);
      trainer.step();
      Checkpoint saved = trainer.checkpoint();
      model = new Model(row, type, 99, SIZES);
      trainer = pipeline(row, model.parameters).accumulate(BATCHES).build();
      trainer.restore(saved);
      assertThat(trainer.checkpoint()).isEqualTo(saved);
    }
    assertThat(Model.bits(trainer.checkpoint())).isEqualTo(byMeans(row, type));
  }

  /** A gradient at a time, each added up as it arrives; norms are taken when the step is closed. */
  @ParameterizedTest
  @MethodSource("rowsAndTypes")
  void gradientsThatArriveAddUpAlike(Variant row, DataType type) {
    Model model = new Model(row, type, 3, SIZES);
    Trainer trainer = pipeline(row, model.parameters).accumulate(BATCHES).build();
    for (int i = 0; i < BATCHES * STEPS; i++) {
      int batch = i;
      try (ArrivingStep step = trainer.begin()) {
        for (int p = SIZES.length - 1; p >= 0; p--) {
          write(p, model.parameters.get(p), (q, k) -> gradient(q, k, batch));
          step.update("p" + p);
        }
      }
    }
    assertThat(Model.bits(trainer.checkpoint())).isEqualTo(byMeans(row, type));
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void whereElementsLieDoesNotChangeABit(Place place) {
    for (DataType type : DataType.values()) {
      Variant row = Catalogue.variants().findFirst().orElseThrow();
      Model model = new Model(type, 3, SIZES);
      List<Parameter> moved = place.move(type, model.parameters);
      Trainer trainer = pipeline(row, moved).accumulate(BATCHES).zeroGradientsAfterStep().build();
      for (int i = 0; i < BATCHES * STEPS; i++) {
        batch(moved, i);
        trainer.step();
        for (Parameter parameter : moved) {
          for (int k = 0; k < parameter.value().size(); k++) {
            assertThat(Place.get(Model.gradient(parameter), k)).isZero();
          }
        }
      }
      assertThat(Model.bits(trainer.checkpoint())).isEqualTo(byMeans(row, type));
    }
  }

  @ParameterizedTest
  @MethodSource("rowsAndTypes")
  void neitherABatchNorAStepAllocates(Variant row, DataType type) {
    Model model = new Model(row, type, 23, 10, 100, 10_000);
    Trainer trainer = pipeline(row, model.parameters).accumulate(BATCHES).build();
    batch(model.parameters, 0);
    for (int i = 0; i < 40 * BATCHES; i++) {
      trainer.step();
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 200 * BATCHES; i++) {
      trainer.step();
    }
    // Any allocation would be at least 200 · 16 bytes.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(200L * 16);
  }
}
