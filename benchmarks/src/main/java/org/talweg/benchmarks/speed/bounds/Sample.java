package org.talweg.benchmarks.speed.bounds;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.talweg.benchmarks.speed.probe.Room;
import org.talweg.benchmarks.speed.probe.Windows;
import org.talweg.benchmarks.speed.probe.Windows.Plan;

/**
 * One measurement of a check.
 *
 * @param ratio the ratio, or the amount
 * @param subject nanoseconds of the subject; 0 of an amount
 * @param against nanoseconds of the other
 */
record Sample(double ratio, double subject, double against) {
  /** Measures; the ratio is made of what the windows saw. */
  static Sample of(
      Check check, double bound, Room room, Plan plan, ToDoubleFunction<Windows> ratio) {
    if (check.isAmount()) {
      double amount = room.amount(check.subject(), value -> check.holds(value, bound));
      return new Sample(amount, 0, 0);
    }
    Windows windows = room.times(check.subject(), check.against(), plan);
    return new Sample(
        ratio.applyAsDouble(windows), windows.numeratorMedian(), windows.denominatorMedian());
  }

  /** What some measurements of a check come to; the verdict is on one figure of theirs. */
  static Finding finding(Check check, double bound, double figure, List<Sample> samples) {
    return new Finding(
        check.title(),
        check.subject().toString(),
        check.against().toString(),
        figure,
        bound,
        check.floor(),
        Double.isNaN(bound) || check.holds(figure, bound),
        median(samples, Sample::subject),
        median(samples, Sample::against),
        samples.stream().mapToDouble(Sample::ratio).min().orElseThrow(),
        samples.stream().mapToDouble(Sample::ratio).max().orElseThrow(),
        samples.size());
  }

  static double median(List<Sample> samples, ToDoubleFunction<Sample> of) {
    return Windows.median(samples.stream().mapToDouble(of).toArray());
  }
}
