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
    LARGEST,
    SQUARES_TIMES,
    SQUARES_OVER,
    DIVIDE_AND_DOT,
    UPDATE_DIAGONAL
  }

  private final int size;
  private final double[] sums; // of blocks
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

  Vectors(int size, int threads) {
    this.size = size;
    this.sums = new double[(int) (((long) size + BLOCK - 1) / BLOCK)];
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
    double largest = 0;
    for (double sum : sums) {
      largest = Math.max(largest, sum);
    }
    return largest;
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
    return total();
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
    return total();
  }

  /** target ← target / divisor, and Σ targetᵢ·otherᵢ. */
  double divideAndDot(double[] target, double[] divisor, double[] other) {
    operation = Operation.DIVIDE_AND_DOT;
    out = target;
    x = divisor;
    with = other;
    run();
    return total();
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
    for (int block = 0; block < sums.length; block++) {
      runBlock(block);
    }
  }

  private double total() {
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    return total;
  }

  @Override
  public int tasks() {
    return (sums.length + BLOCKS_PER_TASK - 1) / BLOCKS_PER_TASK;
  }

  @Override
  public void run(int task, Object context) {
    int first = task * BLOCKS_PER_TASK;
    for (int block = first; block < Math.min(sums.length, first + BLOCKS_PER_TASK); block++) {
      runBlock(block);
    }
  }

  private void runBlock(int block) {
    int from = block * BLOCK;
    int to = Math.min(size, from + BLOCK);
    switch (operation) {
      case DOT -> sums[block] = Kernels.dot(x, y, from, to);
      case COMBINE -> Kernels.combine(a, x, b, y, out, from, to);
      case COMBINE_AND_DOT -> {
        Kernels.combine(a, x, b, y, out, from, to);
        sums[block] = Kernels.dot(out, with, from, to);
      }
      case LARGEST -> sums[block] = Kernels.largest(x, from, to);
      case SQUARES_TIMES -> sums[block] = Kernels.squaresTimes(x, y, from, to);
      case SQUARES_OVER -> sums[block] = Kernels.squaresOver(x, y, from, to);
      case DIVIDE_AND_DOT -> {
        Kernels.divide(out, x, from, to);
        sums[block] = Kernels.dot(out, with, from, to);
      }
      case UPDATE_DIAGONAL -> Kernels.updateDiagonal(out, a, x, b, y, c, d, from, to);
    }
  }
}
