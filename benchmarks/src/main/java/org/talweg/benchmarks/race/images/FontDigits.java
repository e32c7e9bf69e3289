// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.images;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.util.List;
import java.util.Random;

/** Digits in the JDK's logical fonts, plain, bold and italic. */
public final class FontDigits implements DigitShapes {
  private static final List<String> FAMILIES =
      List.of(Font.SERIF, Font.SANS_SERIF, Font.MONOSPACED, Font.DIALOG);
  private static final int STYLES = 4;
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  /** Whether the JDK can draw text: without any font installed, some cannot. */
  public static boolean exist() {
    try {
      return !new FontDigits().draw(8, new Random(0)).getBounds2D().isEmpty();
    } catch (RuntimeException | LinkageError | InternalError e) {
      return false;
    }
  }

  @Override
  public String description() {
    return "the fonts " + String.join(", ", FAMILIES);
  }

  @Override
  public Shape draw(int digit, Random random) {
    String family = FAMILIES.get(random.nextInt(FAMILIES.size()));
    Font font = new Font(family, random.nextInt(STYLES), 40);
    return font.createGlyphVector(CONTEXT, Integer.toString(digit)).getOutline();
  }
}
