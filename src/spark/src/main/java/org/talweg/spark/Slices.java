package org.talweg.spark;

import java.io.Serializable;

/**
 * Gradients are cut into slices of neighbouring elements, each of whole blocks, so that several
 * tasks can sum them. How many there are changes no bit. A slice's bytes stay below half a
 * megabyte: larger arrays have regions of their own in G1's heap.
 *
 * @param length the number of weights
 * @param tasks that sum slices
 */
record Slices(int length, int tasks) implements Serializable {
  /** Weights of a slice: whole blocks. */
  private static final int SIZE = 1 << 15;

  /** Fewer weights than this are not worth another task. */
  private static final int LEAST = 1 << 16;

  /** A task for each core, if there are weights enough. */
  static Slices of(int length, int cores) {
    return new Slices(length, Math.max(1, Math.min(cores, length / LEAST)));
  }

  int count() {
    return Math.max(1, (int) ((length + (long) SIZE - 1) / SIZE));
  }

  int from(int slice) {
    return (int) Math.min(length, (long) slice * SIZE);
  }

  int to(int slice) {
    return (int) Math.min(length, (slice + 1L) * SIZE);
  }
}
