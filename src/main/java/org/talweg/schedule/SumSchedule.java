// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import java.util.Objects;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

record SumSchedule(Schedule first, Schedule second) implements Schedule, Written {
  private static final Schedule ZERO = new ConstantSchedule(0);

  /** The sum, in the simplest form that has the same values. */
  static Schedule of(Schedule first, Schedule second) {
    Objects.requireNonNull(second, "summand");
    if (second.equals(ZERO)) {
      return first;
    }
    if (first.equals(ZERO)) {
      return second;
    }
    double both =
        first.isConstant() && second.isConstant() ? first.at(1) + second.at(1) : Double.NaN;
    return Double.isFinite(both) ? new ConstantSchedule(both) : new SumSchedule(first, second);
  }

  @Override
  public double at(long step) {
    return first.at(step) + second.at(step);
  }

  @Override
  public String toString() {
    return ConstantSchedule.receiver(first) + ".plus(" + Text.part(second) + ")";
  }
}
