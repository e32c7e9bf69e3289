// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import java.util.Arrays;

/**
 * An approximation of the Hessian's diagonal, learned from steps s and changes y of the gradient:
 * the one before is multiplied by one number, so that it is right along y, and gets a BFGS update
 * of which the diagonal alone is kept,
 *
 * <pre>
 * b ← b·(Σ y²/b / s·y)
 * b ← b + y²/s·y − (b·s)² / Σ b·s²
 * </pre>
 *
 * <p>Gilbert, Lemaréchal, "Some numerical experiments with variable-storage quasi-Newton
 * algorithms", Mathematical Programming 45, 1989: equation 4.9, and M1QN3's "diagonal initial
 * scaling". The first step gives y·y / s·y to every variable.
 */
final class Diagonal {
  /** An element is no less than this fraction of y·y / s·y; it would say that s lies along it. */
  private static final double LEAST = 0x1p-40;

  private final Vectors vectors;
  private final double[] curvatures; // b
  private boolean known;

  Diagonal(Vectors vectors) {
    this.vectors = vectors;
    this.curvatures = new double[vectors.size()];
  }

  /** Learns from a step, its change of the gradient, s·y and y·y. */
  void learn(double[] step, double[] change, double curvature, double square) {
    double whole = square / curvature;
    double alongStep = known ? vectors.squaresTimes(step, curvatures) : 0;
    double alongChange = known ? vectors.squaresOver(change, curvatures) : 0;
    double fit = alongChange / curvature;
    double denominator = fit * alongStep;
    if (!(fit > 0
        && denominator > 0
        && fit <= Double.MAX_VALUE
        && denominator <= Double.MAX_VALUE)) {
      Arrays.fill(curvatures, whole);
      fit = 1;
      denominator = whole * vectors.dot(step, step);
    }
    known = true;
    vectors.updateDiagonal(
        curvatures, fit, change, 1 / curvature, step, 1 / denominator, LEAST * whole);
  }

  /** vector ← vector / b; Σ of that times the other. */
  double divide(double[] vector, double[] other) {
    return vectors.divideAndDot(vector, curvatures, other);
  }

  /** The next step begins anew. */
  void forget() {
    known = false;
  }

  void archive(Archive archive) {
    archive.vector("memory/diagonal", curvatures);
    known = archive.flag("memory/diagonalKnown", known);
  }
}
