// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

/** Equal by name: the name is all that a text can hold of a function. */
final class NamedSchedule implements Schedule, Written {
  private final String name;
  private final Schedule function;

  NamedSchedule(String name, Schedule function) {
    this.name = Checks.name("a schedule's name", name);
    this.function = Objects.requireNonNull(function, "function");
  }

  @Override
  public double at(long step) {
    return function.at(step);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NamedSchedule that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "Schedule.named(" + Text.quoted(name) + ")";
  }
}
