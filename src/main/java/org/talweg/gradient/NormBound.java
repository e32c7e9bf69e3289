package org.talweg.gradient;

import static java.util.Objects.requireNonNull;

import org.talweg.internal.Checks;
import org.talweg.schedule.Schedule;

/** A bound on a norm, and what is added to the norm beside it. */
record NormBound(Schedule maxNorm, double epsilon, NormType type) {
  static final double PYTORCH_EPSILON = 1e-6;

  static NormBound of(double maxNorm, double epsilon) {
    return of(Schedule.constant(Checks.positive("the largest norm", maxNorm)), epsilon);
  }

  static NormBound of(Schedule maxNorm, double epsilon) {
    return new NormBound(requireNonNull(maxNorm, "maxNorm"), epsilon, NormType.EUCLIDEAN);
  }

  NormBound with(NormType other) {
    return new NormBound(maxNorm, epsilon, other);
  }

  double factor(double norm, long step) {
    return Math.min(1, at(maxNorm, "the largest norm", step) / (norm + epsilon));
  }

  static double at(Schedule bound, String name, long step) {
    double value = bound.at(step);
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalStateException(
          name + " must be positive and finite, but at step " + step + " it was " + value);
    }
    return value;
  }

  @Override
  public String toString() {
    return "[maxNorm=" + maxNorm + ", norm=" + type + ", epsilon=" + epsilon + "]";
  }
}
