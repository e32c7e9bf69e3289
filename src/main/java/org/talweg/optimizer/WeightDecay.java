package org.talweg.optimizer;

import org.talweg.internal.Checks;

/**
 * How weights are drawn towards zero.
 *
 * <ul>
 *   <li>{@linkplain #l2 L2}: the gradient becomes g + λ·w, as if the loss held λ/2·‖w‖². An
 *       adaptive rule scales this term like the rest of the gradient. PyTorch: {@code weight_decay}
 *       of all optimizers but AdamW.
 *   <li>{@linkplain #decoupled decoupled}: w ← w − η·λ·w before the rule, with the learning rate η
 *       in force; the rule's state never sees it. Loshchilov and Hutter, "Decoupled Weight Decay
 *       Regularization", ICLR 2019, <a
 *       href="https://arxiv.org/abs/1711.05101">arXiv:1711.05101</a>, with the rate as a factor, as
 *       in PyTorch, optax and Keras.
 * </ul>
 *
 * @param kind what the decay is added to
 * @param rate λ, zero or positive
 */
public record WeightDecay(Kind kind, double rate) {
  /** No decay. */
  public static final WeightDecay NONE = new WeightDecay(Kind.L2, 0);

  /** What the decay is added to. */
  public enum Kind {
    /** To the gradient. */
    L2,
    /** To the weight itself, apart from the rule. */
    DECOUPLED
  }

  /**
   * Checks the rate.
   *
   * @param kind what the decay is added to
   * @param rate λ, zero or positive
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public WeightDecay {
    Checks.notNegative("weight decay", rate);
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
   * {@return decoupled decay: w ← w − η·λ·w before the rule}
   *
   * @param rate λ, zero or positive
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static WeightDecay decoupled(double rate) {
    return new WeightDecay(Kind.DECOUPLED, rate);
  }
}
