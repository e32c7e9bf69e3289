package org.talweg.training;

/** What is the same for every chunk of one step. Rewritten by the trainer before each step. */
final class StepPlan {
  final double[] coefficients;

  /** What gradients are multiplied by. */
  double scale = 1;

  /** What is added to gradients for each unit of weight. */
  double l2;

  /** What weights are multiplied by before the rule. */
  double keep = 1;

  /** The share of the new weights in their average. */
  double share;

  /** Whether this step rounds vanishing state to zero. */
  boolean flush;

  /** Whether vanishing weights are rounded to zero too: decay can bring them there. */
  final boolean decays;

  /** Whether gradients become zero. */
  final boolean zeroGradients;

  StepPlan(int coefficients, boolean decays, boolean zeroGradients) {
    this.coefficients = new double[coefficients];
    this.decays = decays;
    this.zeroGradients = zeroGradients;
  }

  boolean changesGradients() {
    return scale != 1 || l2 != 0;
  }
}
