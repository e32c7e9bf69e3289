// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;
import org.talweg.training.ArrivingStep;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;

/** A transform that rewrites gradients is what the caller could have done to them, to the bit. */
class TransformLawsTest {
  private static final int[][] SHAPES = {{3}, {5, 4}, {40, 50}, {0, 3}, {600}, {300, 2, 4}, {1, 1}};
  private static final int STEPS = 5;

  static Stream<Arguments> rows() {
    return Catalogue.variants()
        .filter(row -> row.rule().rule().gradientFactor().isEmpty()) // refused
        .flatMap(
            row ->
                Stream.of(RewrittenGradients.values())
                    .flatMap(
                        each ->
                            Stream.of(DataType.values())
                                .map(type -> Arguments.of(row, each, type))));
  }

  static Stream<Arguments> places() {
    return Stream.of(RewrittenGradients.values())
        .flatMap(each -> Stream.of(Place.values()).map(place -> Arguments.of(each, place)));
  }

  private static List<Parameter> model(Variant row, DataType type) {
    List<Parameter> parameters = new ArrayList<>();
    for (int p = 0; p < SHAPES.length; p++) {
      Shape shape = row.shape(Shape.of(SHAPES[p]));
      parameters.add(Parameter.of("p" + p, Tensor.zeros(type, shape)));
    }
    fill(parameters, 0);
    return parameters;
  }

  /** Weights, or the gradients of a step. */
  private static void fill(List<Parameter> parameters, long step) {
    SplittableRandom random = new SplittableRandom(step);
    for (Parameter parameter : parameters) {
      Tensor tensor = step == 0 ? parameter.value() : Model.gradient(parameter);
      for (int i = 0; i < tensor.size(); i++) {
        Place.set(tensor, i, i % 7 == 6 ? 0 : random.nextDouble(-1, 1));
      }
    }
  }

  private static TrainerBuilder builder(Variant row, List<Parameter> parameters) {
    return Trainer.builder(row.rule())
        .parameters(parameters)
        .weightDecay(WeightDecay.decoupled(0.01));
  }

  private static Map<String, String> byHand(Variant row, RewrittenGradients kind, DataType type) {
    List<Parameter> parameters = model(row, type);
    Trainer trainer = builder(row, parameters).build();
    for (int step = 1; step <= STEPS; step++) {
      fill(parameters, step);
      kind.rewrite(parameters, step);
      trainer.step();
    }
    return Model.bits(trainer.checkpoint());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void itEqualsRewritingByHand(Variant row, RewrittenGradients kind, DataType type) {
    Map<String, String> expected = byHand(row, kind, type);
    List<Parameter> parameters = model(row, type);
    Trainer trainer = builder(row, parameters).transform(kind.transform).build();
    for (int step = 1; step <= STEPS; step++) {
      fill(parameters, step);
      trainer.step();
    }
    assertThat(Model.bits(trainer.checkpoint())).isEqualTo(expected);
  }

  /** In small chunks on two threads, and each parameter as its gradient arrives, in reverse. */
  @ParameterizedTest
  @MethodSource("rows")
  void neitherChunksNorThreadsNorTheOrderChangeABit(
      Variant row, RewrittenGradients kind, DataType type) {
    Map<String, String> expected = byHand(row, kind, type);
    List<Parameter> parameters = model(row, type);
    Trainer trainer =
        builder(row, parameters).transform(kind.transform).chunkSize(1024).threads(2).build();
    for (int step = 1; step <= STEPS; step++) {
      fill(parameters, step);
      if (step % 2 == 0 || row.rule().rule().changeFactor().isPresent()) { // norms come first
        trainer.step();
      } else {
        try (ArrivingStep arriving = trainer.begin()) {
          for (int p = parameters.size() - 1; p >= 0; p--) {
            arriving.update(parameters.get(p).name());
          }
        }
      }
    }
    assertThat(Model.bits(trainer.checkpoint())).isEqualTo(expected);
  }

  /** Saved after every step and restored into another trainer: noise goes on as it was. */
  @ParameterizedTest
  @MethodSource("rows")
  void aResumedRunGoesOnToTheBit(Variant row, RewrittenGradients kind, DataType type) {
    List<Parameter> parameters = model(row, type);
    Trainer trainer = builder(row, parameters).transform(kind.transform).build();
    for (int step = 1; step <= STEPS; step++) {
      fill(parameters, step);
      trainer.step();
      Checkpoint saved = trainer.checkpoint();
      parameters = model(row, type);
      trainer = builder(row, parameters).transform(kind.transform).build();
      trainer.restore(saved);
    }
    assertThat(Model.bits(trainer.checkpoint())).isEqualTo(byHand(row, kind, type));
  }

  @ParameterizedTest
  @MethodSource("places")
  void whereElementsLieDoesNotChangeABit(RewrittenGradients kind, Place place) {
    Variant row = Catalogue.variants().findFirst().orElseThrow();
    for (DataType type : DataType.values()) {
      if (place.isRows()) {
        continue; // which have the shape of their rows
      }
      List<Parameter> moved = place.move(type, model(row, type));
      Trainer trainer = builder(row, moved).transform(kind.transform).build();
      for (int step = 1; step <= STEPS; step++) {
        fill(moved, step);
        trainer.step();
      }
      assertThat(Model.bits(trainer.checkpoint())).isEqualTo(byHand(row, kind, type));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aStepAllocatesNothing(Variant row, RewrittenGradients kind, DataType type) {
    List<Parameter> parameters = model(row, type);
    Trainer trainer = builder(row, parameters).transform(kind.transform).build();
    fill(parameters, 1);
    for (int i = 0; i < 100; i++) {
      trainer.step();
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      trainer.step();
    }
    // Any allocation would be at least 100 · 16 bytes.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100L * 16);
  }
}
