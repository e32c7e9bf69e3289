// SPDX-License-Identifier: Apache-2.0
package example;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A table of numbers: in each row a label, −1 or 1, and features. */
final class Rows {
  private final double[][] table;

  private Rows(double[][] table) {
    this.table = table;
  }

  /** The table that comes with this example. */
  static Rows read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Rows.class.getResourceAsStream("rows.csv"), StandardCharsets.UTF_8))) {
      return new Rows(lines.lines().map(Rows::numbers).toArray(double[][]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] numbers(String line) {
    return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
  }

  int count() {
    return table.length;
  }

  int features() {
    return table[0].length - 1;
  }

  double label(int row) {
    return table[row][0];
  }

  double feature(int row, int column) {
    return table[row][column + 1];
  }
}
