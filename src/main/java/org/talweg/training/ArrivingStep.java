// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

/**
 * A step whose gradients arrive one parameter at a time, as a backward pass makes them; see {@link
 * Trainer#begin}. Parameters whose gradient did not arrive by the end are left alone.
 */
public final class ArrivingStep implements AutoCloseable {
  private final Trainer trainer;
  private boolean closed;

  ArrivingStep(Trainer trainer) {
    this.trainer = trainer;
  }

  /**
   * Updates one parameter by its gradient, which may be overwritten from then on.
   *
   * @param name the parameter's name
   * @throws IllegalArgumentException if the trainer has no such parameter
   * @throws IllegalStateException if the parameter was updated in this step already, or the step is
   *     closed; nothing is changed then. Also if a rule fails half way, as in {@link Trainer#step}
   */
  public void update(String name) {
    if (closed) {
      throw new IllegalStateException("the step is closed");
    }
    trainer.updateArrived(name);
  }

  /** Ends the step: the state of all parameters that were updated is a step older. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      trainer.endArriving();
    }
  }

  @Override
  public String toString() {
    return closed ? "step, done" : "step under way";
  }
}
