// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.probe;

/**
 * One side of a ratio: a case, and the process that runs it.
 *
 * @param probe the process
 * @param subject the case
 */
record Side(ProbeProcess probe, Case subject) {
  double measure(double milliseconds) {
    return probe.measure(subject, milliseconds);
  }
}
