// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/** Finds how far to go along a direction, one evaluation at a time. */
interface LineSearch {
  /** The decision after a trial step. */
  enum Verdict {
    /** Evaluate at the new {@link #step}. */
    TRY,
    /** The step that was just tried is good. */
    ACCEPTED,
    /** There is no better step to be found. One that was tried may be better than none. */
    FAILED
  }

  /**
   * Begins a search.
   *
   * @param loss the loss at step 0
   * @param slope its derivative by the step there, negative
   * @param step the first step to try
   * @param longest the longest step that is allowed
   * @param rounding how far the losses of two points may be apart by rounding alone
   */
  void begin(double loss, double slope, double step, double longest, double rounding);

  /** The step to try. */
  double step();

  /**
   * Takes what was found at {@link #step}.
   *
   * @param loss the loss; NaN if it or the gradient is not finite
   * @param slope its derivative by the step
   */
  Verdict tried(double loss, double slope);

  /** Saves or restores. */
  void archive(Archive archive);
}
