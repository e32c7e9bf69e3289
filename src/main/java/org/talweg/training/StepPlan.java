package org.talweg.training;

import org.talweg.optimizer.ElementwiseOptimizer;

/** What is the same for every chunk of one step. Rewritten by the trainer before each step. */
final class StepPlan {
  /** The engine's three coefficients, then the rule's own. */
  final double[] coefficients;

  /** The share of the new weights in their average. */
  double share;

  /** Whether this step lets tiny state vanish. */
  boolean vanish;

  /** Whether tiny weights vanish too: decay can bring them there. */
  final boolean decays;

  /** Whether gradients become zero. */
  final boolean zeroGradients;

  StepPlan(int coefficients, boolean decays, boolean zeroGradients) {
    this.coefficients = new double[ElementwiseOptimizer.OWN + coefficients];
    this.decays = decays;
    this.zeroGradients = zeroGradients;
  }
}
