// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

/**
 * What becomes of a rule's change where it goes against the gradient of the present step, as
 * momentum does after a turn. Any rule but the schedule-free ones can be {@linkplain
 * AbstractOptimizer#withCaution given} one.
 *
 * <p>u is what the rule would take from the weight, without weight decay, g the gradient as the
 * rule gets it, scaled and with L2 decay. A decoupled decay acts besides, in full. It costs copies
 * of weights and gradients.
 */
public enum Caution {
  /** Nothing: w ← w − u. */
  NONE,

  /**
   * Cautious updates: such elements stay, and the others move by as much more as elements stay.
   *
   * <pre>
   * φ = 1 where u·g &gt; 0, else 0
   * w ← w − u·φ / max(mean of φ, 0.001)      the mean over the parameter
   * </pre>
   *
   * <p>Where all agree, it is the rule itself. Liang, Chen, Liu and Liu, "Cautious Optimizers:
   * Improving Training with One Line of Code", 2024, <a
   * href="https://arxiv.org/abs/2411.16085">arXiv:2411.16085</a>, algorithm 1; the bound is that of
   * the authors' code. timm: {@code caution}. Each parameter is taken as a whole, by one thread,
   * which copies it.
   */
  MASK,

  /**
   * Grams: the rule says how far, the gradient says where to.
   *
   * <pre>
   * w ← w − |u|·sign(g)
   * </pre>
   *
   * <p>An element without gradient stays. Cao, Li and Song, "Grams: Gradient Descent with Adaptive
   * Momentum Scaling", 2024, <a href="https://arxiv.org/abs/2412.17107">arXiv:2412.17107</a>.
   */
  GRAMS
}
