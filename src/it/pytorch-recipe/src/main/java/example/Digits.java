// SPDX-License-Identifier: Apache-2.0
package example;

/** Ten digits of 5 × 7 pixels under waves, always the same. */
final class Digits {
  static final int CLASSES = 10;
  static final int PIXELS = 35;
  static final int IMAGES = 400;

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

  static int label(int image) {
    return image % CLASSES;
  }

  static double[] pixels(int image) {
    String glyph = GLYPHS[label(image)].replace(" ", "");
    double[] pixels = new double[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      double ink = glyph.charAt(i) == '#' ? 1 : 0;
      pixels[i] = ink + 0.7 * Math.sin(3 + image * PIXELS + i);
    }
    return pixels;
  }
}
