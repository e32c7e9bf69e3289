package org.talweg.benchmarks.schedule;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Locale;

/** A chart in characters of two by four dots, or in stars where the terminal has no such. */
final class TerminalChart {
  private static final int COLUMNS = 64;
  private static final int ROWS = 12;

  /** The first of the 256 characters of dots, the one without any. */
  private static final char NO_DOTS = '\u2800';

  /** The bit of each dot, by row and column. */
  private static final int[][] BITS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

  private final int across;
  private final int down;
  private final int[][] cells = new int[ROWS][COLUMNS];

  private TerminalChart(int across, int down) {
    this.across = across;
    this.down = down;
  }

  /** The chart's lines, for a terminal with this character set. */
  static String text(Curve curve, Charset charset) {
    boolean dots = charset.newEncoder().canEncode(NO_DOTS);
    TerminalChart chart = dots ? new TerminalChart(2, 4) : new TerminalChart(1, 1);
    chart.draw(curve);
    return chart.text(curve, dots);
  }

  private void draw(Curve curve) {
    int width = COLUMNS * across;
    int before = height(curve, 0, width);
    for (int x = 0; x < width; x++) {
      int height = height(curve, x, width);
      // What lies between two columns belongs to the second.
      int from = Math.min(height, before + Integer.signum(height - before));
      int to = Math.max(height, before + Integer.signum(height - before));
      for (int y = from; y <= to; y++) {
        int row = ROWS * down - 1 - y;
        cells[row / down][x / across] |= BITS[row % down][x % across];
      }
      before = height;
    }
  }

  private int height(Curve curve, int x, int width) {
    double value = curve.at(curve.step(x, width));
    double part = (value - curve.low()) / (curve.high() - curve.low());
    return (int) Math.round(Math.max(0, Math.min(1, part)) * (ROWS * down - 1));
  }

  private String text(Curve curve, boolean dots) {
    StringBuilder text = new StringBuilder();
    String[] labels = new String[ROWS];
    Arrays.fill(labels, "");
    labels[0] = Figures.of(curve.high());
    labels[ROWS - 1] = Figures.of(curve.low());
    int margin = Arrays.stream(labels).mapToInt(String::length).max().orElse(0);
    String side = dots ? "│" : "|";
    for (int row = 0; row < ROWS; row++) {
      text.append(String.format(Locale.ROOT, "%" + margin + "s ", labels[row])).append(side);
      for (int cell : cells[row]) {
        text.append(dots ? (char) (NO_DOTS + cell) : cell == 0 ? ' ' : '*');
      }
      text.append(System.lineSeparator());
    }
    String last = "step " + curve.steps();
    text.append(" ".repeat(margin + 2)).append('1');
    text.append(" ".repeat(COLUMNS - 1 - last.length())).append(last);
    return text.append(System.lineSeparator()).toString();
  }
}
