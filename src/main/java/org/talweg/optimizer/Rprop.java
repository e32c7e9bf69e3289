// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.internal.Text;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.Flag;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.schedule.Schedule;

/**
 * Rprop: resilient backpropagation. Every weight has a step size of its own, which grows while the
 * gradient keeps its sign and shrinks where the sign turns; how large a gradient is does not count.
 * For gradients of the whole data; noise of batches turns signs by chance.
 *
 * <pre>
 * s = sign(g)·p
 * Δ ← Δ·η⁺ if s = 1,  Δ·η⁻ if s = −1,  Δ if s = 0;  within [Δ_min, Δ_max]
 * p ← 0 if s = −1,  else sign(g)
 * w ← w − Δ·p
 * </pre>
 *
 * <p>g is the gradient, p the sign of the one before, 0 at first. Δ starts at the learning rate of
 * the state's first step; later rates play no part, as in PyTorch, but for one of 0, at which
 * weights and state stay as they are. A schedule that rises above its first rate, such as a
 * warm-up, is therefore refused: Δ would start where the warm-up does, and grow by η⁺ a step from
 * there. Where the sign turns the weight stays, and the step after it is one with s = 0. An
 * infinite gradient has a sign like any other; NaN has none and makes its weight NaN (in PyTorch it
 * counts as 0). A subnormal gradient may count less than a full sign.
 *
 * <p>Δ_min is a floor under every change, so a weight ends up to 1e-6 from its optimum and swings
 * there; {@code withStepSizes(0, 50)} converges. Riedmiller and Braun, "A Direct Adaptive Method
 * for Faster Backpropagation Learning: The RPROP Algorithm", 1993, in the form iRprop⁻ of Igel and
 * Hüsken, "Improving the Rprop Learning Algorithm", 2000: no weight goes back over its last step.
 * PyTorch: {@code Rprop}. In optax each change is a step late, {@link #withLateChange}.
 *
 * <p>Defaults, the paper's and PyTorch's: η⁻ = 0.5, η⁺ = 1.2, Δ_min = 1e-6, Δ_max = 50, changes at
 * once.
 */
public final class Rprop extends AbstractOptimizer<Rprop> {
  /** η⁻, the factor of a step size where the sign turns, in [0, 1). */
  public static final Hyperparameter SHRINK = Hyperparameter.fraction("shrink", 0.5);

  /** η⁺, the factor of a step size where the sign stays, above 1. */
  public static final Hyperparameter GROW = Hyperparameter.positive("grow", 1.2);

  /** Δ_min, the least step size, zero or positive. */
  public static final Hyperparameter SMALLEST_STEP =
      Hyperparameter.notNegative("smallestStep", 1e-6);

  /** Δ_max, the largest step size, positive. */
  public static final Hyperparameter LARGEST_STEP = Hyperparameter.positive("largestStep", 50);

  private static final Flag LATE = new Flag("lateChange", false);
  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(SHRINK, GROW, SMALLEST_STEP, LARGEST_STEP)
          .setTogether("withFactors", SHRINK, GROW)
          .setTogether("withStepSizes", SMALLEST_STEP, LARGEST_STEP)
          .withFlags(LATE);

  private static final Slot PREVIOUS = Slot.lasting("previous_sign", 0);
  private static final Slot STEP_SIZE = Slot.lasting("step_size", 0);

  private enum Step {
    RATE,
    FIRST,
    FALL,
    RISE,
    SMALLEST,
    LARGEST,
    HALF,
    LATE
  }

  private Rprop(Hyperparameters hyperparameters) {
    super(hyperparameters);
    Schedule grow = hyperparameters.get(GROW);
    if (grow.isConstant() && grow.at(1) <= 1) {
      throw new IllegalArgumentException("grow must be above 1, but was " + grow.at(1));
    }
    Schedule smallest = hyperparameters.get(SMALLEST_STEP);
    Schedule largest = hyperparameters.get(LARGEST_STEP);
    if (smallest.isConstant() && largest.isConstant() && smallest.at(1) > largest.at(1)) {
      throw new IllegalArgumentException(
          "the smallest step must be at most the largest, "
              + Text.of(largest.at(1))
              + ", but was "
              + Text.of(smallest.at(1)));
    }
    requireNoRise(hyperparameters.get(Hyperparameter.LEARNING_RATE));
  }

  /** Looked for at powers of two, up to a million steps. */
  private static void requireNoRise(Schedule rate) {
    double first = rate.at(1);
    for (long step = 2; step <= 1 << 20 && !rate.isConstant(); step *= 2) {
      if (rate.at(step) > first) {
        throw new IllegalArgumentException(
            "Rprop starts from the first rate of a schedule and takes no other, but learningRate"
                + " rises from "
                + first
                + " to "
                + rate.at(step)
                + " at step "
                + step
                + ": give the first step size as a number");
      }
    }
  }

  @Override
  protected Rprop with(Hyperparameters changed) {
    return new Rprop(changed);
  }

  /**
   * {@return Rprop with a first step size}
   *
   * @param learningRate the first Δ of every weight, zero or positive and finite; 0.01 in PyTorch
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Rprop of(double learningRate) {
    return new Rprop(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return Rprop with a first step size from a schedule}
   *
   * @param learningRate η by step, of which only the first counts
   * @throws IllegalArgumentException if a later rate is larger than the first, as in a warm-up
   */
  public static Rprop of(Schedule learningRate) {
    return new Rprop(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other factors of the step sizes}
   *
   * @param shrink η⁻ where the sign turns, in [0, 1); 0.5 by default
   * @param grow η⁺ where the sign stays, above 1; 1.2 by default
   * @throws IllegalArgumentException unless shrink is in [0, 1) and grow finite and above 1
   */
  public Rprop withFactors(double shrink, double grow) {
    return with(hyperparameters().with(SHRINK, shrink).with(GROW, grow));
  }

  /**
   * {@return a copy with other bounds of the step sizes}
   *
   * @param smallest Δ_min, zero or positive; 1e-6 by default
   * @param largest Δ_max, positive and at least Δ_min; 50 by default
   * @throws IllegalArgumentException if they are negative, not finite, or in the wrong order
   */
  public Rprop withStepSizes(double smallest, double largest) {
    return with(hyperparameters().with(SMALLEST_STEP, smallest).with(LARGEST_STEP, largest));
  }

  /**
   * {@return a copy that makes each change one step late, or at once}
   *
   * <pre>
   * w ← w − Δ′·sign(p′)        if s ≥ 0, with p′ and Δ′ as the step before left them
   * </pre>
   *
   * <p>So the weight stays at the first step, and where the sign turns for two. (A Δ that starts
   * outside of its bounds is brought within them at once, in optax when it first grows or shrinks.)
   *
   * @param late {@code true} for late changes, as in optax 0.2.8; default {@code false}
   */
  public Rprop withLateChange(boolean late) {
    return with(hyperparameters().with(LATE, late));
  }

  @Override
  public List<String> equations() {
    String size =
        "Δ ← max({smallestStep}, min({largestStep},"
            + " δ·(1 + max(s, 0)·({grow} − 1) + min(s, 0)·(1 − {shrink}))))";
    String sign = "s = sign(g)·p";
    String before = "δ = Δ + max(2 − t, 0)·{learningRate}";
    String kept = "p ← (1 + min(s, 0))·sign(g)";
    return hyperparameters().is(LATE)
        ? List.of(sign, before, "w ← w − (1 + min(s, 0))·p·δ", kept, size)
        : List.of(sign, before, kept, size, "w ← w − Δ·p");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), Rprop::numbers, Rprop::step, Rprop::step)
        .withSlots(PREVIOUS, STEP_SIZE);
  }

  private static void numbers(StepNumbers s) {
    s.set(Step.RATE, s.learningRate());
    s.set(Step.FIRST, s.stateStep() == 1 ? s.learningRate() : 0);
    s.set(Step.FALL, 1 - s.get(SHRINK));
    s.set(Step.RISE, s.get(GROW) - 1);
    s.set(Step.SMALLEST, s.get(SMALLEST_STEP));
    s.set(Step.LARGEST, s.get(LARGEST_STEP));
    s.set(Step.HALF, 0.5);
    s.set(Step.LATE, s.is(LATE) ? 1 : 0);
  }

  /**
   * Signs and choices are arithmetic, as a branch would cost ten times as much: huge·x cut to [−1,
   * 1] is 1, 0 or −1, and so is s; min(0, s) is −1 where the sign turned and else 0.
   */
  private static void step(FloatChunk c) {
    if (c.number(Step.RATE) == 0) {
      return;
    }
    float[] w = c.value(), g = c.gradient(), p = c.slot(PREVIOUS), size = c.slot(STEP_SIZE);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay();
    float first = c.number(Step.FIRST), fall = c.number(Step.FALL), rise = c.number(Step.RISE);
    float smallest = c.number(Step.SMALLEST), largest = c.number(Step.LARGEST);
    float late = c.number(Step.LATE), half = c.number(Step.HALF);
    float huge = 1 / Float.MIN_NORMAL;
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float sign = Math.max(-1, Math.min(1, huge * grad));
      float past = p[i];
      float same = sign * past;
      float turned = half * (same - Math.abs(same));
      float factor = 1 + (same - turned) * rise + turned * fall;
      float before = size[i] + first;
      float length = Math.max(smallest, Math.min(largest, before * factor));
      float kept = 1 + turned;
      p[i] = kept * sign;
      size[i] = length;
      float change = late == 0 ? kept * sign * length : kept * past * before;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    if (c.number(Step.RATE) == 0) {
      return;
    }
    double[] w = c.value(), g = c.gradient(), p = c.slot(PREVIOUS), size = c.slot(STEP_SIZE);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay();
    double first = c.number(Step.FIRST), fall = c.number(Step.FALL), rise = c.number(Step.RISE);
    double smallest = c.number(Step.SMALLEST), largest = c.number(Step.LARGEST);
    double late = c.number(Step.LATE), half = c.number(Step.HALF);
    double huge = 1 / Double.MIN_NORMAL;
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double sign = Math.max(-1, Math.min(1, huge * grad));
      double past = p[i];
      double same = sign * past;
      double turned = half * (same - Math.abs(same));
      double factor = 1 + (same - turned) * rise + turned * fall;
      double before = size[i] + first;
      double length = Math.max(smallest, Math.min(largest, before * factor));
      double kept = 1 + turned;
      p[i] = kept * sign;
      size[i] = length;
      double change = late == 0 ? kept * sign * length : kept * past * before;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
