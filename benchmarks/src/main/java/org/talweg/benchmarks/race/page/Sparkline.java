// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.util.Locale;
import java.util.OptionalInt;
import org.talweg.benchmarks.race.RunResult;

/** Curves as small as a line of text, all on the same axes. */
final class Sparkline {
  private static final int WIDTH = 120;
  private static final int HEIGHT = 24;
  private static final int POINTS = 60;
  private static final double HIGHEST_LOSS = 4;
  private static final double LOWEST_LOSS = 0.01;

  private Sparkline() {}

  /** The loss over the steps, each point the mean of those around it, from 4 down to 0.01. */
  static String losses(RunResult run) {
    double[] losses = run.losses();
    StringBuilder points = new StringBuilder();
    int count = Math.min(POINTS, losses.length);
    for (int i = 0; i < count; i++) {
      int from = i * losses.length / count;
      int to = (i + 1) * losses.length / count;
      double sum = 0;
      for (int step = from; step < to; step++) {
        sum += losses[step];
      }
      double height =
          Math.log(sum / (to - from) / LOWEST_LOSS) / Math.log(HIGHEST_LOSS / LOWEST_LOSS);
      point(points, (from + to) / 2.0 / losses.length, height);
    }
    return svg("loss of " + run.contestant().label(), line(points));
  }

  /**
   * The accuracy over the steps, from {@link #lowestAccuracy} to 1, with a mark where it reached a
   * target.
   */
  static String accuracies(RunResult run, double target) {
    int[] tested = run.tested();
    double[] accuracies = run.accuracies();
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < tested.length; i++) {
      point(points, (double) tested[i] / run.steps(), height(accuracies[i], target));
    }
    String level =
        String.format(
            Locale.ROOT,
            "<path class=\"level\" d=\"M0,%.1fH%d\"/>",
            y(height(target, target)),
            WIDTH);
    OptionalInt reached = run.stepsTo(target);
    String mark =
        reached.isEmpty()
            ? ""
            : String.format(
                Locale.ROOT,
                "<path class=\"dot\" d=\"M%.1f,%.1fh0.01\"/>",
                x((double) reached.getAsInt() / run.steps()),
                y(height(target, target)));
    return svg("accuracy of " + run.contestant().label(), level + line(points) + mark);
  }

  /** The lower end of the axis, so that the target stands at three quarters of the height. */
  static double lowestAccuracy(double target) {
    return Math.max(0, 1 - 4 * Math.max(0.02, 1 - target));
  }

  private static double height(double accuracy, double target) {
    double lowest = lowestAccuracy(target);
    return (accuracy - lowest) / (1 - lowest);
  }

  private static void point(StringBuilder points, double across, double height) {
    // What is not a number is drawn on top.
    points.append(
        String.format(
            Locale.ROOT, " %.1f,%.1f", x(across), y(height < 1 ? Math.max(0, height) : 1)));
  }

  private static double x(double across) {
    return across * WIDTH;
  }

  private static double y(double height) {
    return HEIGHT - 2 - height * (HEIGHT - 4);
  }

  private static String line(StringBuilder points) {
    return "<polyline points=\"" + points.toString().strip() + "\"/>";
  }

  private static String svg(String label, String content) {
    return ("<svg class=\"spark\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" role=\"img\""
            + " aria-label=\"%s\">%s</svg>")
        .formatted(WIDTH, HEIGHT, Html.escape(label), content);
  }
}
