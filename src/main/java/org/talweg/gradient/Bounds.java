// SPDX-License-Identifier: Apache-2.0
package org.talweg.gradient;

import org.talweg.schedule.Schedule;

/** Bounds by schedule. */
final class Bounds {
  private Bounds() {}

  /** The bound at a step, which must be positive and finite. */
  static double at(Schedule bound, String name, long step) {
    double value = bound.at(step);
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalStateException(
          name + " must be positive and finite, but at step " + step + " it was " + value);
    }
    return value;
  }
}
