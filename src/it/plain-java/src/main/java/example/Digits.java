// SPDX-License-Identifier: Apache-2.0
package example;

import java.util.Random;

/** Ten digits of 5 × 7 pixels, and noisy pictures of them to learn from. */
final class Digits {
  static final int CLASSES = 10;
  static final int PIXELS = 35;

  private static final String[] GLYPHS = {
    ".###. #...# #...# #...# #...# #...# .###.",
    "..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.",
    ".###. #...# ....# ...#. ..#.. .#... #####",
    "####. ....# ....# .###. ....# ....# ####.",
    "...#. ..##. .#.#. #..#. ##### ...#. ...#.",
    "##### #.... ####. ....# ....# #...# .###.",
    "..##. .#... #.... ####. #...# #...# .###.",
    "##### ....# ...#. ..#.. ..#.. .#... .#...",
    ".###. #...# #...# .###. #...# #...# .###.",
    ".###. #...# #...# .#### ....# ...#. .##..",
  };

  private Digits() {}

  /** Draws a digit into a picture of zeros and ones, one pixel in ten flipped. */
  static void draw(int digit, Random random, float[] picture) {
    String glyph = GLYPHS[digit].replace(" ", "");
    for (int pixel = 0; pixel < PIXELS; pixel++) {
      boolean ink = glyph.charAt(pixel) == '#';
      boolean flipped = random.nextDouble() < 0.1;
      picture[pixel] = ink != flipped ? 1 : 0;
    }
  }
}
