// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.Set;
import org.talweg.rule.Granularity;

/**
 * One thing that happens to the elements of a segment in a step, while they are in cache. A group
 * has a list of passes for each phase of a step, put together when the trainer is built; what is
 * not asked for is not in the list.
 */
interface Pass {
  /** How a pass uses the memory of its elements. */
  enum Use {
    /** The weights are there. */
    READS_WEIGHTS,
    /** Weights that were changed go back. */
    WRITES_WEIGHTS,
    /** The gradients are there. */
    READS_GRADIENTS,
    /** Gradients that were changed go back. */
    WRITES_GRADIENTS,
    /** Weights and gradients are copies, which may be changed and do not go back by themselves. */
    COPIES,
    /** There is a third array of the same length. */
    SPARE,
    /** The elements are of one parameter, and it is known which. */
    PLACE
  }

  /** {@return what the pass gets at least} */
  default Granularity granularity() {
    return Granularity.ELEMENT;
  }

  /** {@return what it needs of the place} */
  Set<Use> uses();

  /** Acts on the elements of a segment. */
  void run(Segment segment, StepPlan plan);
}
