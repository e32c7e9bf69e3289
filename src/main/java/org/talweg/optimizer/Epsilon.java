package org.talweg.optimizer;

import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;

/**
 * The two places of ε beside a root, √(x + ε_root) + ε. Either may be 0, but not both: an element
 * without gradient would be 0 / 0.
 */
final class Epsilon {
  /** ε_root. */
  static final Hyperparameter INSIDE = Hyperparameter.epsilon("epsilonInsideRoot", 0);

  private Epsilon() {}

  /** Only ε, outside the root. */
  static Hyperparameters outside(Hyperparameters values, Hyperparameter outside, double epsilon) {
    require("epsilon", epsilon);
    return values.with(outside, epsilon).with(INSIDE, 0);
  }

  /** Only ε_root, inside the root. */
  static Hyperparameters inside(Hyperparameters values, Hyperparameter outside, double epsilon) {
    require("epsilon inside the root", epsilon);
    return values.with(outside, 0).with(INSIDE, epsilon);
  }

  /** At least 1e-30, and finite. */
  static void require(String name, double epsilon) {
    if (!(epsilon >= Hyperparameter.LEAST_EPSILON && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          name
              + " must be at least "
              + Hyperparameter.LEAST_EPSILON
              + " and finite, but was "
              + epsilon);
    }
  }
}
