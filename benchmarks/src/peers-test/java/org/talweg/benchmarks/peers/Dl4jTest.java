// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.Regularization.ApplyStep;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.talweg.optimizer.Momentum;
import org.talweg.preset.Dl4j;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;

/** The presets of Deeplearning4j have the numbers of ND4J's own updaters, in double precision. */
class Dl4jTest {
  private static final int STEPS = 40;
  private static final int SIZE = 12;

  /** Of the largest magnitude that the element has had so far. */
  private static final double TOLERANCE = 1e-12;

  /** The same rule here and there. */
  private record Pair(Optimizer ours, IUpdater theirs) {
    @Override
    public String toString() {
      return theirs.toString();
    }
  }

  private static Stream<Pair> pairs() {
    ISchedule falling = new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.9);
    Schedule ourFalling = Schedule.exponential(0.1, 0.9);
    return Stream.of(
        new Pair(Dl4j.sgd(), new Sgd()),
        new Pair(Dl4j.sgd().withLearningRate(ourFalling), new Sgd(falling)),
        new Pair(Dl4j.nesterovs(), new Nesterovs()),
        new Pair(Dl4j.nesterovs(0.01).withMomentum(0.5), new Nesterovs(0.01, 0.5)),
        new Pair(Dl4j.nesterovs().withLearningRate(ourFalling), new Nesterovs(falling)),
        new Pair(
            Dl4j.nesterovs(0.1).with(Momentum.MOMENTUM, ourFalling), new Nesterovs(0.1, falling)),
        new Pair(Dl4j.adaGrad(), new AdaGrad()),
        new Pair(Dl4j.adaGrad(0.01).withEpsilon(1e-3), new AdaGrad(0.01, 1e-3)),
        new Pair(Dl4j.adaGrad().withLearningRate(ourFalling), new AdaGrad(falling)),
        new Pair(Dl4j.rmsProp(), new RmsProp()),
        new Pair(
            Dl4j.rmsProp(0.01).withDecay(0.9).withEpsilon(1e-4).withInitialAccumulator(1e-4),
            new RmsProp(0.01, 0.9, 1e-4)),
        new Pair(Dl4j.rmsProp().withLearningRate(ourFalling), new RmsProp(falling)),
        new Pair(Dl4j.adaDelta(), new AdaDelta()),
        new Pair(Dl4j.adaDelta().withDecay(0.9).withEpsilon(1e-4), new AdaDelta(0.9, 1e-4)),
        new Pair(Dl4j.adaMax(), new AdaMax()),
        new Pair(Dl4j.adaMax(0.01).withBetas(0.8, 0.99), new AdaMax(0.01, 0.8, 0.99, 1e-4)),
        new Pair(Dl4j.adaMax().withLearningRate(ourFalling), new AdaMax(falling)),
        new Pair(Dl4j.adam(), new Adam()),
        new Pair(
            Dl4j.adam(0.01).withBetas(0.8, 0.99).withEpsilon(1e-4),
            new Adam(0.01, 0.8, 0.99, 1e-4)),
        new Pair(Dl4j.adam().withLearningRate(ourFalling), new Adam(falling)),
        new Pair(Dl4j.amsGrad(), new AMSGrad()),
        new Pair(
            Dl4j.amsGrad(0.01).withBetas(0.8, 0.99).withEpsilon(1e-4),
            new AMSGrad(0.01, 0.8, 0.99, 1e-4)),
        new Pair(Dl4j.amsGrad().withLearningRate(ourFalling), new AMSGrad(falling)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyStepIsNd4js(Pair pair) {
    requireSame(Trainer.builder(pair.ours()), new Theirs(pair.theirs()));
  }

  @Test
  void noPresetIsForgotten() throws ReflectiveOperationException {
    List<Optimizer> compared = pairs().map(Pair::ours).toList();
    for (Method preset : Dl4j.class.getDeclaredMethods()) {
      if (preset.getParameterCount() == 0) {
        assertThat(compared).contains((Optimizer) preset.invoke(null));
      }
    }
  }

  @Test
  void decayOfWeightsIsNd4js() {
    double rate = 0.01;
    requireSame(
        Trainer.builder(Dl4j.adam(rate)).weightDecay(WeightDecay.l2(0.1)),
        new Theirs(new Adam(rate), rate, new L2Regularization(0.1)));
    requireSame(
        Trainer.builder(Dl4j.adam(rate)).weightDecay(WeightDecay.decoupled(0.1)),
        new Theirs(
            new Adam(rate),
            rate,
            new org.nd4j.linalg.learning.regularization.WeightDecay(0.1, true)));
    requireSame(
        Trainer.builder(Dl4j.adam(rate)).weightDecay(WeightDecay.decoupledWithoutRate(0.1)),
        new Theirs(
            new Adam(rate),
            rate,
            new org.nd4j.linalg.learning.regularization.WeightDecay(0.1, false)));
  }

  private static void requireSame(TrainerBuilder ours, Theirs theirs) {
    double[] weights = new double[SIZE];
    double[] gradient = new double[SIZE];
    Trainer trainer = ours.parameters(Parameter.of("w", weights, gradient)).build();
    double[] largest = new double[SIZE];
    for (int step = 1; step <= STEPS; step++) {
      gradients(step, gradient);
      theirs.step(gradient);
      trainer.step();
      double[] expected = theirs.weights();
      for (int i = 0; i < SIZE; i++) {
        largest[i] = Math.max(largest[i], Math.abs(expected[i]));
        assertThat(weights[i])
            .as("step %d, element %d", step, i)
            .isCloseTo(expected[i], within(TOLERANCE * largest[i]));
      }
    }
    assertThat(largest[0]).isZero();
    assertThat(Arrays.stream(largest).skip(1)).allMatch(size -> size > 0);
  }

  /** Why there is no preset: (β₁·m + (1 − β₁)·g) / (1 − β₁ᵗ) is divided by √v as it is. */
  @Test
  void nadamsFirstChangeIsSixtyTimesTheRate() {
    assertThat(firstChange(new Nadam(), 1)).isCloseTo(60e-3, withinPercentage(0.2));
    assertThat(firstChange(new Nadam(), 1))
        .isCloseTo(1e-3 * 1.9 / (Math.sqrt(1e-3) + 1e-8), withinPercentage(1e-10));
  }

  /** Why there is no preset. */
  @Test
  void adaBeliefDoesNotStart() {
    assertThatExceptionOfType(ArrayIndexOutOfBoundsException.class)
        .isThrownBy(() -> new Theirs(new AdaBelief()));
  }

  @Test
  void aRateOfZeroIsEpsilonThere() {
    for (IUpdater theirs : List.of(new Adam(0), new AMSGrad(0), new AdaMax(0))) {
      assertThat(firstChange(theirs, 1)).isPositive();
    }
  }

  private static double firstChange(IUpdater config, double gradient) {
    Theirs theirs = new Theirs(config);
    double[] gradients = new double[SIZE];
    gradients[0] = gradient;
    theirs.step(gradients);
    return -theirs.weights()[0];
  }

  /** None, rare, of turning sign, large, tiny, of all sizes, and some of size 1. */
  private static void gradients(int step, double[] gradient) {
    SplittableRandom random = new SplittableRandom(step);
    for (int i = 0; i < SIZE; i++) {
      gradient[i] = 2 * random.nextDouble() - 1;
    }
    gradient[0] = 0;
    gradient[1] *= step % 10 == 0 ? 1 : 0;
    gradient[2] = step % 2 == 0 ? 0.5 : -0.5;
    gradient[3] *= 1e6;
    gradient[4] *= 1e-9;
    gradient[5] *= StrictMath.pow(10, step % 13 - 6);
    gradient[6] *= step < 20 ? 1 : 0;
  }

  /** An updater of ND4J at work; it turns the gradient into what is subtracted. */
  private static final class Theirs {
    private final INDArray weights = Nd4j.zeros(DataType.DOUBLE, 1, SIZE);
    private final GradientUpdater<?> updater;
    private final double rate;
    private final List<Regularization> regularizations;
    private int iteration;

    Theirs(IUpdater config) {
      this(config, 0);
    }

    Theirs(IUpdater config, double rate, Regularization... regularizations) {
      long state = config.stateSize(SIZE);
      updater = config.instantiate(state == 0 ? null : Nd4j.zeros(DataType.DOUBLE, 1, state), true);
      this.rate = rate;
      this.regularizations = List.of(regularizations);
    }

    void step(double[] gradient) {
      INDArray update = Nd4j.createFromArray(gradient).reshape(1, SIZE);
      regularize(ApplyStep.BEFORE_UPDATER, update);
      updater.applyUpdater(update, iteration, 0);
      regularize(ApplyStep.POST_UPDATER, update);
      weights.subi(update);
      iteration++;
    }

    private void regularize(ApplyStep when, INDArray update) {
      for (Regularization regularization : regularizations) {
        if (regularization.applyStep() == when) {
          regularization.apply(weights, update, rate, iteration, 0);
        }
      }
    }

    double[] weights() {
      return weights.toDoubleVector();
    }
  }
}
