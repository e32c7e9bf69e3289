// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import java.util.Map;
import java.util.Optional;
import org.talweg.internal.Checks;

/**
 * L-BFGS, for smooth losses of any number of variables: the method to begin with.
 *
 * <p>From a point x with gradient g it goes along d = −H·g, where H approximates the inverse of the
 * Hessian from the last m steps s and the changes y of the gradient over them: Liu, Nocedal, "On
 * the limited memory BFGS method for large scale optimization", Mathematical Programming 45, 1989.
 * How far, is found by the line search of Moré and Thuente, ACM TOMS 20, 1994: a step t such that
 *
 * <pre>
 * f(x + t·d) ≤ f(x) + 10⁻⁴·t·g·d    and    |∇f(x + t·d)·d| ≤ η·|g·d|
 * </pre>
 *
 * <p>t = 1 is tried first, except along the first direction, whose first step has a Euclidean
 * length of {@link #withFirstStep}. A step without curvature, s·y ≤ ε·|g·s|, is not remembered.
 *
 * <p>The steps update a first matrix: γ·I with γ = s·y / y·y of the last step, or {@linkplain
 * #withDiagonalScaling one number for each variable}.
 *
 * <pre>{@code
 * SearchResult result = Lbfgs.of().withGradientTolerance(1e-6).minimize(objective, start);
 * }</pre>
 *
 * <p>Defaults: m = 10, η = 0.9, no diagonal scaling, first step min(X, max(1, X/10)), where X = max
 * |xᵢ| at the start, or 1 if that is 0; those of {@link Minimizer}. Immutable.
 */
public final class Lbfgs extends Minimizer<Lbfgs> {
  private static final Lbfgs DEFAULT =
      new Lbfgs(Options.DEFAULTS, 10, 0.9, FirstStep.AUTOMATIC, false);

  private final int memory;
  private final double curvature;
  private final FirstStep firstStep;
  private final boolean diagonal;

  private Lbfgs(
      Options options, int memory, double curvature, FirstStep firstStep, boolean diagonal) {
    super(options);
    this.memory = memory;
    this.curvature = curvature;
    this.firstStep = firstStep;
    this.diagonal = diagonal;
  }

  /** {@return L-BFGS with its defaults} */
  public static Lbfgs of() {
    return DEFAULT;
  }

  /**
   * {@return a copy that remembers another number of steps}
   *
   * @param steps m, at least 1; 3 to 20 are usual. A search takes 2·m + 7 times the memory of a
   *     point
   */
  public Lbfgs withMemory(int steps) {
    return new Lbfgs(
        options(), (int) Checks.atLeastOne("the memory", steps), curvature, firstStep, diagonal);
  }

  /**
   * {@return a copy with another curvature condition}
   *
   * @param bound η, in (10⁻⁴, 1): how small the slope has to be after a step, compared with before.
   *     Smaller ones cost more evaluations for each iteration
   */
  public Lbfgs withCurvatureCondition(double bound) {
    return new Lbfgs(options(), memory, MoreThuente.curvature(bound), firstStep, diagonal);
  }

  /**
   * {@return a copy with another first step}
   *
   * @param length the Euclidean length of the first step that is tried; a good guess of the
   *     distance to the minimum saves a few evaluations, a bad one costs a few
   */
  public Lbfgs withFirstStep(double length) {
    return new Lbfgs(options(), memory, curvature, FirstStep.of(length), diagonal);
  }

  /**
   * {@return a copy whose first matrix is a diagonal, or not} The diagonal b of the Hessian is
   * learned from all steps, by a BFGS update of which nothing but the diagonal is kept:
   *
   * <pre>
   * b ← b·(Σ y²/b / s·y),    b ← b + y²/s·y − (b·s)² / Σ b·s²
   * </pre>
   *
   * <p>That is equation 4.9 of Gilbert, Lemaréchal, "Some numerical experiments with
   * variable-storage quasi-Newton algorithms", Mathematical Programming 45, 1989, the "diagonal
   * initial scaling" of their M1QN3. It pays where curvatures differ by variable, such as the
   * weights of features of which some are frequent and some rare, and takes the memory of one more
   * point.
   *
   * @param diagonal {@code true} for a number for each variable, {@code false} for one for all;
   *     default {@code false}
   */
  public Lbfgs withDiagonalScaling(boolean diagonal) {
    return new Lbfgs(options(), memory, curvature, firstStep, diagonal);
  }

  @Override
  Lbfgs with(Options changed) {
    return new Lbfgs(changed, memory, curvature, firstStep, diagonal);
  }

  @Override
  Method method(Vectors vectors) {
    Optional<Diagonal> initial = diagonal ? Optional.of(new Diagonal(vectors)) : Optional.empty();
    return new LbfgsMethod(
        vectors, new LimitedMemory(vectors, memory, initial), curvature, firstStep);
  }

  @Override
  Map<String, Object> own() {
    return ordered(
        "memory",
        memory,
        "curvatureCondition",
        curvature,
        "firstStep",
        firstStep,
        "diagonalScaling",
        diagonal);
  }
}
