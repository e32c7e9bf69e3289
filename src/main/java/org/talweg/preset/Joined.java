// SPDX-License-Identifier: Apache-2.0
package org.talweg.preset;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.talweg.schedule.Schedule;

/** Schedules one after the other, as frameworks join them. */
final class Joined {
  private Joined() {}

  static Schedule of(List<? extends Schedule> schedules, long... boundaries) {
    if (schedules.isEmpty() || schedules.size() != boundaries.length + 1) {
      throw new IllegalArgumentException(
          "there must be one more schedule than boundaries, but there were "
              + schedules.size()
              + " schedules and "
              + boundaries.length
              + " boundaries");
    }
    Schedule joined = Objects.requireNonNull(schedules.get(0), "schedules");
    for (int i = 0; i < boundaries.length; i++) {
      if (boundaries[i] < 0 || (i > 0 && boundaries[i] <= boundaries[i - 1])) {
        throw new IllegalArgumentException(
            "boundaries must ascend from 0, but were " + Arrays.toString(boundaries));
      }
      joined = then(joined, boundaries[i], schedules.get(i + 1));
    }
    return joined;
  }

  /** The next schedule after some steps, which may be none. */
  static Schedule then(Schedule first, long after, Schedule next) {
    return after == 0 ? Objects.requireNonNull(next, "next") : first.then(after, next);
  }
}
