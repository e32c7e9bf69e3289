// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.probe;

/** Something that can be measured for a while, again and again. */
interface Subject {
  /**
   * Measures for about the given time.
   *
   * @return nanoseconds for one operation, or another amount that the case names
   */
  double measure(long nanoseconds);
}
