// SPDX-License-Identifier: Apache-2.0
package org.talweg.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkersFailureTest {
  private final InsistentExecutor pool = new InsistentExecutor();
  private final Workers<RecordingPhase.Context> workers =
      new Workers<>(pool, 2, RecordingPhase.Context::new, System::nanoTime);
  private final Thread caller = Thread.currentThread();

  @AfterEach
  void helpersLeave() throws InterruptedException {
    pool.close();
  }

  /** One whose text can't be had; an assertion that fails must not try to print it. */
  private static final class Mute extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no message");
    }

    @Override
    public String toString() {
      throw new IllegalStateException("no text");
    }
  }

  private static List<Runnable> failures() {
    return Stream.<Throwable>of(
            new ArithmeticException("unchecked"),
            new Exception("checked"),
            new InterruptedException("checked, about interrupts"),
            new AssertionError("error"),
            new OutOfMemoryError("error of the virtual machine"),
            new Mute())
        .<Runnable>map(e -> () -> WorkersFailureTest.<RuntimeException>sneak(e))
        .collect(
            () -> new ArrayList<>(List.<Runnable>of(WorkersFailureTest::overflow)),
            List::add,
            List::addAll);
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable e) throws T {
    throw (T) e;
  }

  @SuppressWarnings("InfiniteRecursion")
  private static void overflow() {
    overflow();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureOfTheCallersIsThrownWhenTheHelperIsDone(Runnable failure) {
    assertFailsWhole(failure, true);
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureOfTheHelpersIsThrownToTheCaller(Runnable failure) {
    assertFailsWhole(failure, false);
  }

  private void assertFailsWhole(Runnable failure, boolean inCaller) {
    AtomicInteger arrived = new AtomicInteger();
    AtomicReference<Throwable> raised = new AtomicReference<>();
    RecordingPhase phase =
        new RecordingPhase(
            100,
            i -> {
              arrived.incrementAndGet();
              RecordingPhase.await(() -> arrived.get() >= 2, "two tasks under way");
              if ((Thread.currentThread() == caller) == inCaller) {
                raised.set(catchThrowable(failure::run));
                WorkersFailureTest.<RuntimeException>sneak(raised.get());
              } else if (inCaller) {
                RecordingPhase.await(
                    () -> caller.getState() == Thread.State.TIMED_WAITING, "the caller waits");
              } else {
                RecordingPhase.await(() -> raised.get() != null, "the helper fails");
              }
            });
    workers.call();
    Throwable thrown = catchThrowable(() -> workers.run(phase));
    phase.assertEachRanAtMostOnce("failed");
    assertThat(thrown == raised.get()).as("thrown as it was").isTrue();
    assertThat(thrown.getSuppressed()).isEmpty();
    assertNextPhaseSucceeds();
  }

  private void assertNextPhaseSucceeds() {
    RecordingPhase next = new RecordingPhase(50);
    workers.call();
    workers.run(next);
    next.assertEachRanOnce("after a failure");
  }

  @Test
  void theTasksNotYetTakenAreSkipped() {
    Workers<RecordingPhase.Context> alone =
        new Workers<>(dropped -> {}, 3, RecordingPhase.Context::new, System::nanoTime);
    RecordingPhase phase =
        new RecordingPhase(
            1_000,
            i -> {
              throw new ArithmeticException("task " + i);
            });
    Throwable thrown = catchThrowable(() -> alone.run(phase));
    assertThat(thrown).isInstanceOf(ArithmeticException.class).hasMessage("task 0");
    assertThat(phase.total()).isEqualTo(1);
  }

  @Test
  void aLaterFailureIsSuppressedInTheFirst() {
    ArithmeticException one = new ArithmeticException("one");
    Throwable thrown = failTwice(one, new Exception("two"));
    Throwable other = thrown == one ? thrown.getSuppressed()[0] : one;
    assertThat(thrown.getSuppressed()).containsExactly(other);
    assertThat(List.of(thrown, other)).extracting(Throwable::getMessage).contains("one", "two");
  }

  @Test
  void oneExceptionThrownTwiceIsNotSuppressedInItself() {
    ArithmeticException same = new ArithmeticException("same");
    assertThat(failTwice(same, same)).isSameAs(same);
    assertThat(same.getSuppressed()).isEmpty();
  }

  private Throwable failTwice(Throwable ofTheCaller, Throwable ofTheHelper) {
    AtomicInteger arrived = new AtomicInteger();
    RecordingPhase phase =
        new RecordingPhase(
            10,
            i -> {
              arrived.incrementAndGet();
              RecordingPhase.await(() -> arrived.get() >= 2, "two tasks under way");
              WorkersFailureTest.<RuntimeException>sneak(
                  Thread.currentThread() == caller ? ofTheCaller : ofTheHelper);
            });
    workers.call();
    Throwable thrown = catchThrowable(() -> workers.run(phase));
    phase.assertEachRanAtMostOnce("failed twice");
    assertThat(phase.total()).isEqualTo(2);
    assertNextPhaseSucceeds();
    return thrown;
  }

  private static List<IntConsumer> tasks() {
    return List.of(task -> spin(), task -> overflow());
  }

  /**
   * A phase near the end of the stack fails, at whatever depth, or runs, but never leaves a task
   * under way; nor if its tasks overflow the stack.
   */
  @ParameterizedTest
  @MethodSource("tasks")
  void aStackNearlyUsedUpLeavesNoTaskUnderWay(IntConsumer task) throws InterruptedException {
    workers.call();
    for (int padding = 0; padding < 30; padding++) {
      Dive dive = new Dive(padding, task);
      Thread shallow = new Thread(null, dive, "shallow", 1 << 18);
      shallow.start();
      shallow.join();
      String when = "near the end of the stack, padding " + padding;
      for (RecordingPhase phase : dive.tried()) {
        assertThat(phase.over).as("the phase has ended, %s", when).isTrue();
        phase.assertEachRanAtMostOnce(when);
      }
      assertThat(dive.tried()).as("phases, %s", when).hasSizeGreaterThan(Dive.WITH_ROOM);
      assertThat(dive.tried().get(0).total()).as("tasks without room, %s", when).isZero();
      workers.call();
      RecordingPhase next = new RecordingPhase(16);
      workers.run(next);
      next.assertEachRanOnce("with room again, padding " + padding);
    }
  }

  /**
   * Runs phases from the end of the stack upwards, one at every depth, until some have had room.
   * Between phases it calls nothing but itself: any other call may be the one that has no room.
   */
  private final class Dive implements Runnable {
    static final int WITH_ROOM = 20;

    private final int padding;
    private final RecordingPhase[] phases;
    private int tried;
    private int hadRoom;

    Dive(int padding, IntConsumer task) {
      this.padding = padding;
      phases =
          Stream.generate(() -> new RecordingPhase(16, task))
              .limit(1_000)
              .toArray(RecordingPhase[]::new);
    }

    List<RecordingPhase> tried() {
      return List.of(phases).subList(0, tried);
    }

    @Override
    public void run() {
      padded(padding);
    }

    /** Frames of another size, so that dives end at other distances from the end of the stack. */
    private long padded(long frames) {
      if (frames > 0) {
        return frames + padded(frames - 1);
      }
      try {
        runAtEveryDepth();
      } catch (StackOverflowError ofATask) {
        // The last phase's.
      }
      return 0;
    }

    @SuppressWarnings("InfiniteRecursion") // the stack ends it
    private void runAtEveryDepth() {
      try {
        runAtEveryDepth();
      } catch (StackOverflowError tooDeep) {
        // Here, or a little higher, a phase begins to have room.
      }
      if (hadRoom < WITH_ROOM && tried < phases.length) {
        RecordingPhase phase = phases[tried++];
        try {
          workers.run(phase);
        } finally {
          phase.over = true;
          hadRoom += phase.begun ? 1 : 0;
        }
      }
    }
  }

  private static void spin() {
    for (int i = 0; i < 200; i++) {
      Thread.onSpinWait();
    }
  }
}
