// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import java.util.Objects;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

record ProductSchedule(Schedule first, Schedule second) implements Schedule, Written {
  private static final Schedule ONE = new ConstantSchedule(1);

  /** The product, in the simplest form that has the same values. */
  static Schedule of(Schedule first, Schedule second) {
    Objects.requireNonNull(second, "factor");
    if (second.equals(ONE)) {
      return first;
    }
    if (first.equals(ONE)) {
      return second;
    }
    double both =
        first.isConstant() && second.isConstant() ? first.at(1) * second.at(1) : Double.NaN;
    return Double.isFinite(both) ? new ConstantSchedule(both) : new ProductSchedule(first, second);
  }

  @Override
  public double at(long step) {
    return first.at(step) * second.at(step);
  }

  @Override
  public String toString() {
    return ConstantSchedule.receiver(first) + ".times(" + Text.part(second) + ")";
  }
}
