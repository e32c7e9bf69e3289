// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.bounds;

import org.talweg.benchmarks.speed.probe.Room;
import org.talweg.benchmarks.speed.probe.Windows;
import org.talweg.benchmarks.speed.probe.Windows.Plan;

/**
 * One measurement of a check.
 *
 * @param ratio the ratio of the best windows, or the amount
 * @param subject nanoseconds of the subject, the median; 0 of an amount
 * @param against nanoseconds of the other
 */
record Sample(double ratio, double subject, double against) {
  static Sample of(Check check, Room room, Plan plan) {
    if (check.isAmount()) {
      return new Sample(room.amount(check.subject(), check::holds), 0, 0);
    }
    Windows windows = room.times(check.subject(), check.against(), plan);
    return new Sample(
        windows.ratioOfMinima(), windows.numeratorMedian(), windows.denominatorMedian());
  }
}
