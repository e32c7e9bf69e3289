package org.talweg.benchmarks.schedule;

import java.util.Locale;
import java.util.stream.IntStream;

/** The values at a few steps, from the first to the last. */
final class ValueTable {
  private static final int ROWS = 21;

  private ValueTable() {}

  static String text(Curve curve) {
    StringBuilder text = new StringBuilder(String.format("%12s  value%n", "step"));
    int rows = (int) Math.min(ROWS, curve.steps());
    IntStream.range(0, rows)
        .mapToLong(i -> rows == 1 ? 1 : curve.step(i, rows))
        .forEach(
            step ->
                text.append(
                    String.format(Locale.ROOT, "%12d  %s%n", step, Figures.of(curve.at(step)))));
    return text.toString();
  }
}
