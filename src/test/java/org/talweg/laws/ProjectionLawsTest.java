// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;

/** A projection in the step is one that the caller does after the step, after every rule. */
class ProjectionLawsTest {
  private static final int STEPS = 5;

  static Stream<Arguments> rows() {
    return Catalogue.variants()
        .filter(row -> !row.rule().rule().hasResultApart()) // refused
        .flatMap(
            row ->
                Stream.of(ProjectedWeights.values())
                    .flatMap(
                        each ->
                            Stream.of(DataType.values())
                                .map(type -> Arguments.of(row, each, type))));
  }

  static Stream<Arguments> places() {
    return Stream.of(ProjectedWeights.values())
        .flatMap(each -> Stream.of(Place.values()).map(place -> Arguments.of(each, place)));
  }

  private static TrainerBuilder builder(Variant row, List<Parameter> parameters) {
    return Trainer.builder(row.rule())
        .parameters(parameters)
        .weightDecay(WeightDecay.decoupled(0.01));
  }

  private static TrainerBuilder projecting(
      Variant row, List<Parameter> parameters, ProjectedWeights kind) {
    return builder(row, parameters).project(kind.projection);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void itEqualsProjectingByHand(Variant row, ProjectedWeights kind, DataType type) {
    List<Parameter> byHand = MatrixModel.parameters(row, type);
    List<Parameter> parameters = MatrixModel.parameters(row, type);
    Trainer plain = builder(row, byHand).build();
    Trainer trainer = projecting(row, parameters, kind).chunkSize(1024).threads(2).build();
    for (int step = 1; step <= STEPS; step++) {
      MatrixModel.fill(byHand, step);
      MatrixModel.fill(parameters, step);
      plain.step();
      kind.project(byHand, plain.learningRate());
      trainer.step();
      for (int p = 0; p < byHand.size(); p++) {
        double[] expected = Model.elements(byHand.get(p).value());
        double[] found = Model.elements(parameters.get(p).value());
        if (kind.exact()) {
          assertThat(found).as("step %d, p%d", step, p).isEqualTo(expected);
        } else {
          double rounding = type == DataType.FLOAT32 ? 1e-6 : 1e-14;
          assertThat(found).as("step %d, p%d", step, p).containsExactly(expected, within(rounding));
          for (int i = 0; i < found.length; i++) { // goes on from the same weights
            Model.set(byHand.get(p).value(), i, found[i]);
          }
        }
      }
    }
    assertThat(Model.bits(trainer.checkpoint())).isEqualTo(Model.bits(plain.checkpoint()));
  }

  @ParameterizedTest
  @MethodSource("places")
  void whereElementsLieDoesNotChangeABit(ProjectedWeights kind, Place place) {
    Variant row = Catalogue.variants().findFirst().orElseThrow();
    for (DataType type : DataType.values()) {
      if (place.isRows()) {
        continue; // which have the shape of their rows
      }
      List<Parameter> parameters = MatrixModel.parameters(row, type);
      List<Parameter> moved = place.move(type, parameters);
      Trainer trainer = projecting(row, parameters, kind).build();
      Trainer other = projecting(row, moved, kind).build();
      for (int step = 1; step <= STEPS; step++) {
        MatrixModel.fill(parameters, step);
        MatrixModel.fill(moved, step);
        trainer.step();
        other.step();
      }
      assertThat(Model.bits(other.checkpoint())).isEqualTo(Model.bits(trainer.checkpoint()));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aStepAllocatesNothing(Variant row, ProjectedWeights kind, DataType type) {
    List<Parameter> parameters = MatrixModel.parameters(row, type);
    Trainer trainer = projecting(row, parameters, kind).build();
    MatrixModel.fill(parameters, 1);
    for (int i = 0; i < 60; i++) {
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
