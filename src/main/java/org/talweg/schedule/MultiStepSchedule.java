// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.talweg.internal.Checks;
import org.talweg.internal.Powers;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

/** The milestones are kept apart from the caller's array, and searched in order: they are few. */
final class MultiStepSchedule implements Schedule, Written {
  private final double value;
  private final double factor;
  private final long[] milestones;

  MultiStepSchedule(double value, double factor, long[] milestones) {
    this.value = Checks.finite("value", value);
    this.factor = Checks.positive("factor", factor);
    this.milestones = Objects.requireNonNull(milestones, "milestones").clone();
    for (int i = 0; i < this.milestones.length; i++) {
      Checks.atLeastOne("a milestone", this.milestones[i]);
      if (i > 0 && this.milestones[i] <= this.milestones[i - 1]) {
        throw new IllegalArgumentException(
            "milestones must ascend, but were " + Arrays.toString(this.milestones));
      }
    }
  }

  @Override
  public double at(long step) {
    int passed = 0;
    while (passed < milestones.length && step > milestones[passed]) {
      passed++;
    }
    return value * Powers.of(factor, passed);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MultiStepSchedule that
        && Double.compare(value, that.value) == 0
        && Double.compare(factor, that.factor) == 0
        && Arrays.equals(milestones, that.milestones);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Double.hashCode(value) + Double.hashCode(factor))
        + Arrays.hashCode(milestones);
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder("Schedule.multiStep(" + Text.of(value) + ", " + Text.of(factor));
    for (long milestone : milestones) {
      text.append(", ").append(Text.of(milestone));
    }
    return text.append(')').toString();
  }
}
