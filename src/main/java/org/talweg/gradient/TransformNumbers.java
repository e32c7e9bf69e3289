// SPDX-License-Identifier: Apache-2.0
package org.talweg.gradient;

/**
 * Where a transform that rewrites gradients puts the numbers of a step, for its loops to read.
 * Implemented by the library alone.
 */
public interface TransformNumbers {
  /** {@return the number of the step, from 1} */
  long step();

  /**
   * Sets one of the step's numbers.
   *
   * @param name its name
   * @param value its value, finite
   */
  void set(Enum<?> name, double value);
}
