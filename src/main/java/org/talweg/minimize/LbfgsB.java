// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.talweg.internal.Checks;

/**
 * L-BFGS-B, for smooth losses whose variables have bounds: l ≤ x ≤ u.
 *
 * <p>From a point x with gradient g, a quadratic model with a Hessian from the last m steps is
 * minimized along the path P(x − t·g), where P projects into the bounds; then, over the variables
 * that are not at a bound there, as a whole. The way to that point is the direction d, along which
 * the line search of Moré and Thuente looks for a step t with
 *
 * <pre>
 * f(x + t·d) ≤ f(x) + 10⁻³·t·g·d    and    |∇f(x + t·d)·d| ≤ η·|g·d|
 * </pre>
 *
 * <p>Byrd, Lu, Nocedal, Zhu, "A limited memory algorithm for bound constrained optimization", SIAM
 * J. Scientific Computing 16, 1995; Morales, Nocedal, "Remark on algorithm 778: L-BFGS-B", ACM TOMS
 * 38, 2011: version 3.0 of their program. The gradient's norm is that of the projected gradient,
 * max |P(x − g) − x|.
 *
 * <p>The objective is never evaluated outside the bounds. A start outside is moved to the nearest
 * point inside; {@link SearchResult#startMoved} tells. Without any finite bound, the search is that
 * of {@link Lbfgs}, bit for bit. A step without curvature, s·y ≤ ε·|g·s|, is not remembered.
 *
 * <pre>{@code
 * Bounds notNegative = Bounds.of(0, Double.POSITIVE_INFINITY);
 * SearchResult result = LbfgsB.of(notNegative).minimize(objective, start);
 * }</pre>
 *
 * <p>Defaults: m = 10, η = 0.9, first step min(X, max(1, X/10)), where X = max |xᵢ| at the start,
 * or 1 if that is 0; those of {@link Minimizer}. Immutable.
 */
public final class LbfgsB extends Minimizer<LbfgsB> {
  private static final double DECREASE = 1e-3;

  private final Bounds bounds;
  private final int memory;
  private final double curvature;
  private final FirstStep firstStep;

  private LbfgsB(
      Options options, Bounds bounds, int memory, double curvature, FirstStep firstStep) {
    super(options);
    this.bounds = bounds;
    this.memory = memory;
    this.curvature = curvature;
    this.firstStep = firstStep;
  }

  /**
   * {@return L-BFGS-B with its defaults}
   *
   * @param bounds of the variables
   */
  public static LbfgsB of(Bounds bounds) {
    return new LbfgsB(
        Options.DEFAULTS, requireNonNull(bounds, "bounds"), 10, 0.9, FirstStep.AUTOMATIC);
  }

  /**
   * {@return a copy that remembers another number of steps}
   *
   * @param steps m, at least 1; 3 to 20 are usual. A search takes 2·m + 20 times the memory of a
   *     point
   */
  public LbfgsB withMemory(int steps) {
    int checked = (int) Checks.atLeastOne("the memory", steps);
    return new LbfgsB(options(), bounds, checked, curvature, firstStep);
  }

  /**
   * {@return a copy with another curvature condition}
   *
   * @param bound η, in (10⁻³, 1): how small the slope has to be after a step, compared with before.
   *     Smaller ones cost more evaluations for each iteration
   */
  public LbfgsB withCurvatureCondition(double bound) {
    if (!(bound > DECREASE && bound < 1)) {
      throw new IllegalArgumentException(
          "the curvature condition must be in (" + DECREASE + ", 1), but was " + bound);
    }
    return new LbfgsB(options(), bounds, memory, bound, firstStep);
  }

  /**
   * {@return a copy with another first step}
   *
   * @param length the Euclidean length of the first step that is tried, if it stays inside the
   *     bounds. If every variable has two finite bounds they set the scale, and this is not used
   */
  public LbfgsB withFirstStep(double length) {
    return new LbfgsB(options(), bounds, memory, curvature, FirstStep.of(length));
  }

  @Override
  LbfgsB with(Options changed) {
    return new LbfgsB(changed, bounds, memory, curvature, firstStep);
  }

  @Override
  Method method(Vectors vectors) {
    Box box = new Box(bounds, vectors.size());
    return box.isUnbounded()
        ? new LbfgsMethod(vectors, new LimitedMemory(vectors, memory), curvature, firstStep)
        : new BoundedMethod(vectors, box, memory, curvature, DECREASE, firstStep);
  }

  @Override
  Map<String, Object> own() {
    return ordered(
        "bounds",
        bounds,
        "memory",
        memory,
        "curvatureCondition",
        curvature,
        "firstStep",
        firstStep);
  }
}
