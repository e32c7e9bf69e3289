// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
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
import org.talweg.training.ArrivingStep;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;

/** A transform that rewrites gradients is what the caller could have done to them, to the bit. */
class TransformLawsTest {
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

  private static TrainerBuilder builder(Variant row, List<Parameter> parameters) {
    return Trainer.builder(row.rule())
        .parameters(parameters)
        .weightDecay(WeightDecay.decoupled(0.01));
  }

  private static Map<String, String> byHand(Variant row, RewrittenGradients kind, DataType type) {
    List<Parameter> parameters = MatrixModel.parameters(row, type);
    Trainer trainer = builder(row, parameters).build();
    for (int step = 1; step <= STEPS; step++) {
      MatrixModel.fill(parameters, step);
      kind.rewrite(parameters, step);
      trainer.step();
    }
    return Model.bits(trainer.checkpoint());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void itEqualsRewritingByHand(Variant row, RewrittenGradients kind, DataType type) {
    Map<String, String> expected = byHand(row, kind, type);
    List<Parameter> parameters = MatrixModel.parameters(row, type);
    Trainer trainer = builder(row, parameters).transform(kind.transform).build();
    for (int step = 1; step <= STEPS; step++) {
      MatrixModel.fill(parameters, step);
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
    List<Parameter> parameters = MatrixModel.parameters(row, type);
    Trainer trainer =
        builder(row, parameters).transform(kind.transform).chunkSize(1024).threads(2).build();
    for (int step = 1; step <= STEPS; step++) {
      MatrixModel.fill(parameters, step);
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
    List<Parameter> parameters = MatrixModel.parameters(row, type);
    Trainer trainer = builder(row, parameters).transform(kind.transform).build();
    for (int step = 1; step <= STEPS; step++) {
      MatrixModel.fill(parameters, step);
      trainer.step();
      Checkpoint saved = trainer.checkpoint();
      parameters = MatrixModel.parameters(row, type);
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
      List<Parameter> moved = place.move(type, MatrixModel.parameters(row, type));
      Trainer trainer = builder(row, moved).transform(kind.transform).build();
      for (int step = 1; step <= STEPS; step++) {
        MatrixModel.fill(moved, step);
        trainer.step();
      }
      assertThat(Model.bits(trainer.checkpoint())).isEqualTo(byHand(row, kind, type));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aStepAllocatesNothing(Variant row, RewrittenGradients kind, DataType type) {
    List<Parameter> parameters = MatrixModel.parameters(row, type);
    Trainer trainer = builder(row, parameters).transform(kind.transform).build();
    MatrixModel.fill(parameters, 1);
    for (int i = 0; i < 100; i++) {
      trainer.step();
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE; // of several stretches: the virtual machine may compile meanwhile
    for (int stretch = 0; stretch < 4; stretch++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 40; i++) {
        trainer.step();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    // Any allocation would be at least 40 · 16 bytes.
    assertThat(least).isLessThan(40L * 16);
  }
}
