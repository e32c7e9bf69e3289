// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;
import org.talweg.training.Group;
import org.talweg.training.Sam;
import org.talweg.training.Trainer;

class SamTest {
  private final double[] w = {1, -2, 3};
  private final double[] g = new double[3];
  private final double[] v = {0.5};
  private final double[] gv = new double[1];
  private final List<Parameter> parameters =
      List.of(Parameter.of("w", w, g), Parameter.of("v", v, gv));

  /** Σ w⁴/4 + v·Σ w² / 2: curved, and both parameters act on each other. */
  private double backward() {
    double loss = 0;
    double squares = 0;
    for (int i = 0; i < w.length; i++) {
      loss += Math.pow(w[i], 4) / 4;
      squares += w[i] * w[i];
      g[i] = Math.pow(w[i], 3) + v[0] * w[i];
    }
    gv[0] = squares / 2;
    return loss + v[0] * squares / 2;
  }

  /** Of [w, v], written out anew. */
  private static double[] gradient(double[] x) {
    double[] gradient = new double[4];
    for (int i = 0; i < 3; i++) {
      gradient[i] = x[i] * x[i] * x[i] + x[3] * x[i];
      gradient[3] += x[i] * x[i] / 2;
    }
    return gradient;
  }

  private static double[] descend(double[] start, int steps, double radius, Double offset) {
    double[] x = start.clone();
    for (int step = 0; step < steps; step++) {
      double[] gradient = gradient(x);
      double[] scale = new double[4];
      double sum = 0;
      for (int i = 0; i < 4; i++) {
        scale[i] = offset == null ? 1 : Math.abs(x[i]) + offset;
        sum += Math.pow(scale[i] * gradient[i], 2);
      }
      double[] up = new double[4];
      for (int i = 0; i < 4; i++) {
        up[i] = x[i] + radius * scale[i] * scale[i] * gradient[i] / Math.sqrt(sum);
      }
      double[] there = gradient(up);
      for (int i = 0; i < 4; i++) {
        x[i] -= 0.01 * there[i];
      }
    }
    return x;
  }

  private double[] weights() {
    return new double[] {w[0], w[1], w[2], v[0]};
  }

  @Test
  void stepsAreThoseOfThePapers() {
    double[] start = weights();
    for (Double offset : Arrays.asList(null, 0.01, 0.0)) {
      System.arraycopy(start, 0, w, 0, 3);
      v[0] = start[3];
      Trainer trainer = Trainer.of(Sgd.of(0.01), parameters);
      Sam sam = offset == null ? Sam.of(trainer, 0.3) : Sam.adaptive(trainer, 0.3, offset);
      for (int step = 0; step < 20; step++) {
        backward();
        sam.climb(this::backward);
        trainer.step();
      }
      assertThat(weights())
          .as("offset %s", offset)
          .containsExactly(descend(start, 20, 0.3, offset), within(1e-13));
    }
  }

  @Test
  void theLossThereIsHigherAndTheWeightsAreBackToTheBit() {
    Sam sam = Sam.of(Trainer.of(Sgd.of(0.01), parameters), 0.05);
    double[] before = weights();
    double loss = backward();
    double[] there = new double[4];
    double highest =
        sam.climb(
            () -> {
              System.arraycopy(weights(), 0, there, 0, 4);
              return backward();
            });
    assertThat(weights()).containsExactly(before);
    double distance = 0;
    for (int i = 0; i < 4; i++) {
      distance += Math.pow(there[i] - before[i], 2);
    }
    assertThat(Math.sqrt(distance)).isCloseTo(0.05, within(1e-14));
    assertThat(highest).isGreaterThan(loss);
    assertThat(gradient(there))
        .containsExactly(new double[] {g[0], g[1], g[2], gv[0]}, within(1e-13));
  }

  @Test
  void maximizingLooksForTheLowestLoss() {
    Trainer trainer = Trainer.builder(Sgd.of(0.01)).parameters(parameters).maximize().build();
    double loss = backward();
    assertThat(Sam.of(trainer, 0.05).climb(this::backward)).isLessThan(loss);
  }

  @Test
  void whatIsFrozenStaysAndDoesNotCount() {
    Group frozen = Group.named("w").frozen();
    Trainer trainer = Trainer.builder(Sgd.of(0.01)).parameters(parameters).groups(frozen).build();
    backward();
    Sam.of(trainer, 0.25)
        .climb(
            () -> {
              assertThat(weights()).containsExactly(1, -2, 3, 0.75);
              return 0;
            });
  }

  @Test
  void anEvaluationThatFailsLeavesTheWeightsAsTheyWere() {
    Trainer trainer = Trainer.of(Momentum.of(0.01), parameters);
    Sam sam = Sam.of(trainer, 0.05);
    double[] before = weights();
    backward();
    assertThatThrownBy(
            () ->
                sam.climb(
                    () -> {
                      throw new ArithmeticException("out of data");
                    }))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("out of data");
    assertThat(weights()).containsExactly(before);
    backward();
    sam.climb(this::backward);
    trainer.step();
    assertThat(weights()).doesNotContain(before);
  }

  @Test
  void gradientsWithoutAFiniteNormChangeNothing() {
    Trainer trainer = Trainer.of(Sgd.of(0.01), parameters);
    double[] before = weights();
    backward();
    g[1] = Double.NaN;
    assertThatIllegalStateException()
        .isThrownBy(() -> Sam.of(trainer, 0.05).climb(this::backward))
        .withMessage("the norm of the gradients must be finite to climb along them, but was NaN");
    assertThat(weights()).containsExactly(before);
    Arrays.fill(g, 0);
    gv[0] = 0;
    Sam.of(trainer, 0.05)
        .climb(
            () -> {
              assertThat(weights()).as("nowhere to climb").containsExactly(before);
              return 0;
            });
  }

  @Test
  void theTrainerTakesNoCallMeanwhile() {
    Trainer trainer = Trainer.of(Sgd.of(0.01), parameters);
    double[] before = weights();
    backward();
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Sam.of(trainer, 0.05)
                    .climb(
                        () -> {
                          trainer.step();
                          return 0;
                        }))
        .withMessageContaining("a trainer takes one call at a time");
    assertThat(weights()).containsExactly(before);
  }

  @Test
  void gradientsThatAreClearedAreClearedBeforeTheSecondEvaluation() {
    Trainer trainer =
        Trainer.builder(Sgd.of(0.01)).parameters(parameters).zeroGradientsAfterStep().build();
    backward();
    Sam.of(trainer, 0.05)
        .climb(
            () -> {
              assertThat(g).containsOnly(0);
              assertThat(gv).containsOnly(0);
              return 0;
            });
  }

  @Test
  void numbersOutOfRangeAndStepsOfSeveralBatchesAreRefused() {
    Trainer trainer = Trainer.of(Sgd.of(0.01), parameters);
    for (double radius : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Sam.of(trainer, radius))
          .withMessage("radius must be positive and finite, but was " + radius);
    }
    for (double offset : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Sam.adaptive(trainer, 1, offset))
          .withMessage("offset must be zero or positive and finite, but was " + offset);
    }
    Trainer several =
        Trainer.builder(Sgd.of(0.01))
            .parameters(Parameter.of("x", new double[2], new double[2]))
            .accumulate(2)
            .build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sam.of(several, 0.05))
        .withMessageStartingWith("a trainer that makes a step of several batches");
    assertThat(Sam.of(trainer, 0.05)).hasToString("Sam, radius 0.05");
    assertThat(Sam.adaptive(trainer, 1)).hasToString("Sam, adaptive, radius 1.0, offset 0.01");
  }

  /** Wherever elements lie, and in both types. */
  @Test
  void everyPlaceGivesTheSameBits() {
    for (DataType type : DataType.values()) {
      List<double[]> expected = null;
      for (Place place : Place.values()) {
        List<double[]> found = train(type, place);
        if (expected == null) {
          expected = found;
        }
        for (int p = 0; p < expected.size(); p++) {
          assertThat(found.get(p)).as("%s %s", type, place).containsExactly(expected.get(p));
        }
      }
    }
  }

  private static List<double[]> train(DataType type, Place place) {
    SplittableRandom random = new SplittableRandom(8);
    List<Parameter> at = new ArrayList<>();
    for (int size : new int[] {3, 5000}) {
      at.add(Parameter.of("p" + size, Tensor.zeros(type, Shape.of(size))));
    }
    List<Parameter> moved = place.move(type, at);
    for (Parameter parameter : moved) {
      for (int i = 0; i < parameter.value().size(); i++) {
        Place.set(parameter.value(), i, random.nextInt(-64, 64) / 64.0);
      }
    }
    Trainer trainer = Trainer.of(Adam.of(0.01), moved);
    Sam sam = Sam.adaptive(trainer, 0.5);
    for (int step = 0; step < 3; step++) {
      gradients(moved);
      sam.climb(
          () -> {
            gradients(moved);
            return 0;
          });
      trainer.step();
    }
    List<double[]> values = new ArrayList<>();
    for (Parameter parameter : moved) {
      double[] elements = new double[parameter.value().size()];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = Place.get(parameter.value(), i);
      }
      values.add(elements);
    }
    return values;
  }

  private static void gradients(List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      for (int i = 0; i < parameter.value().size(); i++) {
        double x = Place.get(parameter.value(), i);
        Place.set(parameter.gradient().tensor(), i, x * x * x - 0.25);
      }
    }
  }

  @Test
  void aClimbAllocatesNothing() {
    double[] x = new double[10_000];
    double[] gx = new double[10_000];
    Arrays.fill(gx, 0.5);
    Trainer trainer =
        Trainer.builder(Sgd.of(0.01))
            .parameters(Parameter.of("x", DoubleTensor.wrap(x), DoubleTensor.wrap(gx)))
            .weightDecay(WeightDecay.decoupled(0.01))
            .build();
    Sam sam = Sam.of(trainer, 0.05);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int stretch = 0; stretch < 20; stretch++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int step = 0; step < 100; step++) {
        sam.climb(() -> 0);
        trainer.step();
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertThat(least).isZero();
  }
}
