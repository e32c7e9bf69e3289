// SPDX-License-Identifier: Apache-2.0
package org.talweg.projection;

/**
 * Where a projection puts the numbers of a step, for its loops to read. Implemented by the library
 * alone.
 */
public interface ProjectionNumbers {
  /** {@return the number of the step, from 1} */
  long step();

  /** {@return η at this step, of the group that the weights are in} */
  double learningRate();

  /**
   * Sets one of the step's numbers.
   *
   * @param name its name
   * @param value its value, finite
   */
  void set(Enum<?> name, double value);
}
