package org.talweg.benchmarks.schedule;

import org.talweg.schedule.Schedule;

/**
 * A schedule that was read.
 *
 * @param steps how many steps show what it does
 */
record Part(Schedule schedule, long steps) {
  /** What shows nothing of its own, such as a constant. */
  static final long NONE = 0;

  /** Beyond it, a product of steps would overflow. */
  private static final long LIMIT = 1L << 52;

  Part {
    steps = Math.min(steps, LIMIT);
  }

  /** A number is a constant. */
  static Part number(double value) {
    return new Part(Schedule.constant(value), NONE);
  }
}
