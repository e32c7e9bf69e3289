// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.images;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Random;

/**
 * Digits of straight strokes whose corners move a little from image to image, for a JDK without
 * fonts.
 */
public final class StrokeDigits implements DigitShapes {
  /**
   * Lines of corners on a grid 2 wide and 4 high, two figures per corner; a space lifts the pen.
   */
  private static final List<List<String>> STROKES =
      List.of(
          List.of("0020240400"),
          List.of("011014", "0424"),
          List.of("0110212204", "0424"),
          List.of("001021122304"),
          List.of("14100323"),
          List.of("200002122304"),
          List.of("2002042422", "0222"),
          List.of("002014"),
          List.of("0020240400", "0222"),
          List.of("2202002022", "2204"));

  @Override
  public String description() {
    return "strokes";
  }

  @Override
  public Shape draw(int digit, Random random) {
    Path2D path = new Path2D.Double();
    for (String line : STROKES.get(digit)) {
      for (int i = 0; i < line.length(); i += 2) {
        double x = line.charAt(i) - '0' + 0.3 * (random.nextDouble() - 0.5);
        double y = line.charAt(i + 1) - '0' + 0.3 * (random.nextDouble() - 0.5);
        if (i == 0) {
          path.moveTo(x, y);
        } else {
          path.lineTo(x, y);
        }
      }
    }
    float width = 0.2f + 0.5f * random.nextFloat();
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        .createStrokedShape(path);
  }
}
