package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.talweg.optimizer.ElementwiseOptimizer;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Sgd;
import org.talweg.optimizer.Slot;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;

class WorkersTest {
  private static final int LARGE = 200_000;

  private static final class Counting implements Phase {
    final AtomicIntegerArray runs;
    final AtomicInteger active = new AtomicInteger();

    Counting(int tasks) {
      runs = new AtomicIntegerArray(tasks);
    }

    @Override
    public int tasks() {
      return runs.length();
    }

    @Override
    public void run(int task, SumOfSquares sum) {
      active.incrementAndGet();
      runs.incrementAndGet(task);
      active.decrementAndGet();
    }
  }

  @Test
  void everyTaskOfEveryPhaseRunsExactlyOnceAndNoneAfterThePhase() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(3);
    Workers workers = new Workers(executor, 4);
    for (int round = 0; round < 20_000; round++) {
      Counting phase = new Counting(round % 37);
      workers.call();
      workers.run(phase);
      assertThat(phase.active.get()).isZero();
      for (int task = 0; task < phase.tasks(); task++) {
        assertThat(phase.runs.get(task)).as("round %d, task %d", round, task).isEqualTo(1);
      }
    }
    executor.shutdown();
    assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).as("helpers leave").isTrue();
  }

  @Test
  void anExecutorThatNeverRunsAnythingCostsSpeedOnly() {
    List<Runnable> never = Collections.synchronizedList(new ArrayList<>());
    Workers workers = new Workers(never::add, 3);
    Counting phase = new Counting(100);
    workers.call();
    workers.run(phase);
    for (int task = 0; task < 100; task++) {
      assertThat(phase.runs.get(task)).isEqualTo(1);
    }
    assertThat(never).hasSize(2);
    never.forEach(Runnable::run);
    assertThat(phase.runs.get(0)).isEqualTo(1);
  }

  @Test
  void anExecutorThatRefusesLeavesTheStepUndone() {
    ExecutorService closed = Executors.newSingleThreadExecutor();
    closed.shutdown();
    float[] w = new float[LARGE];
    Parameter parameter = Parameter.of("w", FloatTensor.wrap(w, LARGE));
    Trainer trainer =
        Trainer.builder(Momentum.of(1)).parameters(parameter).executor(closed, 2).build();
    assertThatThrownBy(trainer::step).isInstanceOf(RejectedExecutionException.class);
    assertThat(trainer.stepCount()).isZero();
    assertThatThrownBy(trainer::step).isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void aRuleThatThrowsSurfacesOnceWithItsParameterAndBlocksFurtherSteps() throws Exception {
    ExecutorService executor = Executors.newFixedThreadPool(2);
    for (int threads : new int[] {1, 3}) {
      Failing rule = new Failing();
      Parameter fine = Parameter.of("fine", FloatTensor.zeros(LARGE));
      Parameter broken = Parameter.of("broken", FloatTensor.zeros(LARGE / 2));
      Trainer trainer =
          Trainer.builder(rule).parameters(fine, broken).executor(executor, threads).build();
      assertThatThrownBy(trainer::step)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Failing failed on parameter \"broken\" FLOAT32 [100000]:"
                  + " java.lang.ArithmeticException: no")
          .hasCauseInstanceOf(ArithmeticException.class);
      assertThat(rule.active.get()).as("workers at work").isZero();
      assertThatThrownBy(trainer::step)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("step 1 failed half way");
      assertThatThrownBy(trainer::checkpoint).isInstanceOf(IllegalStateException.class);
      trainer.restore(Trainer.of(Sgd.of(1), fine, broken).checkpoint());
      rule.healed = true;
      trainer.step();
    }
    executor.shutdown();
    assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private static final class Failing implements ElementwiseOptimizer {
    final AtomicInteger active = new AtomicInteger();
    volatile boolean healed;

    @Override
    public Schedule learningRate() {
      return Schedule.constant(1);
    }

    @Override
    public List<Slot> slots() {
      return List.of();
    }

    @Override
    public int coefficientCount() {
      return 0;
    }

    @Override
    public void coefficients(long step, double learningRate, double[] c) {}

    @Override
    public void update(double[] c, float[] w, float[] g, float[][] slots, int from, int to) {
      active.incrementAndGet();
      try {
        if (!healed && w.length == LARGE / 2 && from > LARGE / 4) {
          throw new ArithmeticException("no");
        }
      } finally {
        active.decrementAndGet();
      }
    }

    @Override
    public void update(double[] c, double[] w, double[] g, double[][] slots, int from, int to) {}

    @Override
    public String toString() {
      return "Failing";
    }
  }
}
