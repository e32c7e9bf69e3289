// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

record RepeatSchedule(Schedule inside, long steps) implements Schedule, Written {
  RepeatSchedule {
    Checks.atLeastOne("the number of steps to repeat", steps);
  }

  @Override
  public double at(long step) {
    return inside.at((step - 1) % steps + 1);
  }

  @Override
  public String toString() {
    return ConstantSchedule.receiver(inside) + ".repeat(" + Text.of(steps) + ")";
  }
}
