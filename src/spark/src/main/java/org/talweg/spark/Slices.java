package org.talweg.spark;

import java.io.Serializable;
import org.talweg.sum.ReproducibleSum;

/**
 * Gradients are cut into slices of neighbouring elements, so that several tasks can sum them. How
 * many there are changes no bit, as each has whole blocks.
 *
 * @param length the number of weights
 * @param blocks of a slice; the last may have fewer
 */
record Slices(int length, int blocks) implements Serializable {
  /** Fewer weights than this are not worth another task. */
  private static final int LEAST = 1 << 16;

  /** With more, a slice could exceed Kryo's largest buffer, 64 MB. */
  private static final int MOST = 1 << 20;

  /** A slice for each core, if they are large enough, or more, if they are too large. */
  static Slices of(int length, int cores) {
    long count = Math.max(1, Math.max(Math.min(cores, length / LEAST), quotient(length, MOST)));
    long blocks = quotient(length, ReproducibleSum.BLOCK);
    return new Slices(length, (int) Math.max(1, quotient(blocks, count)));
  }

  /** Rounded up. */
  private static long quotient(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  int count() {
    return (int) Math.max(1, quotient(length, size()));
  }

  int from(int slice) {
    return (int) Math.min(length, slice * size());
  }

  int to(int slice) {
    return (int) Math.min(length, (slice + 1) * size());
  }

  private long size() {
    return (long) blocks * ReproducibleSum.BLOCK;
  }
}
