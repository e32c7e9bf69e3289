// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.gradient.ClipByNorm;
import org.talweg.gradient.ScaleGradients;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Asgd;
import org.talweg.optimizer.Sgd;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;

/** What was begun can be ended, and what was refused leaves no trace. */
class CleaningUpTest {
  private final float[] w = {1, 2};
  private final float[] g = {1, -1};
  private final Parameter parameter = Parameter.of("w", w, g);

  @Test
  void closingAveragesWaitsForAnotherThreadsCall() throws InterruptedException {
    Trainer trainer =
        Trainer.builder(Sgd.of(0.5))
            .parameters(parameter)
            .average(WeightAverage.exponential(0.5))
            .build();
    trainer.step();
    trainer.step();
    float[] trained = w.clone();
    AtomicBoolean done = new AtomicBoolean();
    CountDownLatch reading = new CountDownLatch(1);
    Thread metrics =
        new Thread(
            () -> {
              while (!done.get()) {
                try {
                  trainer.average("w");
                } catch (IllegalStateException e) {
                  continue; // the other call is under way
                }
                reading.countDown();
              }
            });
    metrics.start();
    try {
      reading.await();
      for (int i = 0; i < 200; i++) {
        AveragedWeights averaged = useAverages(trainer);
        averaged.close();
        assertThat(w).containsExactly(trained);
      }
    } finally {
      done.set(true);
      metrics.join();
    }
    trainer.step();
  }

  /** Another thread may be reading an average. */
  private static AveragedWeights useAverages(Trainer trainer) {
    while (true) {
      try {
        return trainer.useAverages();
      } catch (IllegalStateException e) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void restoringEndsTheUseOfAverages() {
    Trainer trainer =
        Trainer.builder(Sgd.of(0.5)).parameters(parameter).average(WeightAverage.equal()).build();
    trainer.step();
    Checkpoint saved = trainer.checkpoint();
    trainer.step();
    AveragedWeights averaged = trainer.useAverages();
    trainer.restore(saved);
    float[] restored = w.clone();
    averaged.close();
    assertThat(w).containsExactly(restored).containsExactly(0.5f, 2.5f);
    trainer.step();
    assertThat(w).containsExactly(0, 3);
  }

  @Test
  void averagesThatHaveNotBegunAreThePresentWeights() {
    Trainer trainer =
        Trainer.builder(Sgd.of(0.5))
            .parameters(parameter)
            .average(WeightAverage.equal().startingAt(3))
            .build();
    trainer.step();
    assertThat(((FloatTensor) trainer.average("w")).toArray()).containsExactly(0.5f, 2.5f);
    try (AveragedWeights averaged = trainer.useAverages()) {
      assertThat(averaged).hasToString("averages in use");
      assertThat(w).containsExactly(0.5f, 2.5f);
    }
    assertThat(w).containsExactly(0.5f, 2.5f);
  }

  @Test
  void theAverageOfARuleIsPutInPlace() {
    Trainer trainer = Trainer.of(Asgd.of(0.5).withLambda(0).withAveragingStart(0), parameter);
    trainer.step();
    trainer.step();
    trainer.step();
    float[] trained = w.clone();
    float[] average = ((FloatTensor) trainer.checkpoint().tensor("w/averaged_weight")).toArray();
    assertThat(average).isNotEqualTo(trained);
    try (AveragedWeights averaged = trainer.useAverages()) {
      assertThat(averaged).hasToString("averages in use");
      assertThat(w).containsExactly(average);
    }
    assertThat(w).containsExactly(trained);
  }

  @Test
  void aCallThatEndedInAStackOverflowIsOver() {
    boolean[] overflows = {true};
    Schedule deep = step -> overflows[0] ? recurse(0) : 0.5;
    Trainer trainer = Trainer.of(Sgd.of(deep), parameter);
    try {
      trainer.step();
    } catch (StackOverflowError e) {
      overflows[0] = false;
    }
    assertThat(overflows[0]).isFalse();
    trainer.step();
    assertThat(w).containsExactly(0.5f, 2.5f);
  }

  private static double recurse(double depth) {
    return depth < 0 ? 0 : 1 + recurse(depth + 1);
  }

  @Test
  void aRefusedStepLeavesTheReportAsItWas() {
    Schedule rate = step -> step == 1 ? 0.5 : step == 2 ? 0.25 : Double.NaN;
    Trainer trainer = Trainer.of(Sgd.of(rate), parameter);
    StepReport report = trainer.step();
    trainer.step();
    assertThat(report.learningRate()).isEqualTo(0.25);
    assertThatIllegalStateException().isThrownBy(trainer::step);
    assertThat(report).hasToString("step 2, learning rate 0.25");
    assertThat(trainer.learningRate()).isEqualTo(0.25);
  }

  @Test
  void factorsWhoseProductIsInfiniteAreRefused() {
    Trainer trainer =
        Trainer.builder(Sgd.of(1))
            .parameters(Parameter.of("d", new double[] {1}, new double[] {2}))
            .transform(new ScaleGradients(1e300))
            .transform(new ScaleGradients(1e300))
            .transform(ClipByNorm.global(1))
            .skipNonFinite()
            .build();
    assertThatIllegalStateException()
        .isThrownBy(trainer::step)
        .withMessageContaining("must be finite, but the transforms before it made it Infinity");
    assertThat(trainer.stepCount()).isZero();
  }

  @Test
  void aGroupThatACheckpointDoesNotKnowStaysFrozen() {
    Trainer without = Trainer.of(Sgd.of(0.5), parameter);
    without.step();
    Checkpoint saved = without.checkpoint();
    Trainer frozen =
        Trainer.builder(Sgd.of(0.5))
            .parameters(Parameter.of("w", w, g))
            .groups(Group.matching("w").frozen())
            .build();
    frozen.restore(saved, Difference.values());
    float[] before = w.clone();
    frozen.step();
    assertThat(w).containsExactly(before);
  }

  @Test
  void statesOfDifferentAgeGoOnInOneGroup() {
    float[] u = {1};
    float[] v = {1};
    float[] gu = {1};
    float[] gv = {1};
    Group late = Group.matching("v").frozen();
    Trainer two =
        Trainer.builder(Adam.of(0.1))
            .parameters(Parameter.of("u", u, gu), Parameter.of("v", v, gv))
            .groups(late)
            .build();
    for (int i = 0; i < 5; i++) {
      two.step();
    }
    two.thaw(late);
    Checkpoint saved = two.checkpoint();
    two.step();
    float[] expected = {u[0], v[0]};
    Trainer one = Trainer.of(Adam.of(0.1), Parameter.of("u", u, gu), Parameter.of("v", v, gv));
    one.restore(saved, Difference.values());
    one.step();
    assertThat(new float[] {u[0], v[0]}).containsExactly(expected);
    assertThatIllegalArgumentException().isThrownBy(() -> one.parameter("x"));
  }

  @Test
  void aChangeBelowTheWeightsLastPlaceIsThere() {
    float[] weight = {1};
    float[] gradient = {1e-9f};
    Trainer trainer =
        Trainer.builder(Sgd.of(1))
            .parameters(Parameter.of("w", weight, gradient))
            .changesInGradients()
            .build();
    trainer.step();
    assertThat(gradient).containsExactly(-1e-9f);
  }

  /** d(n) = min(0.9, (1 + n) / (10 + n)): 3/12 for the second weights, 4/13 for the third. */
  @Test
  void theDecayOfAnAverageCanFollowASchedule() {
    double[] weight = {0};
    Schedule decay = Schedule.named("ema", n -> Math.min(0.9, (1.0 + n) / (10 + n)));
    Trainer trainer =
        Trainer.builder(Sgd.of(1))
            .parameters(Parameter.of("d", weight, new double[] {-1}))
            .average(WeightAverage.exponential(decay))
            .build();
    double average = 0;
    for (int n = 1; n <= 30; n++) {
      trainer.step();
      double d = Math.min(0.9, (1.0 + n) / (10 + n));
      average = n == 1 ? 1 : d * average + (1 - d) * n;
    }
    assertThat(((DoubleTensor) trainer.average("d")).get(0)).isCloseTo(average, within(1e-12));
    assertThat(WeightAverage.exponential(Schedule.constant(0.9)))
        .isEqualTo(WeightAverage.exponential(0.9))
        .hasToString("WeightAverage.exponential(0.9)");
    Trainer wrong =
        Trainer.builder(Sgd.of(1))
            .parameters(parameter)
            .average(WeightAverage.exponential(n -> 1))
            .build();
    wrong.step();
    assertThatIllegalStateException()
        .isThrownBy(wrong::step)
        .withMessage("the decay of the average must be in [0, 1), but was 1.0 after 2 steps");
    assertThat(wrong.stepCount()).isEqualTo(1);
  }
}
