// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;

/** Whatever a rule throws, and in whatever thread. */
class FailureTest {
  private static final int SIZE = 60_000;

  private final ExecutorService helpers = Executors.newFixedThreadPool(1);
  private final float[] weights = new float[SIZE];
  private final float[] gradient = new float[SIZE];
  private final Parameter good = Parameter.of("good", FloatTensor.zeros(SIZE));
  private final Parameter bad = Parameter.of("bad", weights, gradient);

  @AfterEach
  void shutDown() {
    helpers.shutdown();
  }

  /** Throws where a gradient is NaN. */
  private static final class Fragile extends AbstractOptimizer<Fragile> {
    private final Supplier<Throwable> failure;

    private enum Step {
      RATE
    }

    Fragile(Supplier<Throwable> failure) {
      super(Hyperparameters.declare().with(Hyperparameter.LEARNING_RATE, 1));
      this.failure = failure;
    }

    @Override
    protected Fragile with(Hyperparameters changed) {
      return new Fragile(failure);
    }

    @Override
    public Rule rule() {
      return Rule.of(Step.values(), s -> s.set(Step.RATE, s.learningRate()), this::step, c -> {});
    }

    private void step(FloatChunk c) {
      for (int i = c.from(); i < c.to(); i++) {
        if (Float.isNaN(c.gradient()[i])) {
          FailureTest.<RuntimeException>throwAsItIs(failure.get());
        }
        c.value()[i] -= c.number(Step.RATE) * c.gradient()[i];
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void throwAsItIs(Throwable thrown) throws T {
    throw (T) thrown;
  }

  /** Can't say what it is. */
  private static final class Speechless extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new StackOverflowError();
    }
  }

  static Stream<Supplier<Throwable>> failures() {
    return Stream.of(
        () -> new IOException("undeclared"),
        () -> new IllegalStateException("checked"),
        () -> new OutOfMemoryError("not really"),
        () -> new StackOverflowError("nor this"),
        () -> new InterruptedException("stop"),
        Speechless::new);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void inTheCallersThread(Supplier<Throwable> failure) {
    check(Trainer.builder(new Fragile(failure)).parameters(good, bad), 5, failure);
  }

  /** Tasks at both ends fail, so that helpers meet failures too, and more than one is thrown. */
  @ParameterizedTest
  @MethodSource("failures")
  void inAnyThread(Supplier<Throwable> failure) {
    for (int i = 0; i < 20; i++) {
      gradient[i * (SIZE / 20)] = Float.NaN;
      check(
          Trainer.builder(new Fragile(failure))
              .parameters(good, bad)
              .executor(helpers, 2)
              .chunkSize(1024),
          SIZE - 1,
          failure);
    }
  }

  private void check(TrainerBuilder builder, int culprit, Supplier<Throwable> failure) {
    Trainer trainer = builder.build();
    trainer.zeroGradients();
    Checkpoint whole = trainer.checkpoint();
    gradient[culprit] = Float.NaN;
    Throwable thrown = catchThrowable(trainer::step);
    assertThat(thrown)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "org.talweg.training.FailureTest$Fragile.of(1) failed on parameter \"bad\" FLOAT32");
    assertThat(thrown.getCause()).hasSameClassAs(failure.get());

    assertThat(trainer.stepCount()).isZero();
    for (Runnable call : List.<Runnable>of(trainer::step, trainer::checkpoint)) {
      assertThatIllegalStateException()
          .isThrownBy(call::run)
          .withMessage(
              "step 1 failed half way, so values and state are mixed: restore a checkpoint, values"
                  + " included, before the next step")
          .withCause(thrown);
    }
    gradient[culprit] = 2;
    trainer.restore(whole);
    assertThat(weights).containsOnly(0);
    trainer.step();
    assertThat(weights[culprit]).isEqualTo(-2);
    assertThat(trainer.stepCount()).isEqualTo(1);
    weights[culprit] = 0;
  }

  /** A schedule that fails does so before anything changes, so the trainer stays whole. */
  @Test
  void aFailureOfAScheduleChangesNothing() {
    boolean[] fails = {true};
    Trainer trainer =
        Trainer.of(
            Sgd.of(
                step -> {
                  if (fails[0]) {
                    throw new StackOverflowError("schedule");
                  }
                  return 1;
                }),
            bad);
    assertThat(catchThrowable(trainer::step)).isInstanceOf(StackOverflowError.class);
    fails[0] = false;
    gradient[0] = 1;
    trainer.step();
    assertThat(weights[0]).isEqualTo(-1);
  }

  @Test
  void anExecutorThatRefusesCostsNothingButSpeed() {
    gradient[0] = 1;
    gradient[SIZE - 1] = 1;
    Trainer trainer =
        Trainer.builder(Sgd.of(1))
            .parameters(bad)
            .executor(
                task -> {
                  throw new RejectedExecutionException("no");
                },
                2)
            .build();
    trainer.step();
    assertThat(weights[0]).isEqualTo(-1);
    assertThat(weights[SIZE - 1]).isEqualTo(-1);
  }

  @Test
  void aCounterAtItsEndIsAnError() {
    Trainer trainer = Trainer.of(Sgd.of(1), bad);
    Checkpoint start = trainer.checkpoint();
    Checkpoint end =
        Checkpoint.of(
            Long.MAX_VALUE, start.metadata(), java.util.Map.of("bad", start.tensor("bad")));
    trainer.restore(end);
    assertThatIllegalStateException()
        .isThrownBy(trainer::step)
        .withMessage("the step counter has reached its largest value, 9223372036854775807");
    assertThat(trainer.checkpoint()).isEqualTo(end);
  }
}
