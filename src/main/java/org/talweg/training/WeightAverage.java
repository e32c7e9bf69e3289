// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import org.talweg.internal.Checks;
import org.talweg.internal.Powers;
import org.talweg.internal.Text;
import org.talweg.internal.Written;
import org.talweg.schedule.Schedule;

/**
 * A running average of the weights, kept beside them: a ← a + c(n)·(w − a) after some of the steps,
 * where n counts those steps and c(1) = 1, so that the average starts as the weights after the
 * first of them. Until then it is the present weights. A {@linkplain #lookahead lookahead} begins
 * before the first step instead, and is put into the weights whenever it has followed them.
 *
 * <p>Immutable; equal by values.
 */
public final class WeightAverage implements Written {
  private final Kind kind;
  private final Schedule factor;
  private final long start;
  private final long interval;

  private enum Kind {
    EXPONENTIAL,
    CORRECTED,
    EQUAL,
    LOOKAHEAD
  }

  /** The factor is the decay, or the share of the weights in a lookahead. */
  private WeightAverage(Kind kind, Schedule factor, long start, long interval) {
    this.kind = kind;
    this.factor = factor;
    this.start = start;
    this.interval = interval;
  }

  /**
   * The exponential average a ← d·a + (1 − d)·w. Polyak and Juditsky, "Acceleration of Stochastic
   * Approximation by Averaging", 1992, for the idea; PyTorch: {@code AveragedModel} with {@code
   * get_ema_multi_avg_fn}.
   *
   * @param decay d, in [0, 1); 0.999 remembers about a thousand steps
   * @return the average, to give to {@link TrainerBuilder#average}
   * @throws IllegalArgumentException unless the decay is in [0, 1)
   */
  public static WeightAverage exponential(double decay) {
    Checks.fraction("decay of the average", decay);
    return exponential(Schedule.constant(decay));
  }

  /**
   * The exponential average with a decay that changes, such as min(d, (1 + n) / (10 + n)), by which
   * an average of few weights forgets sooner:
   *
   * <pre>{@code
   * WeightAverage.exponential(Schedule.named("ema", n -> Math.min(0.9999, (1.0 + n) / (10 + n))))
   * }</pre>
   *
   * @param decay d by n, the number of weights that count so far, in [0, 1)
   * @return the average, to give to {@link TrainerBuilder#average}
   */
  public static WeightAverage exponential(Schedule decay) {
    return new WeightAverage(Kind.EXPONENTIAL, requireNonNull(decay, "decay"), 1, 1);
  }

  /**
   * The mean of all weights since the start: c(n) = 1/n. Izmailov et al., "Averaging Weights Leads
   * to Wider Optima and Better Generalization", UAI 2018, <a
   * href="https://arxiv.org/abs/1803.05407">arXiv:1803.05407</a>; PyTorch: {@code AveragedModel}
   * for SWA, there once per epoch: {@code equal().startingAt(…).every(stepsPerEpoch)}.
   *
   * @return the average, to give to {@link TrainerBuilder#average}
   */
  public static WeightAverage equal() {
    return new WeightAverage(Kind.EQUAL, Schedule.constant(0), 1, 1);
  }

  /**
   * Lookahead: slow weights, which follow every k steps, and from which the weights then go on. It
   * damps what the rule does at a high rate, and needs little tuning.
   *
   * <pre>
   * a ← a + α·(w − a),  w ← a            after every kth step of the trainer
   * </pre>
   *
   * <p>a starts as the weights before the first step, and again as those that are loaded. It is
   * evaluated in place of the weights, as other averages are; after every kth step both are the
   * same. The rule's state goes on. While a group is frozen, both stay. It excludes projections.
   * Zhang, Lucas, Hinton and Ba, "Lookahead Optimizer: k steps forward, 1 step back", NeurIPS 2019,
   * <a href="https://arxiv.org/abs/1907.08610">arXiv:1907.08610</a>, algorithm 1; optax: {@code
   * lookahead}.
   *
   * @param steps k, at least 1; the paper has 5 and 10
   * @param share α, in (0, 1]; the paper has 0.5 and 0.8
   * @return the slow weights, to give to {@link TrainerBuilder#average}
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static WeightAverage lookahead(long steps, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "the share of the weights in a lookahead must be in (0, 1], but was " + share);
    }
    Checks.atLeastOne("the steps of a lookahead", steps);
    return new WeightAverage(Kind.LOOKAHEAD, Schedule.constant(share), 0, steps);
  }

  /**
   * The exponential average without the weight of its first value: an average of n weights counts
   * them by powers of d that add up to 1, c(n) = (1 − d) / (1 − dⁿ).
   *
   * @return this average, corrected
   * @throws IllegalStateException unless the average is exponential
   */
  public WeightAverage withBiasCorrection() {
    if (kind == Kind.EQUAL) {
      throw new IllegalStateException("an equal-weight average has no bias to correct");
    }
    requireNoLookahead("bias to correct");
    return new WeightAverage(Kind.CORRECTED, factor, start, interval);
  }

  /**
   * {@return this average, taken from a step on}
   *
   * @param step the first step whose weights count, at least 1; 1 by default
   * @throws IllegalArgumentException if the step is below 1
   * @throws IllegalStateException if it is a lookahead
   */
  public WeightAverage startingAt(long step) {
    requireNoLookahead("other start than the weights before the first step");
    return new WeightAverage(
        kind, factor, Checks.atLeastOne("the first step of the average", step), interval);
  }

  /**
   * {@return this average, taken every so many steps}
   *
   * @param steps from one step that counts to the next, at least 1; 1 by default
   * @throws IllegalArgumentException if the number is below 1
   * @throws IllegalStateException if it is a lookahead
   */
  public WeightAverage every(long steps) {
    requireNoLookahead("other interval than its own");
    return new WeightAverage(
        kind, factor, start, Checks.atLeastOne("the steps between two that count", steps));
  }

  private void requireNoLookahead(String what) {
    if (isLookahead()) {
      throw new IllegalStateException(this + " has no " + what);
    }
  }

  /** Whether it replaces the weights whenever it has followed them. */
  boolean isLookahead() {
    return kind == Kind.LOOKAHEAD;
  }

  /** Whether the weights of some step have counted. */
  boolean hasBegunBy(long step) {
    return step >= start;
  }

  /** c(n): the share of the newest weights, 0 if they do not count. */
  double share(long step) {
    if (step < start || (step - start) % interval != 0) {
      return 0;
    }
    long count = (step - start) / interval + 1;
    if (count == 1) {
      return 1;
    }
    if (kind == Kind.EQUAL) {
      return 1.0 / (double) count;
    }
    double d = factor.at(count);
    if (isLookahead()) {
      return d;
    }
    if (!(d >= 0 && d < 1)) {
      throw new IllegalStateException(
          "the decay of the average must be in [0, 1), but was "
              + d
              + " after "
              + count
              + " steps");
    }
    return kind == Kind.CORRECTED ? (1 - d) / Powers.oneMinus(StrictMath.log(d), count) : 1 - d;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WeightAverage that
        && kind == that.kind
        && factor.equals(that.factor)
        && start == that.start
        && interval == that.interval;
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, factor, start, interval);
  }

  /** {@return as the calls that make it} */
  @Override
  public String toString() {
    if (isLookahead()) {
      return "WeightAverage.lookahead(" + Text.of(interval) + ", " + Text.part(factor) + ")";
    }
    return "WeightAverage."
        + (kind == Kind.EQUAL ? "equal()" : "exponential(" + Text.part(factor) + ")")
        + (kind == Kind.CORRECTED ? ".withBiasCorrection()" : "")
        + (start == 1 ? "" : ".startingAt(" + Text.of(start) + ")")
        + (interval == 1 ? "" : ".every(" + Text.of(interval) + ")");
  }
}
