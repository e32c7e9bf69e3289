// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.catalogue.Options;
import org.talweg.tensor.DataType;

/**
 * A set of options and what they led to.
 *
 * @param stated the tolerance that the source states for its numbers in double precision
 * @param runs the runs by type; the one in double precision is always there
 */
record TrajectoryCase(Options options, Stated stated, Map<DataType, Run> runs) {
  /**
   * A tolerance, 0 where the source states none.
   *
   * @param absolute an error of an element that passes
   * @param relative an error that passes for each unit of the element
   */
  record Stated(double absolute, double relative) {
    @Override
    public String toString() {
      return absolute == 0 ? String.valueOf(relative) : absolute + " + " + relative + " relative";
    }
  }

  /**
   * A run in one type.
   *
   * @param trajectory row 0 the initial values, row t those after step t
   * @param finalState the optimizer's state after the last step, in the framework's names
   * @param evaluation the weights to evaluate with, where they are others
   */
  record Run(
      List<double[]> trajectory, Map<String, double[]> finalState, Optional<double[]> evaluation) {}

  /** The run in double precision. */
  Run reference() {
    return runs.get(DataType.FLOAT64);
  }
}
