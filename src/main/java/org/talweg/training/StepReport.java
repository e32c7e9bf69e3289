// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Observation;
import org.talweg.engine.RuleGroup;

/**
 * What the last step did. A live view: the trainer has one report and rewrites it at every step, so
 * that a step allocates nothing; read what you need before the next step.
 */
public final class StepReport {
  private final RuleGroup own;
  private final Map<Group, RuleGroup> groups;
  private final @Nullable Observation observation;
  private long step;
  private double gradientNorm = Double.NaN;
  private boolean clipped;
  private boolean skipped;
  private boolean accumulated;

  StepReport(RuleGroup own, Map<Group, RuleGroup> groups, @Nullable Observation observation) {
    this.own = own;
    this.groups = groups;
    this.observation = observation;
  }

  /** A step begins, at which gradients are multiplied by a unit before the first transform. */
  void begin(long next, double unit) {
    if (observation != null) {
      observation.begin(next, unit);
    }
  }

  void set(long newStep, double newNorm, boolean isClipped, boolean isSkipped) {
    step = newStep;
    gradientNorm = newNorm;
    clipped = isClipped;
    skipped = isSkipped;
    accumulated = false;
  }

  /** A call that added a batch to others. */
  void setAccumulated(long present) {
    set(present, Double.NaN, false, false);
    accumulated = true;
  }

  /** {@return the number of steps done, this one included unless it was skipped; the first is 1} */
  public long step() {
    return step;
  }

  /** {@return the learning rate of this step for the parameters that are in no group} */
  public double learningRate() {
    return own.rate();
  }

  /**
   * {@return the learning rate of this step for a group}
   *
   * @param group one of the trainer's
   * @throws IllegalArgumentException if the trainer does not have it
   */
  public double learningRate(Group group) {
    return Grouping.find(groups, group).rate();
  }

  /**
   * {@return the norm of the gradients as clipping found it, NaN if nothing asked for it}
   *
   * <p>Euclidean, unless the trainer clips by another.
   */
  public double gradientNorm() {
    return gradientNorm;
  }

  /** {@return whether clipping by norm scaled gradients down} */
  public boolean clipped() {
    return clipped;
  }

  /** {@return whether the step changed nothing because a gradient was not finite} */
  public boolean skipped() {
    return skipped;
  }

  /**
   * {@return whether the call made no step, but added the gradients of a batch to those of others}
   * See {@link TrainerBuilder#accumulate}.
   */
  public boolean accumulated() {
    return accumulated;
  }

  /**
   * {@return what the step has done to each parameter, if it was asked for} Steps whose number is a
   * multiple of what {@link TrainerBuilder#diagnosticsEvery} was given have it, calls that made no
   * step have none.
   */
  public Optional<Diagnostics> diagnostics() {
    if (observation == null || skipped || accumulated) {
      return Optional.empty();
    }
    boolean observed = observation.isTaken() && observation.step() == step;
    return observed ? Optional.of(Diagnostics.of(observation)) : Optional.empty();
  }

  @Override
  public String toString() {
    return "step "
        + step
        + ", learning rate "
        + learningRate()
        + (Double.isNaN(gradientNorm) ? "" : ", gradient norm " + gradientNorm)
        + (clipped ? ", clipped" : "")
        + (skipped ? ", skipped" : "")
        + (accumulated ? ", accumulated" : "");
  }
}
