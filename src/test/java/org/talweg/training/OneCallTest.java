// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.gradient.ClipByNorm;
import org.talweg.gradient.NormType;
import org.talweg.optimizer.Sgd;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;

/** A trainer takes one call at a time; another is an error that changes nothing. */
class OneCallTest {
  private final float[] w = {1};
  private final List<String> errors = new ArrayList<>();
  private final Group group = Group.matching("frozen");
  private List<Map.Entry<String, Runnable>> calls = List.of();

  /** Makes every call to a trainer, and notes what they say. */
  private void callAll() {
    for (Map.Entry<String, Runnable> call : calls) {
      try {
        call.getValue().run();
        errors.add(call.getKey() + " was taken");
      } catch (IllegalStateException e) {
        if (!e.getMessage().contains("a trainer takes one call at a time")) {
          errors.add(call.getKey() + ": " + e.getMessage());
        }
      }
    }
  }

  private static Map.Entry<String, Runnable> call(String name, Runnable call) {
    return Map.entry(name, call);
  }

  private Trainer build(TrainerBuilder builder) {
    Trainer trainer =
        builder
            .parameters(
                Parameter.of("w", w, new float[] {1}), Parameter.of("frozen", FloatTensor.zeros(1)))
            .groups(group)
            .average(WeightAverage.equal())
            .build();
    Checkpoint start = trainer.checkpoint();
    calls =
        List.of(
            call("step", trainer::step),
            call("restore", () -> trainer.restore(start)),
            call("loadValues", () -> trainer.loadValues(start)),
            call("loadConvertedValues", () -> trainer.loadConvertedValues(start)),
            call("checkpoint", trainer::checkpoint),
            call("useAverages", trainer::useAverages),
            call("average", () -> trainer.average("w")),
            call("zeroGradients", trainer::zeroGradients),
            call("freeze", () -> trainer.freeze(group)),
            call("thaw", () -> trainer.thaw(group)),
            call("setRateFactor", () -> trainer.setRateFactor(2)),
            call("setLearningRate", () -> trainer.setLearningRate(2)),
            call("followSchedule", trainer::followSchedule),
            call("observe", () -> trainer.observe(1)),
            call("explain", trainer::explain),
            call("stepOnly", () -> trainer.stepOnly(List.of("w"))),
            call("stepWeighted", () -> trainer.stepWeighted(1)),
            call("flush", trainer::flush),
            call("begin", () -> trainer.begin().close()),
            call("gradientNorm", () -> trainer.gradientNorm(NormType.SUM)),
            call("rebindGradient", () -> trainer.rebindGradient("w", new float[1])));
    return trainer;
  }

  /** Those that only read what no step writes may come at any time. */
  @Test
  void allCallsAreHere() {
    build(Trainer.builder(Sgd.of(1)));
    Set<String> names =
        new TreeSet<>(
            Set.of(
                "stepCount",
                "hasAverages",
                "skippedSteps",
                "lossScale",
                "learningRate",
                "parameters",
                "parameter",
                "toString"));
    calls.forEach(call -> names.add(call.getKey()));
    assertThat(names)
        .containsAll(
            Arrays.stream(Trainer.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .toList());
  }

  @Test
  void callsFromASchedule() {
    Trainer trainer =
        build(
            Trainer.builder(
                Sgd.of(
                    step -> {
                      callAll();
                      return 0.5;
                    })));
    trainer.step();
    assertThat(errors).isEmpty();
    assertThat(w).containsExactly(0.5f);
    assertThat(trainer.stepCount()).isEqualTo(1);
  }

  @Test
  void callsFromATransform() {
    Trainer trainer =
        build(
            Trainer.builder(Sgd.of(0.5))
                .transform(
                    ClipByNorm.global(
                        step -> {
                          callAll();
                          return 100;
                        })));
    trainer.step();
    assertThat(errors).isEmpty();
    assertThat(w).containsExactly(0.5f);
  }

  /** One that drops what it is given. */
  @Test
  void callsFromAnExecutor() {
    float[] large = new float[40_000];
    Trainer trainer =
        build(
            Trainer.builder(Sgd.of(0.5))
                .parameters(Parameter.of("large", large, new float[40_000]))
                .executor(task -> callAll(), 2));
    trainer.step();
    assertThat(errors).isEmpty();
    assertThat(w).containsExactly(0.5f);
  }

  @Test
  void callsFromASecondThread() throws InterruptedException, ExecutionException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Trainer trainer =
        build(
            Trainer.builder(
                Sgd.of(
                    step -> {
                      inside.countDown();
                      try {
                        done.await();
                      } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                      }
                      return 0.5;
                    })));
    ExecutorService second = Executors.newSingleThreadExecutor();
    try {
      Future<StepReport> step = second.submit(trainer::step);
      inside.await();
      callAll();
      done.countDown();
      assertThat(step.get().step()).isEqualTo(1);
    } finally {
      done.countDown();
      second.shutdown();
    }
    assertThat(errors).isEmpty();
    assertThat(w).containsExactly(0.5f);
    trainer.step();
  }

  @Test
  void averagesThatAreInUseCanNotBePutBackMeanwhile() {
    AveragedWeights[] held = new AveragedWeights[1];
    Trainer trainer = build(Trainer.builder(Sgd.of(0.5)));
    trainer.step();
    held[0] = trainer.useAverages();
    assertThatIllegalStateException().isThrownBy(trainer::step);
    held[0].close();
    trainer.step();
    assertThat(w).containsExactly(0);
  }
}
