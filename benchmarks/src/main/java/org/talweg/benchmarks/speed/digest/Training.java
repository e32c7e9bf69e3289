package org.talweg.benchmarks.speed.digest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.gradient.ClipByGlobalNorm;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;
import org.talweg.training.WeightAverage;

/**
 * A run of one trainer over several parameters of odd sizes. Everything is computed from the
 * numbers of the steps and elements: a run needs no data and no random generator of a JDK.
 */
final class Training {
  private static final float[] TABLE = table(1 << 18);

  private final Trainer trainer;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Tensor> gradients = new ArrayList<>();
  private final boolean averaged;

  /**
   * A run to come.
   *
   * @param pipeline whether to clip, average and zero beside the rule
   * @param threads the number of threads
   * @param chunk the chunk size, or 0 for the trainer's own
   */
  Training(Rule rule, boolean pipeline, DataType type, int[] sizes, int threads, int chunk) {
    for (int size : sizes) {
      Tensor value = type == DataType.FLOAT32 ? FloatTensor.zeros(size) : DoubleTensor.zeros(size);
      Tensor gradient = value.copy();
      write(value, 7 + parameters.size());
      gradients.add(gradient);
      parameters.add(Parameter.of("p" + parameters.size(), value, gradient));
    }
    TrainerBuilder builder = Trainer.builder(rule.optimizer()).parameters(parameters);
    if (pipeline) {
      builder
          .transform(ClipByGlobalNorm.of(1))
          .average(WeightAverage.exponential(0.999))
          .zeroGradientsAfterStep();
    }
    if (threads != 1) {
      builder.threads(threads);
    }
    if (chunk != 0) {
      builder.chunkSize(chunk);
    }
    averaged = pipeline;
    trainer = builder.build();
  }

  /** Steps; from step 51 on, a stretch of each gradient stays zero and its state decays. */
  void run(int steps) {
    for (int step = 1; step <= steps; step++) {
      for (int k = 0; k < gradients.size(); k++) {
        Tensor gradient = gradients.get(k);
        write(gradient, 1013 * step + 31 * k);
        if (step > 50) {
          clear(gradient, gradient.size() / 3, gradient.size() / 2);
        }
      }
      trainer.step();
    }
  }

  /** Digests parameters, state and averages into what was digested before. */
  void digestInto(BitDigest digest) {
    var checkpoint = trainer.checkpoint();
    checkpoint.names().stream().sorted().forEach(name -> digest.add(checkpoint.tensor(name)));
    for (Parameter parameter : parameters) {
      digest.add(parameter.value());
      if (averaged) {
        digest.add(trainer.average(parameter.name()));
      }
    }
  }

  /** Numbers of both signs and of many sizes, 1e-9 to 1e3, every 97th zero. */
  private static float[] table(int size) {
    float[] table = new float[size];
    for (int i = 0; i < size; i++) {
      long bits = (i + 1) * 0x9e3779b97f4a7c15L;
      bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
      bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
      bits ^= bits >>> 31;
      float value = (bits >> 40) * 0x1p-23f;
      float scale = i % 11 == 0 ? 1e-9f : i % 13 == 0 ? 1e3f : 1;
      table[i] = i % 97 == 0 ? 0 : value * scale;
    }
    return table;
  }

  /** Writes the table's numbers from an offset that wraps around. */
  private static void write(Tensor tensor, int offset) {
    int from = offset % (TABLE.length - tensor.size());
    if (tensor instanceof FloatTensor floats) {
      System.arraycopy(TABLE, from, floats.array(), 0, floats.size());
    } else if (tensor instanceof DoubleTensor doubles) {
      double[] array = doubles.array();
      for (int i = 0; i < array.length; i++) {
        array[i] = TABLE[from + i];
      }
    }
  }

  private static void clear(Tensor tensor, int from, int to) {
    if (tensor instanceof FloatTensor floats) {
      Arrays.fill(floats.array(), from, to, 0);
    } else if (tensor instanceof DoubleTensor doubles) {
      Arrays.fill(doubles.array(), from, to, 0);
    }
  }
}
