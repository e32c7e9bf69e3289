// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static java.util.Objects.requireNonNull;

import java.util.OptionalInt;
import org.talweg.engine.Observed;

/**
 * What one step has done to one parameter; see {@link Diagnostics}. Norms are Euclidean. They are
 * NaN or infinite where elements are.
 *
 * @param name the parameter's name
 * @param gradientNorm ‖g‖ of the gradient as {@link Trainer#gradientNorm()} sees it: before
 *     transforms and decay; the mean, where several batches make a step; divided by the loss scale
 * @param weightNorm ‖w‖ of the weights after the step
 * @param updateNorm ‖Δw‖ of what the step has added to the weights: the rule's change, weight decay
 *     and projections together. With {@link TrainerBuilder#changesInGradients} the change that is
 *     left in the gradient
 * @param dead the share of the elements whose gradient is exactly zero, from 0 to 1: units that are
 *     off for the whole batch, rows that it does not touch
 * @param nonFiniteGradient the index of the first element of the gradient that is NaN or infinite,
 *     in the order of the parameter's elements
 * @param nonFiniteWeight the same of the weights after the step
 */
public record ParameterDiagnostics(
    String name,
    double gradientNorm,
    double weightNorm,
    double updateNorm,
    double dead,
    OptionalInt nonFiniteGradient,
    OptionalInt nonFiniteWeight) {
  /**
   * A row of the table.
   *
   * @param name the parameter's name
   * @param gradientNorm ‖g‖
   * @param weightNorm ‖w‖
   * @param updateNorm ‖Δw‖
   * @param dead the share of the elements whose gradient is zero
   * @param nonFiniteGradient the index of the first element of the gradient that is not finite
   * @param nonFiniteWeight the index of the first weight that is not finite
   */
  public ParameterDiagnostics {
    requireNonNull(name, "name");
    requireNonNull(nonFiniteGradient, "nonFiniteGradient");
    requireNonNull(nonFiniteWeight, "nonFiniteWeight");
  }

  static ParameterDiagnostics of(String name, int size, Observed observed, double unit) {
    return new ParameterDiagnostics(
        name,
        observed.gradient() * unit,
        observed.weight(),
        observed.change(),
        (double) observed.zeros() / size,
        observed.strayGradient(),
        observed.strayWeight());
  }

  /**
   * {@return ‖Δw‖ / ‖w‖, by how much of itself the parameter has changed} Rates are often set so
   * that it is about 10⁻³. Infinite where the step made all weights zero, NaN where they were zero
   * and have stayed so.
   */
  public double ratio() {
    return updateNorm / weightNorm;
  }
}
