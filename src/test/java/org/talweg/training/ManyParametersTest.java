// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Sgd;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;

/** A model of a hundred thousand parameters. */
class ManyParametersTest {
  private static final int COUNT = 100_000;

  private static List<Parameter> parameters(int size) {
    List<Parameter> parameters = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      parameters.add(Parameter.of("block." + i + ".weight", new float[size], new float[size]));
    }
    return parameters;
  }

  /** What this thread has worked, whatever else goes on. */
  private static Duration worked() {
    return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
  }

  private static String[] names() {
    return parameters(0).stream().map(Parameter::name).toArray(String[]::new);
  }

  /** Under a second on an idle machine; quadratic code takes more than ten. */
  @Test
  void aTrainerIsBuiltInTimeThatGrowsWithTheirNumber() {
    for (int size : new int[] {0, 100}) {
      List<Parameter> parameters = parameters(size);
      Duration start = worked();
      Trainer trainer =
          Trainer.builder(Adam.of(1))
              .parameters(parameters)
              .groups(Group.named(names()).withRateFactor(0.5))
              .build();
      trainer.step();
      trainer.rebindGradient("block.7.weight", new float[size]);
      assertThat(worked().minus(start))
          .as("%d elements each", size)
          .isLessThan(Duration.ofSeconds(3));
    }
  }

  /** Slices of one array, given from the last to the first. */
  @Test
  void overlapsAreFoundInTimeThatGrowsWithTheirNumber() {
    float[] values = new float[2 * COUNT];
    float[] gradients = new float[2 * COUNT];
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      parameters.add(
          Parameter.of(
              "p" + i,
              FloatTensor.slice(values, 2 * i, 2),
              FloatTensor.slice(gradients, 2 * i, 2)));
    }
    Collections.reverse(parameters);
    Duration start = worked();
    Trainer.of(Sgd.of(1), parameters).step();
    assertThat(worked().minus(start)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void messagesAndTextsAreCut() {
    List<Parameter> parameters = parameters(1);
    Trainer trainer = Trainer.of(Momentum.of(1), parameters);
    Group all = Group.named(names());
    Checkpoint other = Checkpoint.of(0, Map.of(), Map.of("w", FloatTensor.zeros(1)));
    List<ThrowingCallable> calls =
        List.of(
            () -> trainer.parameter("x"),
            () -> trainer.average("x"),
            () -> trainer.rebindGradient("x", new float[1]),
            () -> trainer.freeze(all),
            () -> trainer.restore(other),
            () -> trainer.restore(other, Difference.values()),
            () -> trainer.loadValues(other),
            () -> trainer.checkpoint().tensor("x"),
            () -> build(parameters, Group.matching("x")),
            () -> build(parameters, Group.named("x")),
            () -> build(parameters, all, Group.named(names()).frozen()),
            () -> build(parameters, all, Group.matching("*")),
            () -> build(parameters.subList(0, 5), all));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call).satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2000));
    }
    for (Object shown :
        new Object[] {
          trainer,
          trainer.checkpoint(),
          Trainer.builder(Sgd.of(1)).parameters(parameters).groups(all),
          Trainer.builder(Sgd.of(1)).parameters(parameters).groups(all).build()
        }) {
      assertThat(shown.toString()).hasSizeLessThan(2000);
    }
  }

  private static void build(List<Parameter> parameters, Group... groups) {
    Trainer.builder(Sgd.of(1)).parameters(parameters).groups(groups).build();
  }
}
