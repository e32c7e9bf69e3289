// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

record OneCycleMomentum(OneCycle cycle, double high, double low) implements Schedule, Written {
  OneCycleMomentum {
    Checks.finite("the high momentum", high);
    Checks.finite("the low momentum", low);
  }

  @Override
  public double at(long step) {
    return cycle.at(step, high, low, high);
  }

  @Override
  public String toString() {
    return cycle + ".momentum(" + Text.of(high) + ", " + Text.of(low) + ")";
  }
}
