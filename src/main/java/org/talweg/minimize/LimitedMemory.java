package org.talweg.minimize;

/**
 * The last m steps s and changes y of the gradient, and the product of the inverse Hessian that
 * they approximate with a vector: the two loops of Nocedal, "Updating quasi-Newton matrices with
 * limited storage", Mathematics of Computation 35, 1980. The matrix updated is γ·I, γ = s·y / y·y
 * of the last step.
 */
final class LimitedMemory {
  private static final double LEAST_CURVATURE = 0x1p-52;

  private final Vectors vectors;
  private final double[][] steps;
  private final double[][] changes;
  private final double[] curvatures; // s·y
  private final double[] factors;
  private double gamma = 1;
  private int count;
  private int next; // where the next step goes; the newest lies before it

  LimitedMemory(Vectors vectors, int length) {
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
    vectors.combine(1, to.point, -1, from.point, step);
    vectors.combine(1, to.gradient, -1, from.gradient, change);
    double curvature = vectors.dot(step, change);
    double square = vectors.dot(change, change);
    double expected = -vectors.dot(step, from.gradient);
    if (!(curvature > LEAST_CURVATURE * expected) || !(curvature > 0) || !(square > 0)) {
      forgetOldestIfFull();
      return;
    }
    curvatures[next] = curvature;
    gamma = curvature / square;
    next = (next + 1) % steps.length;
    count = Math.min(count + 1, steps.length);
  }

  /** The arrays of the oldest step have been overwritten. */
  private void forgetOldestIfFull() {
    count = Math.min(count, steps.length - 1);
  }

  void clear() {
    count = 0;
  }

  /** vector ← −H·gradient. */
  void descend(double[] gradient, double[] vector) {
    vectors.scale(-1, gradient, vector);
    int length = steps.length;
    for (int k = 1; k <= count; k++) {
      int i = (next - k + length) % length;
      factors[i] = vectors.dot(steps[i], vector) / curvatures[i];
      vectors.combine(1, vector, -factors[i], changes[i], vector);
    }
    vectors.scale(gamma, vector, vector);
    for (int k = count; k >= 1; k--) {
      int i = (next - k + length) % length;
      double factor = factors[i] - vectors.dot(changes[i], vector) / curvatures[i];
      vectors.combine(1, vector, factor, steps[i], vector);
    }
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
  }
}
