// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/**
 * The Hessian that the last m steps s and changes y of the gradient approximate, as a matrix:
 *
 * <pre>
 * B = θ·I − W·M·Wᵀ,   W = (Y, θ·S),   M⁻¹ = ( −D      Lᵀ  )
 *                                           (  L   θ·SᵀS )
 * </pre>
 *
 * <p>with SᵀY = L + D + R, strictly lower, diagonal and strictly upper, θ = y·y / s·y of the last
 * step: Byrd, Nocedal, Schnabel, "Representations of quasi-Newton matrices and their use in limited
 * memory methods", Mathematical Programming 63, 1994.
 *
 * <p>Vectors of 2·count numbers hold those of Y first, each from the oldest step to the newest.
 */
final class CompactHessian {
  private static final double LEAST_CURVATURE = 0x1p-52;

  private final Vectors vectors;
  // One more than are remembered: the next one is written before it is known whether it is kept.
  private final double[][] steps;
  private final double[][] changes;
  // Products of what lies in slot i and slot j: sᵢ·yⱼ and sᵢ·sⱼ.
  private final double[][] stepChange;
  private final double[][] stepStep;
  private final double[][] factor; // of θ·SᵀS + L·D⁻¹·Lᵀ, from the oldest step to the newest
  private final double[] scratch;
  private double theta = 1;
  private int count;
  private int next;
  private long version;

  CompactHessian(Vectors vectors, int length) {
    this.vectors = vectors;
    steps = new double[length + 1][vectors.size()];
    changes = new double[length + 1][vectors.size()];
    stepChange = new double[length + 1][length + 1];
    stepStep = new double[length + 1][length + 1];
    factor = new double[length][length];
    scratch = new double[length];
  }

  int count() {
    return count;
  }

  double theta() {
    return theta;
  }

  /** Another number after each change. */
  long version() {
    return version;
  }

  double[] step(int k) {
    return steps[slot(k)];
  }

  double[] change(int k) {
    return changes[slot(k)];
  }

  /** Where the k-th oldest step lies. */
  int slot(int k) {
    return (next - count + k + steps.length) % steps.length;
  }

  /** sᵢ·yⱼ of the i-th and the j-th oldest. */
  double stepChange(int i, int j) {
    return stepChange[slot(i)][slot(j)];
  }

  private double stepStep(int i, int j) {
    return stepStep[slot(i)][slot(j)];
  }

  /** Remembers a move, unless the gradient's change shows no curvature along it. */
  void add(Place from, Place to) {
    double[] step = steps[next];
    double[] change = changes[next];
    vectors.combine(1, to.point, -1, from.point, step);
    vectors.combine(1, to.gradient, -1, from.gradient, change);
    double curvature = vectors.dot(step, change);
    double square = vectors.dot(change, change);
    double expected = -vectors.dot(step, from.gradient);
    if (!(curvature > LEAST_CURVATURE * expected) || !(curvature > 0) || !(square > 0)) {
      return;
    }
    theta = square / curvature;
    next = (next + 1) % steps.length;
    count = Math.min(count + 1, steps.length - 1);
    multiply(count - 1);
    factorize();
  }

  void clear() {
    count = 0;
    version++;
  }

  /** The products of the k-th oldest step with the others. */
  private void multiply(int k) {
    int own = slot(k);
    for (int other = 0; other < count; other++) {
      int slot = slot(other);
      stepChange[own][slot] = vectors.dot(steps[own], changes[slot]);
      stepChange[slot][own] = vectors.dot(steps[slot], changes[own]);
      stepStep[own][slot] = vectors.dot(steps[own], steps[slot]);
      stepStep[slot][own] = stepStep[own][slot];
    }
  }

  /** Steps that are all but parallel can't be told apart: the oldest are forgotten. */
  private void factorize() {
    version++;
    while (count > 0 && !isFactored()) {
      count--;
    }
  }

  private boolean isFactored() {
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = theta * stepStep(i, j);
        for (int k = 0; k < j; k++) {
          sum += stepChange(i, k) * stepChange(j, k) / stepChange(k, k);
        }
        factor[i][j] = sum;
      }
    }
    return Cholesky.factor(factor, count);
  }

  /** out ← M·v. */
  void multiplyMiddle(double[] v, double[] out) {
    for (int i = 0; i < count; i++) {
      double sum = v[count + i];
      for (int k = 0; k < i; k++) {
        sum += stepChange(i, k) * v[k] / stepChange(k, k);
      }
      scratch[i] = sum;
    }
    Cholesky.solveLower(factor, scratch, count);
    Cholesky.solveUpper(factor, scratch, count);
    for (int i = 0; i < count; i++) {
      double sum = -v[i];
      for (int k = i + 1; k < count; k++) {
        sum += stepChange(k, i) * scratch[k];
      }
      out[i] = sum / stepChange(i, i);
      out[count + i] = scratch[i];
    }
  }

  /** out ← Wᵀ·v. */
  void gather(double[] v, double[] out) {
    for (int k = 0; k < count; k++) {
      out[k] = vectors.dot(change(k), v);
      out[count + k] = theta * vectors.dot(step(k), v);
    }
  }

  /** out ← out + factor·W·v. */
  void scatter(double factor, double[] v, double[] out) {
    for (int k = 0; k < count; k++) {
      vectors.combine(1, out, factor * v[k], change(k), out);
      vectors.combine(1, out, factor * theta * v[count + k], step(k), out);
    }
  }

  /** The row of W that belongs to a variable. */
  void row(int variable, double[] out) {
    for (int k = 0; k < count; k++) {
      out[k] = change(k)[variable];
      out[count + k] = theta * step(k)[variable];
    }
  }

  void archive(Archive archive) {
    for (int i = 0; i < steps.length; i++) {
      archive.vector("memory/step" + i, steps[i]);
      archive.vector("memory/change" + i, changes[i]);
    }
    theta = archive.number("memory/theta", theta);
    count = archive.index("memory/count", count, steps.length);
    next = archive.index("memory/next", next, steps.length);
    for (int k = 0; k < count; k++) {
      multiply(k);
    }
    factorize();
  }
}
