// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

/** A running product, taken once, so that a late step costs no more than an early one. */
final class MultiplicativeSchedule implements Schedule, Written {
  private final double value;
  private final Schedule factor;
  private final double[] values;

  MultiplicativeSchedule(double value, Schedule factor, int steps) {
    this.value = Checks.finite("value", value);
    this.factor = Objects.requireNonNull(factor, "factor");
    Checks.atLeastOne("the number of steps", steps);
    values = new double[steps];
    values[0] = value;
    for (int i = 1; i < steps; i++) {
      values[i] = values[i - 1] * Checks.finite("the factor after step " + i, factor.at(i));
    }
  }

  @Override
  public double at(long step) {
    return values[(int) Math.min(step, values.length) - 1];
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MultiplicativeSchedule that
        && Double.compare(value, that.value) == 0
        && factor.equals(that.factor)
        && values.length == that.values.length;
  }

  @Override
  public int hashCode() {
    return Objects.hash(value, factor, values.length);
  }

  @Override
  public String toString() {
    return "Schedule.multiplicative("
        + Text.of(value)
        + ", "
        + ConstantSchedule.receiver(factor)
        + ", "
        + values.length
        + ")";
  }
}
