// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.talweg.tensor.Shape;

/**
 * Which rule of a {@link ModelInitializer} fills which parameter. Its text is a table for people.
 *
 * @param lines a line for each parameter, in their order
 * @param unused the rules that are for none of the parameters
 */
public record InitializationPlan(List<Line> lines, List<String> unused) {
  private static final List<String> HEADINGS =
      List.of("parameter", "shape", "rule", "spread", "initializer");

  /**
   * The rule for one parameter.
   *
   * @param parameter its name
   * @param shape its shape
   * @param rule the pattern in quotes, or "rule" and its number
   * @param spread the bound or the standard deviation of its values, {@link Initializer#spread}
   * @param initializer the initializer that fills it
   */
  public record Line(
      String parameter, Shape shape, String rule, String spread, String initializer) {
    /**
     * Checks that nothing is missing.
     *
     * @param parameter its name
     * @param shape its shape
     * @param rule the pattern in quotes, or "rule" and its number
     * @param spread the bound or the standard deviation of its values
     * @param initializer the initializer that fills it
     */
    public Line {
      Objects.requireNonNull(parameter, "parameter");
      Objects.requireNonNull(shape, "shape");
      Objects.requireNonNull(rule, "rule");
      Objects.requireNonNull(spread, "spread");
      Objects.requireNonNull(initializer, "initializer");
    }

    private List<String> cells() {
      return List.of(parameter, shape.toString(), rule, spread, initializer);
    }
  }

  /**
   * Copies the lists.
   *
   * @param lines a line for each parameter, in their order
   * @param unused the rules that are for none of the parameters
   */
  public InitializationPlan {
    lines = List.copyOf(Objects.requireNonNull(lines, "lines"));
    unused = List.copyOf(Objects.requireNonNull(unused, "unused"));
  }

  @Override
  public String toString() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADINGS);
    lines.forEach(line -> rows.add(line.cells()));
    List<Integer> widths = new ArrayList<>(Collections.nCopies(HEADINGS.size(), 0));
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
    StringBuilder table = new StringBuilder();
    rows.forEach(row -> table.append(row(row, widths)).append('\n'));
    if (!unused.isEmpty()) {
      table.append("for no parameter: ").append(String.join(", ", unused)).append('\n');
    }
    return table.toString();
  }

  private static String row(List<String> cells, List<Integer> widths) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      row.append(cells.get(i)).append(" ".repeat(widths.get(i) - cells.get(i).length() + 2));
    }
    return row.toString().stripTrailing();
  }
}
