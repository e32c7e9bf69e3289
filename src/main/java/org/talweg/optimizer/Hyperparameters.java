package org.talweg.optimizer;

import org.talweg.internal.Checks;

/** Checks that several rules share. */
final class Hyperparameters {
  private Hyperparameters() {}

  /**
   * Requires an ε that is still there in single precision, where the state of an element without
   * gradient is 0 and ε alone keeps 0 / 0 away.
   */
  static double epsilon(double epsilon) {
    Checks.finite("epsilon", epsilon);
    if (epsilon < Float.MIN_NORMAL) {
      throw new IllegalArgumentException(
          "epsilon must be at least "
              + Float.MIN_NORMAL
              + ", or it vanishes in single precision,"
              + " but was "
              + epsilon);
    }
    return epsilon;
  }
}
