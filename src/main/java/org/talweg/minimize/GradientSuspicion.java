// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/**
 * Finds out in a line search whether the gradient can be that of the loss. For a true one, the
 * change of the loss divided by step times slope tends to 1, and what it lacks shrinks with the
 * step. For a wrong one it tends to something else.
 */
final class GradientSuspicion {
  /** Changes that rounding could have made say nothing. */
  private static final double CLEAR = 1e4;

  private static final double SHORTER = 0.1;
  private static final double LESS = 0.5;
  private static final double MUCH = 0.1;

  private double shortest; // promised change of the shortest step that is clear
  private double lack;
  private boolean founded;

  /** Begins a line search. */
  void begin() {
    shortest = Double.POSITIVE_INFINITY;
    lack = Double.NaN;
  }

  /** The loss has fallen. */
  void clear() {
    founded = false;
  }

  /**
   * Takes a step that was tried.
   *
   * @param change by which the loss changed
   * @param promised step times slope
   * @param rounding of the loss
   */
  void tried(double change, double promised, double rounding) {
    double size = Math.abs(promised);
    if (!(size >= CLEAR * rounding && size <= SHORTER * shortest) || !Double.isFinite(change)) {
      return;
    }
    double lackNow = Math.abs(1 - change / promised);
    founded = lackNow > MUCH && lackNow >= LESS * lack;
    shortest = size;
    lack = lackNow;
  }

  boolean isFounded() {
    return founded;
  }

  void archive(Archive archive) {
    shortest = archive.number("suspicion/shortest", shortest);
    lack = archive.number("suspicion/lack", lack);
    founded = archive.flag("suspicion/founded", founded);
  }
}
