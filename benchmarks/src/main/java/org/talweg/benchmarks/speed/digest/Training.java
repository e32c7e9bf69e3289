// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.digest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.talweg.benchmarks.speed.Workload;
import org.talweg.laws.Saved;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;
import org.talweg.training.Trainer;

/**
 * A run of one trainer over several parameters of odd sizes. Everything is computed from the
 * numbers of the steps and elements: a run needs no data and no random generator of a JDK.
 */
final class Training {
  private static final int LIVE_STEPS = 30;
  private static final float[] TABLE = table(1 << 17);
  private static final double[] WIDE_TABLE =
      IntStream.range(0, TABLE.length).mapToDouble(i -> TABLE[i]).toArray();

  private final Trainer trainer;
  private final List<Tensor> gradients = new ArrayList<>();

  /** A run to come. */
  Training(Workload workload) {
    List<Parameter> parameters = workload.parameters();
    for (int k = 0; k < parameters.size(); k++) {
      write(parameters.get(k).value(), 7 + k);
      gradients.add(parameters.get(k).gradient().tensor());
    }
    trainer = workload.trainer(parameters);
  }

  /** Steps; later on, a stretch of each gradient stays zero and its state decays. */
  void run(int steps) {
    for (int step = 1; step <= steps; step++) {
      for (int k = 0; k < gradients.size(); k++) {
        Tensor gradient = gradients.get(k);
        write(gradient, 1013 * step + 31 * k);
        if (step > LIVE_STEPS) {
          clear(gradient, gradient.size() / 3, gradient.size() / 2);
        }
      }
      trainer.step();
    }
  }

  /** Digests parameters, state and averages into what was digested before. */
  void digestInto(BitDigest digest) {
    Saved.tensors(trainer.checkpoint()).values().forEach(digest::add);
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
      floats.write(0, TABLE, from, floats.size());
    } else if (tensor instanceof DoubleTensor doubles) {
      doubles.write(0, WIDE_TABLE, from, doubles.size());
    }
  }

  private static void clear(Tensor tensor, int from, int to) {
    if (tensor instanceof FloatTensor floats) {
      floats.write(from, new float[to - from], 0, to - from);
    } else if (tensor instanceof DoubleTensor doubles) {
      doubles.write(from, new double[to - from], 0, to - from);
    }
  }
}
