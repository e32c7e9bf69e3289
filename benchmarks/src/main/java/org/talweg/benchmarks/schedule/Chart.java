// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.schedule;

import java.nio.charset.Charset;
import java.util.Locale;
import java.util.stream.LongStream;
import org.talweg.schedule.Schedule;

/**
 * The values of a schedule from step 1 on, in lines of text or as a small SVG file that can be read
 * on light and on dark, the same bytes wherever it is drawn: labels are text, not outlines of a
 * font.
 */
final class Chart {
  private static final int ROWS = 21;
  private static final int BAR = 48;
  private static final int WIDTH = 480;
  private static final int HEIGHT = 150;
  private static final int LEFT = 52;
  private static final int RIGHT = WIDTH - 12;
  private static final int TOP = 10;
  private static final int BOTTOM = HEIGHT - 22;

  private final Schedule schedule;
  private final long steps;

  /** The axis of values. */
  private final double low;

  private final double high;

  /**
   * A schedule for some steps. The axis begins at 0 unless all values are far from it.
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  Chart(Schedule schedule, long steps) {
    this.schedule = schedule;
    this.steps = steps;
    for (long step : spread(2000)) {
      if (!Double.isFinite(schedule.at(step))) {
        throw new IllegalArgumentException(
            schedule + " is " + schedule.at(step) + " at step " + step);
      }
    }
    double least = LongStream.of(spread(2000)).mapToDouble(schedule::at).min().orElseThrow();
    double most = LongStream.of(spread(2000)).mapToDouble(schedule::at).max().orElseThrow();
    low = least > 0 && (least < most / 2 || least == most) ? 0 : least;
    high = low == most ? low + 1 : most;
  }

  /** A line for each of a few steps: the step, its value, and a bar for a terminal's charset. */
  String text(Charset charset) {
    String block = charset.newEncoder().canEncode('█') ? "█" : "#";
    StringBuilder text = new StringBuilder(String.format("%12s  %12s%n", "step", "value"));
    for (long step : spread(ROWS)) {
      double value = schedule.at(step);
      String bar = block.repeat((int) Math.round((value - low) / (high - low) * BAR));
      String line = String.format("%12d  %12s  %s", step, number(value), bar);
      text.append(line.stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  /**
   * The text of an SVG file.
   *
   * @param call what is drawn, for those who can't see it
   */
  String svg(String call) {
    StringBuilder labels = new StringBuilder(label(x(1), HEIGHT - 6, "middle", 1));
    StringBuilder grid = new StringBuilder();
    double apart = round((high - low) / 4);
    for (long i = (long) Math.ceil(low / apart - 1e-9); i * apart <= top(); i++) {
      double y = y(i * apart);
      labels.append(label(LEFT - 6, y + 4, "end", i * apart));
      grid.append(String.format(Locale.ROOT, "M%d,%.1fH%d", LEFT, y, RIGHT));
    }
    double each = Math.max(1, round(steps / 5.0));
    for (double step = each; step <= steps; step += each) {
      if (step > steps / 50.0) {
        labels.append(label(x(step), HEIGHT - 6, "middle", step));
        grid.append(String.format(Locale.ROOT, "M%.1f,%dV%d", x(step), TOP, BOTTOM));
      }
    }
    StringBuilder line = new StringBuilder();
    for (long step : spread(RIGHT - LEFT + 1)) {
      line.append(String.format(Locale.ROOT, " %.1f,%.1f", x((double) step), y(schedule.at(step))));
    }
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" role="img" aria-label="%s">
        <g font-family="sans-serif" font-size="11" fill="#808080" stroke="none">
        %s</g>
        <path d="%s" stroke="#808080" stroke-opacity="0.35" fill="none"/>
        <polyline points="%s" stroke="#3080d0" stroke-width="2" fill="none"/>
        </svg>
        """
        .formatted(WIDTH, HEIGHT, call, labels, grid, line.toString().replace(".0", "").strip());
  }

  private static String label(double x, double y, String anchor, double value) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
        x,
        y,
        anchor,
        number(value));
  }

  /** So many steps from the first to the last, or all if there are fewer. */
  private long[] spread(int most) {
    int count = (int) Math.min(most, steps);
    return LongStream.range(0, count)
        .map(i -> count == 1 ? 1 : 1 + Math.round((double) i / (count - 1) * (steps - 1)))
        .toArray();
  }

  private double x(double step) {
    return LEFT + (step - 1) / Math.max(1, steps - 1) * (RIGHT - LEFT);
  }

  private double y(double value) {
    return BOTTOM - (value - low) / (top() - low) * (BOTTOM - TOP);
  }

  /** The upper end, with room for the line's width. */
  private double top() {
    return high + (high - low) / 50;
  }

  /** The next of 1, 2 or 5 times a power of ten. */
  private static double round(double distance) {
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(distance)));
    double digit = distance / power;
    return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }

  /** As many digits as a float has, without zeros at the end. */
  private static String number(double value) {
    return Float.toString((float) value).replaceFirst("\\.0$", "").replace(".0E", "E");
  }
}
