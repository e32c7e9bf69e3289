package org.talweg.benchmarks.schedule;

import org.talweg.schedule.Schedule;

/**
 * The values of a schedule from step 1 on.
 *
 * @param low the lower end of an axis for them
 * @param high the upper end
 */
record Curve(Schedule schedule, long steps, double low, double high) {
  /** How many steps are looked at to find the axis. */
  private static final int LOOKS = 2000;

  /**
   * A schedule for some steps. The axis starts at 0 unless all values are far from it.
   *
   * @throws IllegalArgumentException if a value that was looked at is not finite
   */
  static Curve of(Schedule schedule, long steps) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < LOOKS; i++) {
      long step = step(i, LOOKS, steps);
      double value = schedule.at(step);
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(schedule + " is " + value + " at step " + step);
      }
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (low > 0 && (low < high / 2 || low == high)) {
      low = 0;
    }
    return new Curve(schedule, steps, low, low == high ? low + 1 : high);
  }

  /** The i-th of some steps that are spread from the first to the last. */
  long step(int i, int count) {
    return step(i, count, steps);
  }

  private static long step(int i, int count, long steps) {
    return 1 + Math.round((double) i / (count - 1) * (steps - 1));
  }

  double at(long step) {
    return schedule.at(step);
  }
}
