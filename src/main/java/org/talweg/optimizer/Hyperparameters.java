package org.talweg.optimizer;

import org.talweg.internal.Checks;

/** Checks that several rules share. */
final class Hyperparameters {
  private Hyperparameters() {}

  /** Requires an ε that is still there in single precision. */
  static double epsilon(double epsilon) {
    return epsilon(epsilon, 1);
  }

  /**
   * Requires an ε of which a part is still there in single precision, where the state of an element
   * without gradient is 0 and ε alone keeps 0 / 0 away.
   */
  static double epsilon(double epsilon, double part) {
    Checks.finite("epsilon", epsilon);
    float least = (float) (Float.MIN_NORMAL / part);
    if (epsilon < least) {
      throw new IllegalArgumentException(
          "epsilon must be at least "
              + least
              + ", or it vanishes in single precision, but was "
              + epsilon);
    }
    return epsilon;
  }
}
