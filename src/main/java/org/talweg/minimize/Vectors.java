// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import java.util.concurrent.ForkJoinPool;
import org.talweg.worker.Phase;
import org.talweg.worker.Workers;

/**
 * Arithmetic on vectors of one length, long ones by several threads. A sum is made of sums over
 * blocks at fixed places, added in their order, so that it has the same bits for any number of
 * threads.
 */
final class Vectors implements Phase<Object> {
  private static final int BLOCK = 4096;
  private static final int BLOCKS_PER_TASK = 8;

  /** Below, sharing the work out takes longer than it saves. */
  private static final int SHORT = 1 << 15;

  private static final double[] NONE = new double[0];

  private enum Operation {
    DOT,
    COMBINE,
    COMBINE_AND_DOT,
    COMBINE_SCALE_AND_DOT,
    LARGEST,
    LARGEST_AND_DOT,
    DIFFERENCES,
    SQUARES_TIMES,
    SQUARES_OVER,
    DIVIDE_AND_DOT,
    UPDATE_DIAGONAL
  }

  private final int size;
  private final double[][] sums; // of blocks; up to three by one operation
  private final Workers<Object> workers;
  private final boolean isShared;
  private Operation operation = Operation.DOT;
  private double a;
  private double b;
  private double c;
  private double d;
  private double[] x = NONE;
  private double[] y = NONE;
  private double[] out = NONE;
  private double[] with = NONE;
  private double[] more = NONE;
  private double[] out2 = NONE;

  Vectors(int size, int threads) {
    this.size = size;
    this.sums = new double[3][(int) (((long) size + BLOCK - 1) / BLOCK)];
    this.isShared = threads > 1 && size >= SHORT;
    this.workers =
        Workers.of(ForkJoinPool.commonPool(), isShared ? threads : 1, tasks(), () -> NONE);
  }

  int size() {
    return size;
  }

  /** Σ xᵢ·yᵢ. */
  double dot(double[] left, double[] right) {
    return sum(Operation.DOT, left, right);
  }

  /** max |xᵢ|, NaN if an element is. */
  double largest(double[] vector) {
    operation = Operation.LARGEST;
    x = vector;
    run();
    return largestOf(sums[0]);
  }

  private static double largestOf(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  /** Σ xᵢ·yᵢ, and puts max |xᵢ| into a place's norm. */
  double dotAndNorm(Place place, double[] right) {
    operation = Operation.LARGEST_AND_DOT;
    x = place.gradient;
    y = right;
    run();
    place.norm = largestOf(sums[1]);
    return total(0);
  }

  /**
   * step ← to − from and change ← that of their gradients. {@link #total} then gives 0: Σ step·g,
   * where g is the gradient before, 1: Σ step·change, 2: Σ change².
   */
  void differences(Place from, Place to, double[] step, double[] change) {
    operation = Operation.DIFFERENCES;
    set(1, to.point, -1, from.point, step);
    with = to.gradient;
    more = from.gradient;
    out2 = change;
    run();
  }

  /** target ← a·left + b·right, where the target may be one of them. */
  void combine(double factor, double[] left, double factor2, double[] right, double[] target) {
    operation = Operation.COMBINE;
    set(factor, left, factor2, right, target);
    run();
  }

  /** The same, and Σ targetᵢ·otherᵢ while it is in cache. */
  double combineAndDot(
      double factor,
      double[] left,
      double factor2,
      double[] right,
      double[] target,
      double[] other) {
    operation = Operation.COMBINE_AND_DOT;
    set(factor, left, factor2, right, target);
    with = other;
    run();
    return total(0);
  }

  /** target ← scale·(a·left + b·right), and Σ targetᵢ·otherᵢ while it is in cache. */
  double combineScaleAndDot(
      double factor,
      double[] left,
      double factor2,
      double[] right,
      double scale,
      double[] target,
      double[] other) {
    operation = Operation.COMBINE_SCALE_AND_DOT;
    set(factor, left, factor2, right, target);
    c = scale;
    with = other;
    run();
    return total(0);
  }

  /** Σ xᵢ²·wᵢ. */
  double squaresTimes(double[] vector, double[] weights) {
    return sum(Operation.SQUARES_TIMES, vector, weights);
  }

  /** Σ xᵢ²/wᵢ. */
  double squaresOver(double[] vector, double[] weights) {
    return sum(Operation.SQUARES_OVER, vector, weights);
  }

  private double sum(Operation of, double[] left, double[] right) {
    operation = of;
    x = left;
    y = right;
    run();
    return total(0);
  }

  /** target ← target / divisor, and Σ targetᵢ·otherᵢ. */
  double divideAndDot(double[] target, double[] divisor, double[] other) {
    operation = Operation.DIVIDE_AND_DOT;
    out = target;
    x = divisor;
    with = other;
    run();
    return total(0);
  }

  /** The update of a {@link Diagonal}. */
  void updateDiagonal(
      double[] diagonal,
      double fit,
      double[] change,
      double byChange,
      double[] step,
      double byStep,
      double least) {
    operation = Operation.UPDATE_DIAGONAL;
    set(fit, change, byChange, step, diagonal);
    c = byStep;
    d = least;
    run();
  }

  private void set(double factor, double[] left, double factor2, double[] right, double[] target) {
    a = factor;
    x = left;
    b = factor2;
    y = right;
    out = target;
  }

  /** target ← a·vector, where the target may be the vector. */
  void scale(double factor, double[] vector, double[] target) {
    combine(factor, vector, 0, vector, target);
  }

  /** target ← vector. */
  void copy(double[] vector, double[] target) {
    System.arraycopy(vector, 0, target, 0, size);
  }

  /** Σ wᵢ·|xᵢ|. */
  double weightedMagnitudes(double[] weights, double[] vector) {
    double total = 0;
    for (int from = 0; from < size; from += BLOCK) {
      total += Kernels.weightedMagnitudes(weights, vector, from, Math.min(size, from + BLOCK));
    }
    return total;
  }

  /** The sum of all bits, to tell whether an element was changed. */
  long fingerprint(double[] vector) {
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += Double.doubleToRawLongBits(vector[i]);
    }
    return sum;
  }

  private void run() {
    if (isShared) {
      workers.call();
      workers.finish(this);
      return;
    }
    for (int block = 0; block < sums[0].length; block++) {
      runBlock(block);
    }
  }

  /** One of the sums of the last operation. */
  double total(int which) {
    double total = 0;
    for (double sum : sums[which]) {
      total += sum;
    }
    return total;
  }

  @Override
  public int tasks() {
    return (sums[0].length + BLOCKS_PER_TASK - 1) / BLOCKS_PER_TASK;
  }

  @Override
  public void run(int task, Object context) {
    int first = task * BLOCKS_PER_TASK;
    for (int block = first; block < Math.min(sums[0].length, first + BLOCKS_PER_TASK); block++) {
      runBlock(block);
    }
  }

  private void runBlock(int block) {
    int from = block * BLOCK;
    int to = Math.min(size, from + BLOCK);
    switch (operation) {
      case DOT -> sums[0][block] = Kernels.dot(x, y, from, to);
      case COMBINE -> Kernels.combine(a, x, b, y, out, from, to);
      case COMBINE_AND_DOT -> {
        Kernels.combine(a, x, b, y, out, from, to);
        sums[0][block] = Kernels.dot(out, with, from, to);
      }
      case COMBINE_SCALE_AND_DOT -> {
        Kernels.combine(a, x, b, y, out, from, to);
        Kernels.combine(c, out, 0, out, out, from, to);
        sums[0][block] = Kernels.dot(out, with, from, to);
      }
      case LARGEST -> sums[0][block] = Kernels.largest(x, from, to);
      case LARGEST_AND_DOT -> {
        sums[0][block] = Kernels.dot(x, y, from, to);
        sums[1][block] = Kernels.largest(x, from, to);
      }
      case DIFFERENCES -> {
        Kernels.combine(a, x, b, y, out, from, to);
        Kernels.combine(a, with, b, more, out2, from, to);
        sums[0][block] = Kernels.dot(out, more, from, to);
        sums[1][block] = Kernels.dot(out, out2, from, to);
        sums[2][block] = Kernels.dot(out2, out2, from, to);
      }
      case SQUARES_TIMES -> sums[0][block] = Kernels.squaresTimes(x, y, from, to);
      case SQUARES_OVER -> sums[0][block] = Kernels.squaresOver(x, y, from, to);
      case DIVIDE_AND_DOT -> {
        Kernels.divide(out, x, from, to);
        sums[0][block] = Kernels.dot(out, with, from, to);
      }
      case UPDATE_DIAGONAL -> Kernels.updateDiagonal(out, a, x, b, y, c, d, from, to);
    }
  }
}
