// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.images;

import java.awt.Shape;
import java.util.Random;

/** Where the outlines of digits come from. */
public interface DigitShapes {
  /** Outlines for people: the words after "digits drawn in". */
  String description();

  /** The outline of a digit in one of the styles, of any size and place. */
  Shape draw(int digit, Random random);

  /** The logical fonts, or strokes where the JDK has no fonts. */
  static DigitShapes available() {
    return FontDigits.exist() ? new FontDigits() : new StrokeDigits();
  }
}
