package org.talweg.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.talweg.sum.ExactSum;
import org.talweg.sum.ReproducibleSum;

/**
 * The sums of a partition, or of several: gradient, loss and weight, in any order. Between JVMs a
 * slice of the gradient travels with both numbers, as bytes.
 */
final class PartialSum {
  private static final int NONE = Integer.MAX_VALUE;

  private final ReproducibleSum gradient;
  private final ExactSum loss = ExactSum.zero();
  private final ExactSum weight = ExactSum.zero();

  /** The first partition with a loss or gradient that is not finite. */
  private int notFinite = NONE;

  /** Sums of no example. */
  PartialSum(int length) {
    gradient = ReproducibleSum.of(length);
  }

  void add(double exampleLoss, double exampleWeight) {
    loss.add(exampleLoss);
    weight.add(exampleWeight);
  }

  void addGradients(double[]... gradients) {
    gradient.addAll(gradients);
  }

  boolean isEmpty() {
    return gradient.count() == 0;
  }

  /** Notes the partition if its sums are not finite. */
  void endPartition(int partition) {
    notFinite = gradient.isFinite() && Double.isFinite(loss.value()) ? NONE : partition;
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
