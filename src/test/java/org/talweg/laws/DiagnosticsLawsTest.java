// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.gradient.CentralizeGradients;
import org.talweg.gradient.ClipByNorm;
import org.talweg.projection.MaxNorm;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.training.Diagnostics;
import org.talweg.training.ParameterDiagnostics;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;

/** Whoever looks at a step changes nothing, and sees what a computation apart sees. */
class DiagnosticsLawsTest {
  private static final int[] SIZES = {1, 7, 127, 128, 4097, 0, 40_003, 10};

  static Stream<Arguments> rows() {
    return Catalogue.variants()
        .flatMap(row -> Stream.of(DataType.values()).map(type -> Arguments.of(row, type)));
  }

  /** What a trainer does besides its rule. */
  enum Setting {
    PLAIN,
    DECAY_AND_CLIPPING,
    ROWS,
    PROJECTED,
    IN_GRADIENTS,
    THREADS;

    TrainerBuilder builder(Variant row, List<Parameter> parameters) {
      TrainerBuilder builder = Trainer.builder(row.rule()).parameters(parameters);
      return switch (this) {
        case PLAIN -> builder;
        case DECAY_AND_CLIPPING ->
            builder.weightDecay(WeightDecay.decoupled(0.01)).transform(ClipByNorm.global(0.1));
        case ROWS -> builder.transform(new CentralizeGradients());
        case PROJECTED -> builder.project(MaxNorm.perRow(0.5));
        case IN_GRADIENTS -> builder.changesInGradients();
        case THREADS -> builder.threads(3);
      };
    }

    boolean suits(Variant row) {
      boolean norms =
          row.rule().rule().gradientFactor().isPresent()
              || row.rule().rule().changeFactor().isPresent();
      return !(this == PROJECTED && row.rule().rule().hasResultApart()) && !(this == ROWS && norms);
    }
  }

  static Stream<Arguments> settings() {
    return rows()
        .flatMap(
            pair ->
                Stream.of(Setting.values())
                    .filter(setting -> setting.suits((Variant) pair.get()[0]))
                    .map(setting -> Arguments.of(pair.get()[0], pair.get()[1], setting)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void valuesAreThoseOfAComputationApart(Variant row, DataType type, Setting setting) {
    List<Parameter> parameters = MatrixModel.parameters(row, type);
    Trainer trainer = setting.builder(row, parameters).diagnosticsEvery(2).build();
    for (int step = 1; step <= 4; step++) {
      MatrixModel.fill(parameters, step);
      List<double[]> gradients = copies(parameters, true);
      List<double[]> before = copies(parameters, false);
      Optional<Diagnostics> found = trainer.step().diagnostics();
      assertThat(found.isPresent()).as("step %d", step).isEqualTo(step % 2 == 0);
      if (found.isPresent()) {
        List<double[]> after = copies(parameters, setting == Setting.IN_GRADIENTS);
        List<double[]> weights = copies(parameters, false);
        assertThat(found.get().step()).isEqualTo(step);
        for (int p = 0; p < parameters.size(); p++) {
          if (gradients.get(p).length > 0) {
            double[] change = after.get(p);
            for (int i = 0; i < change.length && setting != Setting.IN_GRADIENTS; i++) {
              change[i] -= before.get(p)[i];
            }
            ParameterDiagnostics one = found.get().parameter(parameters.get(p).name());
            Percentage rounding = type == DataType.FLOAT32 ? percent(3e-8) : percent(1e-14);
            assertThat(one.gradientNorm()).isCloseTo(norm(gradients.get(p)), percent(1e-14));
            assertThat(one.weightNorm()).isCloseTo(norm(weights.get(p)), percent(1e-14));
            assertThat(one.updateNorm()).isCloseTo(norm(change), rounding);
            Double ratio = one.updateNorm() / one.weightNorm(); // NaN where all is zero
            assertThat(one.ratio()).isEqualTo(ratio);
            long zeros = Arrays.stream(gradients.get(p)).filter(g -> g == 0).count();
            assertThat(one.dead())
                .isEqualTo((double) zeros / gradients.get(p).length, within(1e-16));
            assertThat(one.nonFiniteGradient()).isEmpty();
            assertThat(one.nonFiniteWeight()).isEmpty();
          }
        }
      }
    }
  }

  private static Percentage percent(double relative) {
    return Percentage.withPercentage(100 * relative * 4);
  }

  private static double norm(double[] x) {
    double total = 0;
    for (double element : x) {
      total += element * element;
    }
    return Math.sqrt(total);
  }

  private static List<double[]> copies(List<Parameter> parameters, boolean gradients) {
    List<double[]> copies = new ArrayList<>();
    for (Parameter parameter : parameters) {
      copies.add(Model.elements(gradients ? Model.gradient(parameter) : parameter.value()));
    }
    return copies;
  }

  private static TrainerBuilder pipeline(Variant row, Model model) {
    return Trainer.builder(row.rule())
        .parameters(model.parameters)
        .transform(ClipByNorm.global(10))
        .weightDecay(WeightDecay.decoupled(0.01));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void observedStepsHaveTheSameBitsAndThreadsShowTheSameNumbers(Variant row, DataType type) {
    Model plain = new Model(row, type, 11, SIZES);
    Trainer reference = pipeline(row, plain).build();
    plain.run(reference, 5);
    List<Diagnostics> seen = new ArrayList<>();
    for (int threads = 1; threads <= 4; threads *= 2) {
      Model model = new Model(row, type, 11, SIZES);
      Trainer trainer = pipeline(row, model).threads(threads).diagnosticsEvery(1).build();
      model.run(trainer, 4);
      model.backward(5);
      seen.add(trainer.step().diagnostics().orElseThrow());
      assertThat(Model.bits(trainer.checkpoint()))
          .as("%d threads", threads)
          .isEqualTo(Model.bits(reference.checkpoint()));
    }
    assertThat(seen).containsOnly(seen.get(0));
    assertThat(seen.get(0).parameters()).hasSize(SIZES.length - 1); // one has no elements
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void whereElementsLieChangesNothing(Place place) {
    for (DataType type : DataType.values()) {
      Variant row = Catalogue.variant("adam");
      Model model = new Model(type, 23, 1, 6, 130, 5000, 40_004);
      List<Parameter> moved = place.move(type, model.parameters);
      Diagnostics expected =
          after(Trainer.builder(row.rule()).parameters(model.parameters), model.parameters);
      Diagnostics found = after(Trainer.builder(row.rule()).parameters(moved), moved);
      for (int p = 0; p < moved.size(); p++) {
        ParameterDiagnostics one = found.parameters().get(p);
        ParameterDiagnostics other = expected.parameters().get(p);
        assertThat(one.gradientNorm()).isCloseTo(other.gradientNorm(), percent(1e-14));
        assertThat(one.weightNorm()).isCloseTo(other.weightNorm(), percent(1e-14));
        assertThat(one.updateNorm()).isCloseTo(other.updateNorm(), percent(1e-14));
        assertThat(one.dead()).isEqualTo(other.dead());
      }
    }
  }

  private static Diagnostics after(TrainerBuilder builder, List<Parameter> parameters) {
    Trainer trainer = builder.diagnosticsEvery(3).build();
    for (int step = 1; step <= 2; step++) {
      MatrixModel.fill(parameters, step);
      trainer.step();
    }
    MatrixModel.fill(parameters, 3);
    return trainer.step().diagnostics().orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aStepAllocatesNothingObservedOrNot(Variant row, DataType type) {
    List<Parameter> parameters = MatrixModel.parameters(row, type);
    Trainer trainer =
        Trainer.builder(row.rule()).parameters(parameters).diagnosticsEvery(2).build();
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
    // Any allocation would be at least 20 · 16 bytes.
    assertThat(least).isLessThan(20L * 16);
  }
}
