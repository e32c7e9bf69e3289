// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import java.util.Map;

/**
 * Nonlinear conjugate gradients, for smooth losses where {@link Lbfgs}'s memory of 2·m points is
 * too much: this one takes that of nine points. It usually needs more evaluations.
 *
 * <p>The direction is d′ = −g + β·d, with the gradient g, the last direction d and the change y of
 * the gradient over the last step,
 *
 * <pre>
 * β = max(0, y·g / y·d)
 * </pre>
 *
 * <p>Hestenes, Stiefel, "Methods of conjugate gradients for solving linear systems", 1952; cut off
 * at 0, where the direction is the gradient's again, after Gilbert, Nocedal, SIAM Journal on
 * Optimization 2, 1992. The line search is that of {@link Lbfgs}, with η = 0.4; its first step t
 * changes the loss to first order as the last step did.
 *
 * <p>Defaults: η = 0.4, first step min(X, max(1, X/10)), where X = max |xᵢ| at the start, or 1 if
 * that is 0; those of {@link Minimizer}. Immutable.
 */
public final class ConjugateGradient extends Minimizer<ConjugateGradient> {
  private static final ConjugateGradient DEFAULT =
      new ConjugateGradient(Options.DEFAULTS, 0.4, FirstStep.AUTOMATIC);

  private final double curvature;
  private final FirstStep firstStep;

  private ConjugateGradient(Options options, double curvature, FirstStep firstStep) {
    super(options);
    this.curvature = curvature;
    this.firstStep = firstStep;
  }

  /** {@return conjugate gradients with their defaults} */
  public static ConjugateGradient of() {
    return DEFAULT;
  }

  /**
   * {@return a copy with another curvature condition}
   *
   * @param bound η, in (10⁻⁴, 1): how small the slope has to be after a step, compared with before
   */
  public ConjugateGradient withCurvatureCondition(double bound) {
    return new ConjugateGradient(options(), MoreThuente.curvature(bound), firstStep);
  }

  /**
   * {@return a copy with another first step}
   *
   * @param length the Euclidean length of the first step that is tried
   */
  public ConjugateGradient withFirstStep(double length) {
    return new ConjugateGradient(options(), curvature, FirstStep.of(length));
  }

  @Override
  ConjugateGradient with(Options changed) {
    return new ConjugateGradient(changed, curvature, firstStep);
  }

  @Override
  Method method(Vectors vectors) {
    return new ConjugateGradientMethod(vectors, curvature, firstStep);
  }

  @Override
  Map<String, Object> own() {
    return ordered("curvatureCondition", curvature, "firstStep", firstStep);
  }
}
