// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.gradient.ClipByNorm;
import org.talweg.laws.Saved;
import org.talweg.optimizer.AdamW;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;

/** A parameter without a gradient at a step is left alone. */
class AbsentGradientTest {
  private static final int[] SIZES = {3, 5, 200, 3000, 7};

  static Stream<Variant> variants() {
    return Catalogue.variants()
        .filter(row -> row.shape(Shape.of(3)).equals(Shape.of(3))); // not those of matrices alone
  }

  private static List<Parameter> parameters() {
    SplittableRandom random = new SplittableRandom(1);
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < SIZES.length; i++) {
      float[] w = new float[SIZES[i]];
      for (int k = 0; k < w.length; k++) {
        w[k] = (float) (random.nextDouble() - 0.5);
      }
      parameters.add(Parameter.of("p" + i, w, new float[SIZES[i]]));
    }
    return parameters;
  }

  private static void backward(List<Parameter> parameters, long step) {
    for (int i = 0; i < parameters.size(); i++) {
      SplittableRandom random = new SplittableRandom(31 * step + i);
      var gradient = (org.talweg.tensor.FloatTensor) parameters.get(i).gradient().tensor();
      for (int k = 0; k < gradient.size(); k++) {
        gradient.set(k, (float) (random.nextDouble() - 0.5));
      }
    }
  }

  private static Trainer trainer(Variant row, List<Parameter> parameters) {
    TrainerBuilder builder =
        Trainer.builder(row.rule()).parameters(parameters).weightDecay(WeightDecay.decoupled(0.01));
    return row.averaged(builder, WeightAverage.exponential(0.9)).build();
  }

  /** The state of one that misses steps is that of a trainer that has only the others. */
  @ParameterizedTest
  @MethodSource("variants")
  void anAbsentParameterIsAsIfItWereNotThere(Variant row) {
    List<Parameter> some = parameters();
    Trainer trainer = trainer(row, some);
    List<List<Parameter>> alone = new ArrayList<>();
    List<Trainer> trainers = new ArrayList<>();
    for (int i = 0; i < SIZES.length; i++) {
      alone.add(parameters());
      trainers.add(trainer(row, List.of(alone.get(i).get(i))));
    }
    for (int step = 1; step <= 12; step++) {
      List<String> present = new ArrayList<>();
      backward(some, step);
      for (int i = 0; i < SIZES.length; i++) {
        if ((step + i) % (i + 2) != 0 || i == 0) {
          present.add("p" + i);
        }
      }
      trainer.stepOnly(present);
      for (int i = 0; i < SIZES.length; i++) {
        backward(alone.get(i), step);
        trainers.get(i).stepOnly(present.contains("p" + i) ? List.of("p" + i) : List.of());
      }
    }
    var saved = Saved.tensors(trainer.checkpoint());
    for (int i = 0; i < SIZES.length; i++) {
      Saved.tensors(trainers.get(i).checkpoint())
          .forEach(
              (name, tensor) ->
                  assertThat(saved.get(name)).as(name).hasToString(tensor.toString()));
      assertThat(some.get(i).value().copy())
          .as("p%d", i)
          .usingRecursiveComparison()
          .isEqualTo(alone.get(i).get(i).value().copy());
    }
  }

  /** In any order, and with some that never arrive. */
  @ParameterizedTest
  @MethodSource("variants")
  void arrivalInAnyOrderEqualsOneStep(Variant row) {
    if (!row.rule().rule().gradientFactor().isEmpty()
        || !row.rule().rule().changeFactor().isEmpty()) {
      return;
    }
    List<Parameter> arriving = parameters();
    List<Parameter> atOnce = parameters();
    Trainer one = trainer(row, arriving);
    Trainer other = trainer(row, atOnce);
    List<String> names = new ArrayList<>(List.of("p0", "p1", "p2", "p3", "p4"));
    for (int step = 1; step <= 8; step++) {
      Collections.shuffle(names, new Random(step));
      List<String> present = names.subList(0, step % 2 == 0 ? 5 : 3);
      backward(arriving, step);
      backward(atOnce, step);
      try (ArrivingStep arrives = one.begin()) {
        present.forEach(arrives::update);
      }
      other.stepOnly(present);
    }
    assertThat(one.checkpoint()).isEqualTo(other.checkpoint());
    assertThat(one.stepCount()).isEqualTo(8);
  }

  @Test
  void misuseIsHeard() {
    List<Parameter> parameters = parameters();
    Trainer trainer = Trainer.of(AdamW.of(0.1), parameters);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.stepOnly(List.of("nobody")))
        .withMessageContaining("no parameter \"nobody\"");
    assertThat(trainer.stepCount()).isZero();
    try (ArrivingStep step = trainer.begin()) {
      step.update("p1");
      assertThatIllegalStateException()
          .isThrownBy(() -> step.update("p1"))
          .withMessageContaining("was updated in this step already");
      assertThatIllegalStateException()
          .isThrownBy(trainer::step)
          .withMessage("a step is under way: close it first");
      assertThatIllegalArgumentException().isThrownBy(() -> step.update("nobody"));
    }
    assertThat(trainer.stepCount()).isEqualTo(1);
    Trainer clips =
        Trainer.builder(AdamW.of(0.1))
            .parameters(parameters())
            .transform(ClipByNorm.global(1))
            .build();
    assertThatIllegalStateException()
        .isThrownBy(clips::begin)
        .withMessageContaining("so it needs all gradients at once");
  }
}
