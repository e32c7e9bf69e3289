// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

/**
 * A way in which a checkpoint's run may differ from the trainer that {@linkplain Trainer#restore
 * restores} it. The trainer goes on with its own.
 */
public enum Difference {
  /**
   * Learning rates: the rates of rules and groups, rate factors, {@link
   * TrainerBuilder#reduceOnPlateau}. So a run goes on under a longer schedule.
   */
  RATE,

  /**
   * Rules with all their hyperparameters, the rate included, and weight decay. The state is taken
   * over, so both rules must keep the same.
   */
  RULE,

  /**
   * Which groups there are and which parameters are in them. What is in groups of both is compared.
   * The state of a parameter keeps its age, whatever that of the others in its group. A group that
   * the checkpoint does not know is frozen or not as it was built.
   */
  GROUPS,

  /** Transforms of gradients, {@code maximize}, {@code skipNonFinite}. */
  GRADIENTS,

  /** Projections of the weights. */
  PROJECTIONS,

  /**
   * The average of the weights. One that the checkpoint has and the trainer does not keep is
   * dropped; one that it lacks has to {@linkplain WeightAverage#startingAt start} after the
   * checkpoint's step; one of another kind or decay is taken over.
   */
  AVERAGE
}
