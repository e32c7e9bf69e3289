// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

record NoamSchedule(long width, long warmUp) implements Schedule, Written {
  NoamSchedule {
    Checks.atLeastOne("the width of the model", width);
    Checks.atLeastOne("the number of warm-up steps", warmUp);
  }

  @Override
  public double at(long step) {
    double rising = step / (warmUp * Math.sqrt((double) warmUp));
    double falling = 1 / Math.sqrt((double) step);
    return Math.min(rising, falling) / Math.sqrt((double) width);
  }

  @Override
  public String toString() {
    return "Schedule.noam(" + Text.of(width) + ", " + Text.of(warmUp) + ")";
  }
}
