// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import org.talweg.internal.Checks;
import org.talweg.internal.Powers;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

/** From one value to another along a curve, raised to a power; the last value stays. */
record TransitionSchedule(Curve curve, double from, double to, long steps, double power)
    implements Schedule, Written {
  TransitionSchedule {
    Checks.finite("the first value", from);
    Checks.finite("the last value", to);
    Checks.atLeastOne("the number of steps", steps);
    Checks.positive("power", power);
  }

  /** Whether it is a line that ends at a value after some steps. */
  boolean isLineTo(double end, long after) {
    return curve == Curve.LINEAR && power == 1 && Double.compare(to, end) == 0 && steps == after;
  }

  @Override
  public double at(long step) {
    double left = curve.left((double) Math.min(step - 1, steps) / steps);
    return Curve.between(from, to, power == 1 ? left : Powers.of(left, power));
  }

  @Override
  public String toString() {
    String name = curve == Curve.COSINE ? "cosine" : power == 1 ? "linear" : "polynomial";
    String end =
        curve == Curve.COSINE && Double.compare(to, 0) == 0 && power == 1 ? "" : ", " + Text.of(to);
    String last = power == 1 ? "" : ", " + Text.of(power);
    return "Schedule." + name + "(" + Text.of(from) + end + ", " + Text.of(steps) + last + ")";
  }
}
