// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/** Why a search stopped. */
public enum StopReason {
  /** The gradient is within its tolerance: converged. */
  GRADIENT_SMALL("the gradient is small", true),

  /**
   * The loss no longer falls: what the last iteration gained, and what gradient and curvature
   * promise of the next one, are within the loss's tolerance or below its rounding. Converged.
   */
  LOSS_STALLED("the loss no longer falls", true),

  /** As many iterations as were allowed. */
  ITERATION_LIMIT("the limit of iterations was reached", false),

  /** As many evaluations as were allowed. */
  EVALUATION_LIMIT("the limit of evaluations was reached", false),

  /** The time is over. */
  TIME_LIMIT("the time limit was reached", false),

  /** No lower loss was found along the gradient, though the gradient promises one. */
  LINE_SEARCH_FAILED("the line search found no lower loss", false),

  /**
   * The loss does not change as the gradient says, however short the step: its sign or scale is
   * wrong, or it belongs to another function. {@link GradientCheck} shows where.
   */
  GRADIENT_WRONG("the gradient does not fit the loss; check it with GradientCheck", false),

  /** The loss or the gradient is not finite at the start. */
  LOSS_NOT_FINITE("the loss or its gradient is not finite at the start", false),

  /** The loss falls without end. */
  UNBOUNDED("the loss falls without end", false),

  /** {@link Search#stop} was called. */
  STOPPED("the search was told to stop", false),

  /** The objective threw an exception. */
  OBJECTIVE_FAILED("the objective threw an exception", false);

  private final String explanation;
  private final boolean converged;

  StopReason(String explanation, boolean converged) {
    this.explanation = explanation;
    this.converged = converged;
  }

  /** {@return whether this means that a minimum was found, a local one at least} */
  public boolean converged() {
    return converged;
  }

  /** {@return the reason in words} */
  public String explanation() {
    return explanation;
  }
}
