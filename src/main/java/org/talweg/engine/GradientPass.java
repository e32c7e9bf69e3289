// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

/** A pass that changes copies of the gradients, before the rule. */
public interface GradientPass extends Pass {
  /**
   * Computes the numbers of a step.
   *
   * @param step the number of the step, from 1
   * @param single whether they are used in single precision, too
   * @throws IllegalStateException if one is not allowed; nothing has changed then
   */
  void prepare(long step, boolean single);
}
