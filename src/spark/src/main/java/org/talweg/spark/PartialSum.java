package org.talweg.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.talweg.sum.ExactSum;
import org.talweg.sum.ReproducibleSum;

/**
 * The sums of a partition, or of several: gradient, loss and weight, in any order. Between JVMs a
 * slice of the gradient travels with both numbers, as bytes.
 */
final class PartialSum {
  private static final int NONE = Integer.MAX_VALUE;

  /** From this number of weights on, bins are beyond the caches. */
  private static final int LARGE = 1 << 15;

  /** Gradients that are added at once then. */
  private static final int AT_ONCE = 4;

  private final ReproducibleSum gradient;

  /** Gradients that are not yet added; made when needed. */
  private final double[][] waiting;

  private int waitingCount;

  private final ExactSum loss = ExactSum.zero();
  private final ExactSum weight = ExactSum.zero();

  /** The first partition with a loss or gradient that is not finite. */
  private int notFinite = NONE;

  /** Sums of no example. */
  PartialSum(int length) {
    gradient = ReproducibleSum.of(length);
    waiting = new double[length < LARGE ? 1 : AT_ONCE][];
  }

  int length() {
    return gradient.length();
  }

  /** An array of zeros for the gradient of the next example, which {@link #add} adds. */
  double[] nextGradient() {
    double[] next = waiting[waitingCount];
    if (next == null) {
      next = new double[length()];
      waiting[waitingCount] = next;
    } else {
      Arrays.fill(next, 0);
    }
    return next;
  }

  /** Adds an example, with what is in {@link #nextGradient}. */
  void add(double exampleLoss, double exampleWeight) {
    loss.add(exampleLoss);
    weight.add(exampleWeight);
    if (++waitingCount == waiting.length) {
      gradient.addAll(waiting);
      waitingCount = 0;
    }
  }

  /** Notes the partition if its sums are not finite. */
  void endPartition(int partition) {
    gradient.addAll(Arrays.copyOf(waiting, waitingCount));
    waitingCount = 0;
    notFinite = gradient.isFinite() && Double.isFinite(loss.value()) ? NONE : partition;
  }

  boolean isEmpty() {
    return gradient.count() == 0;
  }

  /** Goes back to sums of no example. */
  void clear() {
    gradient.clear();
    loss.clear();
    weight.clear();
    waitingCount = 0;
    notFinite = NONE;
  }

  byte[] bytes() {
    return bytes(0, gradient.length());
  }

  byte[] bytes(int from, int to) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024 + 12 * (to - from));
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(notFinite);
      loss.write(out);
      weight.write(out);
      gradient.write(out, from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is no file
    }
    return bytes.toByteArray();
  }

  void merge(byte[] written) {
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(written));
      notFinite = Math.min(notFinite, in.readInt());
      loss.merge(ExactSum.read(in));
      weight.merge(ExactSum.read(in));
      gradient.mergeWritten(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // there is no file
    }
  }

  /** What they come to, as a slice that begins at an index. */
  SliceTotal total(int from) {
    double[] sums = new double[gradient.length()];
    gradient.result(sums);
    return new SliceTotal(from, sums, loss.value(), weight.value(), notFinite);
  }

  /**
   * What the sums over all partitions come to, for a slice.
   *
   * @param from the first weight
   * @param gradient the sums from there on
   * @param loss the loss of all examples
   * @param weight of all examples
   * @param notFinite the first partition that is not finite
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record SliceTotal(int from, double[] gradient, double loss, double weight, int notFinite)
      implements Serializable {
    boolean isFinite() {
      return notFinite == NONE;
    }

    /** Writes the mean. */
    void mean(double[] into) {
      for (int i = 0; i < gradient.length; i++) {
        into[from + i] = gradient[i] / weight;
      }
    }
  }
}
