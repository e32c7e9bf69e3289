// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.catalogue.Family.Variant;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.gradient.ClipByNorm;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;
import org.talweg.training.WeightAverage;

/** What must hold of every rule when the engine steps it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EngineLaws {
  /** Small ones that are packed, one at the border of a chunk, and enough elements for threads. */
  private static final int[] SIZES = {1, 7, 127, 128, 4097, 0, 40_003, 10};

  /** The rules that the laws are run over. */
  protected abstract Stream<Variant> variants();

  Stream<Arguments> variantsAndTypes() {
    return variants()
        .flatMap(row -> Stream.of(DataType.values()).map(type -> Arguments.of(row, type)));
  }

  private static TrainerBuilder pipeline(Variant row, Model model) {
    TrainerBuilder builder =
        Trainer.builder(row.rule())
            .parameters(model.parameters)
            .transform(ClipByNorm.global(10))
            .weightDecay(WeightDecay.decoupled(0.01));
    return row.averaged(builder, WeightAverage.exponential(0.9));
  }

  @ParameterizedTest
  @MethodSource("variantsAndTypes")
  void threadsAndChunksDoNotChangeABit(Variant row, DataType type) {
    Model alone = new Model(row, type, 11, SIZES);
    Trainer reference = pipeline(row, alone).build();
    alone.run(reference, 35);
    Map<String, String> expected = Model.bits(reference.checkpoint());
    for (int threads = 2; threads <= 4; threads++) {
      Model model = new Model(row, type, 11, SIZES);
      Trainer trainer =
          pipeline(row, model).threads(threads).chunkSize(1024 + 777 * threads).build();
      model.run(trainer, 35);
      assertThat(Model.bits(trainer.checkpoint())).as("%d threads", threads).isEqualTo(expected);
    }
  }

  /** The reference steps each parameter by the rule alone, whole and unpacked. */
  @ParameterizedTest
  @MethodSource("variantsAndTypes")
  void packingSmallParametersDoesNotChangeABit(Variant row, DataType type) {
    Model together =
        new Model(row, type, 13, 3, 50, 127, 1, 600, 90, 100, 120, 110, 125, 126, 127, 5);
    Trainer packed = Trainer.builder(row.rule()).parameters(together.parameters).build();
    List<Trainer> single = new ArrayList<>();
    Model apart = new Model(row, type, 13, 3, 50, 127, 1, 600, 90, 100, 120, 110, 125, 126, 127, 5);
    for (Parameter parameter : apart.parameters) {
      single.add(Trainer.of(row.rule(), parameter));
    }
    for (int step = 1; step <= 10; step++) {
      together.backward(step);
      apart.backward(step);
      packed.step();
      single.forEach(Trainer::step);
    }
    for (int i = 0; i < apart.parameters.size(); i++) {
      assertThat(Model.elements(together.parameters.get(i).value()))
          .containsExactly(Model.elements(apart.parameters.get(i).value()));
    }
  }

  @ParameterizedTest
  @MethodSource("variantsAndTypes")
  void afterRestoringTheNextStepsHaveTheSameBits(Variant row, DataType type) {
    Model model = new Model(row, type, 17, 5, 300, 1);
    Trainer trainer = pipeline(row, model).build();
    model.run(trainer, 7);
    Checkpoint saved = trainer.checkpoint();
    model.run(trainer, 8);
    Map<String, String> expected = Model.bits(trainer.checkpoint());

    Model other = new Model(row, type, 99, 5, 300, 1);
    Trainer restored = pipeline(row, other).build();
    restored.restore(saved);
    for (int i = 0; i < 8; i++) {
      model.backward(restored.stepCount() + 1);
      for (int p = 0; p < 3; p++) {
        copy(Model.gradient(model.parameters.get(p)), Model.gradient(other.parameters.get(p)));
      }
      restored.step();
    }
    assertThat(Model.bits(restored.checkpoint())).isEqualTo(expected);
  }

  private static void copy(Tensor from, Tensor to) {
    double[] elements = Model.elements(from);
    for (int i = 0; i < elements.length; i++) {
      Model.set(to, i, elements[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("variantsAndTypes")
  void l2DecayAndMaximizeEqualChangingTheGradientByHand(Variant row, DataType type) {
    Model byEngine = new Model(row, type, 19, 40, 5000);
    Model byHand = new Model(row, type, 19, 40, 5000);
    Trainer engine =
        Trainer.builder(row.rule())
            .parameters(byEngine.parameters)
            .weightDecay(WeightDecay.l2(0.125))
            .maximize()
            .build();
    Trainer plain =
        Trainer.builder(row.rule())
            .parameters(byHand.parameters)
            .weightDecay(WeightDecay.NONE)
            .build();
    for (int step = 1; step <= 10; step++) {
      byEngine.backward(step);
      byHand.backward(step);
      for (Parameter p : byHand.parameters) {
        double[] g = Model.elements(Model.gradient(p));
        double[] w = Model.elements(p.value());
        for (int i = 0; i < g.length; i++) {
          // 0.125·w is exact, so one rounding to float is the sum's own.
          Model.set(Model.gradient(p), i, 0.125 * w[i] - g[i]);
        }
      }
      double[] untouched = Model.elements(Model.gradient(byEngine.parameters.get(1)));
      engine.step();
      plain.step();
      if (row.rule().rule().gradientFactor().isPresent()) {
        return; // the rule tells the decay from the gradient
      }
      assertThat(Model.elements(Model.gradient(byEngine.parameters.get(1))))
          .as("the caller's gradient")
          .containsExactly(untouched);
    }
    for (int p = 0; p < 2; p++) {
      assertThat(Model.elements(byEngine.parameters.get(p).value()))
          .containsExactly(Model.elements(byHand.parameters.get(p).value()));
    }
  }

  @ParameterizedTest
  @MethodSource("variantsAndTypes")
  void aStepAllocatesNothing(Variant row, DataType type) {
    Model model = new Model(row, type, 23, 10, 100, 10_000);
    Trainer trainer = pipeline(row, model).zeroGradientsAfterStep().build();
    model.run(trainer, 40);
    trainer.step(); // the first one on gradients of zero, whose norm needs a second look
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 200; i++) {
      trainer.step();
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    // Any allocation by the step would be at least 200 · 16 bytes.
    assertThat(allocated).isLessThan(200L * 16);
  }
}
