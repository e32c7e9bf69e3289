// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import java.util.Optional;

/**
 * The last m steps s and changes y of the gradient, and the product of the inverse Hessian that
 * they approximate with a vector: the two loops of Nocedal, "Updating quasi-Newton matrices with
 * limited storage", Mathematics of Computation 35, 1980. The matrix updated is γ·I, γ = s·y / y·y
 * of the last step, or one over a {@link Diagonal}.
 */
final class LimitedMemory {
  private static final double LEAST_CURVATURE = 0x1p-52;

  private final Vectors vectors;
  private final double[][] steps;
  private final double[][] changes;
  private final double[] curvatures; // s·y
  private final double[] factors;
  private final Optional<Diagonal> diagonal;
  private double gamma = 1;
  private int count;
  private int next; // where the next step goes; the newest lies before it

  LimitedMemory(Vectors vectors, int length) {
    this(vectors, length, Optional.empty());
  }

  LimitedMemory(Vectors vectors, int length, Optional<Diagonal> diagonal) {
    this.diagonal = diagonal;
    this.vectors = vectors;
    steps = new double[length][vectors.size()];
    changes = new double[length][vectors.size()];
    curvatures = new double[length];
    factors = new double[length];
  }

  int count() {
    return count;
  }

  /** Takes a step, the oldest making room for it, unless the gradient's change has no curvature. */
  void add(Place from, Place to) {
    double[] step = steps[next];
    double[] change = changes[next];
    vectors.differences(from, to, step, change);
    double expected = -vectors.total(0);
    double curvature = vectors.total(1);
    double square = vectors.total(2);
    if (!(curvature > LEAST_CURVATURE * expected) || !(curvature > 0) || !(square > 0)) {
      forgetOldestIfFull();
      return;
    }
    curvatures[next] = curvature;
    gamma = curvature / square;
    if (diagonal.isPresent()) {
      diagonal.get().learn(step, change, curvature, square);
    }
    next = (next + 1) % steps.length;
    count = Math.min(count + 1, steps.length);
  }

  /** The arrays of the oldest step have been overwritten. */
  private void forgetOldestIfFull() {
    count = Math.min(count, steps.length - 1);
  }

  void clear() {
    count = 0;
    diagonal.ifPresent(Diagonal::forget);
  }

  /**
   * vector ← −H·gradient. Each sum is taken while the vector is in cache.
   *
   * @return vector·gradient
   */
  double descend(double[] gradient, double[] vector) {
    if (count == 0) {
      return vectors.combineAndDot(-gamma, gradient, 0, gradient, vector, gradient);
    }
    double dot = vectors.combineAndDot(-1, gradient, 0, gradient, vector, steps[past(1)]);
    for (int k = 1; k <= count; k++) {
      int i = past(k);
      factors[i] = dot / curvatures[i];
      if (k < count) {
        double[] older = steps[past(k + 1)];
        dot = vectors.combineAndDot(1, vector, -factors[i], changes[i], vector, older);
      } else {
        dot = subtractAndMultiplyByInitial(vector, factors[i], changes[i]);
      }
    }
    for (int k = count; k >= 1; k--) {
      int i = past(k);
      double factor = factors[i] - dot / curvatures[i];
      double[] next = k > 1 ? changes[past(k - 1)] : gradient;
      dot = vectors.combineAndDot(1, vector, factor, steps[i], vector, next);
    }
    return dot;
  }

  /** vector ← the first matrix times (vector − factor·change), and vector·change. */
  private double subtractAndMultiplyByInitial(double[] vector, double factor, double[] change) {
    if (diagonal.isPresent()) {
      vectors.combine(1, vector, -factor, change, vector);
      return diagonal.get().divide(vector, change);
    }
    return vectors.combineScaleAndDot(1, vector, -factor, change, gamma, vector, change);
  }

  /** Where the step k steps ago is, 1 being the newest. */
  private int past(int k) {
    return (next - k + steps.length) % steps.length;
  }

  void archive(Archive archive) {
    for (int i = 0; i < steps.length; i++) {
      archive.vector("memory/step" + i, steps[i]);
      archive.vector("memory/change" + i, changes[i]);
    }
    archive.vector("memory/curvatures", curvatures);
    gamma = archive.number("memory/gamma", gamma);
    count = archive.index("memory/count", count, steps.length + 1);
    next = archive.index("memory/next", next, steps.length);
    diagonal.ifPresent(d -> d.archive(archive));
  }
}
