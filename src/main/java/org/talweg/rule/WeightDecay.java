// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

import static java.util.Objects.requireNonNull;

import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;
import org.talweg.schedule.Schedule;

/**
 * How weights are drawn towards zero.
 *
 * <ul>
 *   <li>{@linkplain #l2 L2}: the gradient becomes g + λ·w, as if the loss held λ/2·‖w‖². An
 *       adaptive rule scales this term like the rest of the gradient. PyTorch: {@code weight_decay}
 *       of all optimizers but AdamW.
 *   <li>{@linkplain #decoupled decoupled}: η·λ·w is taken from the weight beside the rule's change,
 *       with the learning rate η in force; the rule's state never sees it. Loshchilov and Hutter,
 *       "Decoupled Weight Decay Regularization", ICLR 2019, <a
 *       href="https://arxiv.org/abs/1711.05101">arXiv:1711.05101</a>, with the rate as a factor, as
 *       in PyTorch, optax and Keras. η·λ above 1 would turn the sign of weights: an error at the
 *       step where it occurs.
 *   <li>{@linkplain #decoupledWithoutRate decoupled without the rate}: the same with λ·w, whatever
 *       the rate; the paper's form, with its schedule multiplier in λ's schedule.
 * </ul>
 *
 * <p>Decoupled decay can be {@linkplain #cautious cautious}: it then acts on the weights alone that
 * the rule moves towards zero anyway.
 *
 * <p>Decoupled decay is computed as w − (d·w + change) with d = η·λ, so that it is right also where
 * 1 − d would be rounded to a multiple of 2⁻²⁴: PyTorch's AdamW in single precision decays by 1.19
 * times what was asked for at η = 1e-5 and λ = 0.01, and not at all at η = 2.9e-6.
 */
public final class WeightDecay implements Written {
  /** No decay. */
  public static final WeightDecay NONE = new WeightDecay(Kind.L2, Schedule.constant(0));

  /** Where the decay is applied. */
  public enum Kind {
    /** To the gradient. */
    L2,
    /** To the weight's change, times the learning rate. */
    DECOUPLED,
    /** To the weight's change, as it is. */
    DECOUPLED_WITHOUT_RATE
  }

  private final Kind kind;
  private final Schedule rate;
  private final boolean cautious;

  private WeightDecay(Kind kind, Schedule rate, boolean cautious) {
    this.kind = kind;
    this.rate = requireNonNull(rate, "rate");
    this.cautious = cautious;
  }

  private WeightDecay(Kind kind, Schedule rate) {
    this(kind, rate, false);
  }

  private WeightDecay(Kind kind, double rate) {
    this(kind, Schedule.constant(Checks.notNegative("weight decay", rate)));
  }

  /**
   * {@return L2 regularization: g + λ·w in place of g}
   *
   * @param rate λ, zero or positive
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static WeightDecay l2(double rate) {
    return new WeightDecay(Kind.L2, rate);
  }

  /**
   * {@return L2 regularization by a schedule}
   *
   * @param rate λ by step, zero or positive
   */
  public static WeightDecay l2(Schedule rate) {
    return new WeightDecay(Kind.L2, rate);
  }

  /**
   * {@return decoupled decay: w ← w − (η·λ·w + change)}
   *
   * @param rate λ, zero or positive
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static WeightDecay decoupled(double rate) {
    return new WeightDecay(Kind.DECOUPLED, rate);
  }

  /**
   * {@return decoupled decay by a schedule}
   *
   * @param rate λ by step, zero or positive
   */
  public static WeightDecay decoupled(Schedule rate) {
    return new WeightDecay(Kind.DECOUPLED, rate);
  }

  /**
   * {@return decoupled decay that does not follow the learning rate: w ← w − (λ·w + change)}
   *
   * @param rate λ, zero or positive
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static WeightDecay decoupledWithoutRate(double rate) {
    return new WeightDecay(Kind.DECOUPLED_WITHOUT_RATE, rate);
  }

  /**
   * {@return decoupled decay by a schedule of its own}
   *
   * @param rate λ by step, zero or positive
   */
  public static WeightDecay decoupledWithoutRate(Schedule rate) {
    return new WeightDecay(Kind.DECOUPLED_WITHOUT_RATE, rate);
  }

  /**
   * {@return this decay where the rule's change and the weight agree in sign, and none elsewhere}
   *
   * <pre>
   * w ← w − (d·w + change)   where change·w ≥ 0
   * w ← w − change           elsewhere
   * </pre>
   *
   * <p>The rule's change is what it subtracts from the weight. Decay then never works against the
   * rule, so a minimum of the loss stays one. It costs copies of weights and gradients, chunk by
   * chunk. Chen et al., "Cautious Weight Decay", ICLR 2026, <a
   * href="https://arxiv.org/abs/2510.12402">arXiv:2510.12402</a>.
   *
   * @throws IllegalStateException if this is L2, which is a part of the gradient
   */
  public WeightDecay cautious() {
    if (kind == Kind.L2) {
      throw new IllegalStateException(
          "cautious decay must be decoupled, but was " + this + ", which is part of the gradient");
    }
    return new WeightDecay(kind, rate, true);
  }

  /** {@return whether it acts only where the rule's change and the weight agree in sign} */
  public boolean isCautious() {
    return cautious;
  }

  /** The same kind of decay at another rate. */
  WeightDecay resized(double other) {
    return new WeightDecay(
        kind, Schedule.constant(Checks.notNegative("weight decay", other)), cautious);
  }

  /** {@return what the decay is added to} */
  public Kind kind() {
    return kind;
  }

  /** {@return λ by step} */
  public Schedule rate() {
    return rate;
  }

  boolean isNone() {
    return rate.equals(Schedule.constant(0));
  }

  /** {@return whether the other is the same decay; without a rate all kinds are equal} */
  @Override
  public boolean equals(Object other) {
    return other instanceof WeightDecay that
        && rate.equals(that.rate)
        && (isNone() || (kind == that.kind && cautious == that.cautious));
  }

  @Override
  public int hashCode() {
    return isNone() ? 0 : 31 * kind.hashCode() + rate.hashCode() + (cautious ? 1 : 0);
  }

  /** {@return as the call that makes it: {@code WeightDecay.decoupled(0.01)}} */
  @Override
  public String toString() {
    String value = "(" + Text.part(rate) + ")";
    if (isNone()) {
      return "WeightDecay.NONE";
    }
    return "WeightDecay."
        + switch (kind) {
          case L2 -> "l2" + value;
          case DECOUPLED -> "decoupled" + value;
          case DECOUPLED_WITHOUT_RATE -> "decoupledWithoutRate" + value;
        }
        + (cautious ? ".cautious()" : "");
  }
}
