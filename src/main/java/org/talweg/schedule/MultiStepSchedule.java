package org.talweg.schedule;

import java.util.Arrays;
import org.talweg.internal.Checks;
import org.talweg.internal.Powers;

/** The milestones are kept apart from the caller's array, and searched in order: they are few. */
final class MultiStepSchedule implements Schedule {
  private final double rate;
  private final double factor;
  private final long[] milestones;

  MultiStepSchedule(double rate, double factor, long[] milestones) {
    this.rate = Checks.notNegative("learning rate", rate);
    this.factor = Checks.positive("decay factor", factor);
    this.milestones = milestones.clone();
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
    return rate * Powers.of(factor, passed);
  }

  @Override
  public String toString() {
    return "MultiStepSchedule[rate="
        + rate
        + ", factor="
        + factor
        + ", milestones="
        + Arrays.toString(milestones)
        + "]";
  }
}
