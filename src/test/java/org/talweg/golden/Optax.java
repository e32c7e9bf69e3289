// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.List;
import org.talweg.initializer.Fan;
import org.talweg.tensor.Shape;

/** Optax' names. */
final class Optax implements Framework {
  @Override
  public String name() {
    return "optax";
  }

  @Override
  public List<GoldenSchedule> schedules() {
    return GoldenSchedule.optax();
  }

  @Override
  public Fan fan(Shape weight) {
    return Fan.inputFirst(weight);
  }
}
