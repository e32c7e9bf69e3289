// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

/**
 * The smallest unit that a loop may be given: any elements, or whole rows or parameters. The
 * coarser, the fewer threads can share the work, and the more has to fit into cache.
 */
public enum Granularity {
  /** Any elements, perhaps of several parameters. */
  ELEMENT,
  /**
   * Rows of one parameter, from the first of the chunk to its last: what belongs to one index of
   * the first dimension. All of a vector is one row.
   */
  ROW,
  /** All of one parameter. */
  PARAMETER
}
