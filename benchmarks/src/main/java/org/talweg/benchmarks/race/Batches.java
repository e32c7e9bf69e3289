// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.util.Random;
import org.talweg.benchmarks.race.network.Examples;

/**
 * Batches of a set in random order, shuffled anew each epoch; what doesn't fill a batch is left.
 */
final class Batches {
  private final Examples examples;
  private final int batch;
  private final Random random;
  private final int[] order;
  private int next;

  Batches(Examples examples, int batch, Random random) {
    this.examples = examples;
    this.batch = batch;
    this.random = random;
    order = new int[examples.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    next = order.length;
  }

  /** Copies the next batch. */
  void next(float[] rows, byte[] labels) {
    int from = advance();
    for (int i = 0; i < batch; i++) {
      int example = order[from + i];
      examples.copy(example, rows, i * examples.width());
      labels[i] = examples.labels()[example];
    }
  }

  /** Leaves out some batches. */
  void skip(int batches) {
    for (int i = 0; i < batches; i++) {
      advance();
    }
  }

  /** Where the next batch begins. */
  private int advance() {
    if (next + batch > order.length) {
      shuffle();
      next = 0;
    }
    next += batch;
    return next - batch;
  }

  private void shuffle() {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int held = order[i];
      order[i] = order[other];
      order[other] = held;
    }
  }
}
