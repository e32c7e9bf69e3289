// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import org.talweg.internal.Checks;
import org.talweg.internal.Powers;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

record CosineRestartsSchedule(double from, double to, long period, double growth, double factor)
    implements Schedule, Written {
  /** Bounds the search for the present period: to 4,000 periods at the last step there is. */
  private static final double LEAST_GROWTH = 1.01;

  CosineRestartsSchedule {
    Checks.finite("the first value", from);
    Checks.finite("the last value", to);
    Checks.atLeastOne("the number of steps in the first period", period);
    Checks.positive("factor", factor);
    Checks.finite("growth", growth);
    if (growth != 1 && growth < LEAST_GROWTH) {
      throw new IllegalArgumentException(
          "growth must be 1, or at least " + LEAST_GROWTH + ", but was " + growth);
    }
  }

  @Override
  public double at(long step) {
    long done = step - 1;
    if (growth == 1) {
      return value(done / period, (double) (done % period) / period);
    }
    double rest = done;
    double length = period;
    int restarts = 0;
    while (rest >= length) {
      rest -= length;
      length *= growth;
      restarts++;
    }
    return value(restarts, rest / length);
  }

  private double value(long restarts, double done) {
    double height = factor == 1 ? 1 : Powers.of(factor, restarts);
    return Curve.between(from, to, height * Curve.COSINE.left(done));
  }

  @Override
  public String toString() {
    String text =
        "Schedule.cosineRestarts(" + Text.of(from) + ", " + Text.of(to) + ", " + Text.of(period);
    if (growth != 1 || factor != 1) {
      text += ", " + Text.of(growth);
    }
    return text + (factor == 1 ? ")" : ", " + Text.of(factor) + ")");
  }
}
