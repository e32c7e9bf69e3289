// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

record PerEpochSchedule(Schedule epochs, long stepsPerEpoch) implements Schedule, Written {
  PerEpochSchedule {
    Checks.atLeastOne("the number of steps in an epoch", stepsPerEpoch);
  }

  @Override
  public double at(long step) {
    return epochs.at((step - 1) / stepsPerEpoch + 1);
  }

  @Override
  public String toString() {
    return ConstantSchedule.receiver(epochs) + ".perEpoch(" + Text.of(stepsPerEpoch) + ")";
  }
}
