// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

/** Parts one after the other; each has the number of steps that are over when it starts. */
final class SequenceSchedule implements Schedule, Written {
  private final Schedule[] parts;
  private final long[] starts;

  /** Whether the first part is a line to the first value of the second, as a warm-up is. */
  private final boolean warm;

  private SequenceSchedule(Schedule[] parts, long[] starts) {
    this.parts = parts;
    this.starts = starts;
    this.warm =
        parts[0] instanceof TransitionSchedule line && line.isLineTo(parts[1].at(1), starts[1]);
  }

  /** A sequence that is continued stays one sequence; what the new part covers is dropped. */
  static SequenceSchedule of(Schedule first, long after, Schedule next) {
    Checks.atLeastOne("the number of steps before the next part", after);
    Objects.requireNonNull(next, "next");
    Schedule[] parts = {first};
    long[] starts = {0};
    if (first instanceof SequenceSchedule sequence) {
      int kept = (int) Arrays.stream(sequence.starts).filter(start -> start < after).count();
      parts = Arrays.copyOf(sequence.parts, kept);
      starts = Arrays.copyOf(sequence.starts, kept);
    }
    int last = parts.length;
    parts = Arrays.copyOf(parts, last + 1);
    starts = Arrays.copyOf(starts, last + 1);
    parts[last] = next;
    starts[last] = after;
    return new SequenceSchedule(parts, starts);
  }

  @Override
  public double at(long step) {
    int i = parts.length - 1;
    while (i > 0 && step <= starts[i]) {
      i--;
    }
    return parts[i].at(step - starts[i]);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SequenceSchedule that
        && Arrays.equals(starts, that.starts)
        && List.of(parts).equals(List.of(that.parts));
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(starts) + Arrays.hashCode(parts);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(ConstantSchedule.receiver(parts[warm ? 1 : 0]));
    if (warm) {
      double from = parts[0].at(1);
      text.append(".warmUp(")
          .append(Double.compare(from, 0) == 0 ? "" : Text.of(from) + ", ")
          .append(Text.of(starts[1]))
          .append(')');
    }
    IntStream.range(warm ? 2 : 1, parts.length)
        .forEach(
            i -> text.append(".then(" + Text.of(starts[i]) + ", " + Text.part(parts[i]) + ")"));
    return text.toString();
  }
}
