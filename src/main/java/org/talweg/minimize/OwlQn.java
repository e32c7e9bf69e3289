// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import java.util.Map;
import org.talweg.internal.Checks;

/**
 * OWL-QN, for a smooth loss with an L1 penalty: F(x) = f(x) + Σ λᵢ·|xᵢ|. The objective gives f and
 * its gradient alone; losses of the search are F. Coordinates that the penalty keeps at zero are
 * exactly 0.
 *
 * <p>Andrew, Gao, "Scalable training of L1-regularized log-linear models", ICML 2007. The gradient
 * is replaced by the least subgradient of F, ◇F(x). L-BFGS's direction for it, −H·◇F, loses the
 * elements that do not point against ◇F. A step stays in the orthant of x, or, where xᵢ = 0, in the
 * one that −◇F points into: elements that would cross zero become 0. It is halved until
 *
 * <pre>
 * F(x′) ≤ F(x) + 10⁻⁴·◇F(x)·(x′ − x)
 * </pre>
 *
 * <p>H is made of steps and changes of ∇f. The {@linkplain SearchResult#gradientNorm gradient's
 * norm} is max |◇Fᵢ|, the residual of the optimality conditions.
 *
 * <pre>{@code
 * double[] penalties = new double[n];
 * Arrays.fill(penalties, 1, n, 0.01);       // x[0], the intercept, is not penalized
 * SearchResult result = OwlQn.of(penalties).minimize(objective, new double[n]);
 * }</pre>
 *
 * <p>Defaults: m = 10, first step min(X, max(1, X/10)), where X = max |xᵢ| at the start, or 1 if
 * that is 0; those of {@link Minimizer}. Immutable.
 */
public final class OwlQn extends Minimizer<OwlQn> {
  private static final int MEMORY = 10;

  private final Penalties penalties;
  private final int memory;
  private final FirstStep firstStep;

  private OwlQn(Options options, Penalties penalties, int memory, FirstStep firstStep) {
    super(options);
    this.penalties = penalties;
    this.memory = memory;
    this.firstStep = firstStep;
  }

  /**
   * {@return OWL-QN with the same penalty for all variables}
   *
   * @param penalty λ, zero or more
   */
  public static OwlQn of(double penalty) {
    return new OwlQn(Options.DEFAULTS, Penalties.of(penalty), MEMORY, FirstStep.AUTOMATIC);
  }

  /**
   * {@return OWL-QN with a penalty for each variable}
   *
   * @param penalties λᵢ, zero or more; copied. Of parameters, for their elements one after the
   *     other
   */
  public static OwlQn of(double[] penalties) {
    return new OwlQn(Options.DEFAULTS, Penalties.of(penalties), MEMORY, FirstStep.AUTOMATIC);
  }

  /**
   * {@return a copy that remembers another number of steps}
   *
   * @param steps m, at least 1
   */
  public OwlQn withMemory(int steps) {
    int checked = (int) Checks.atLeastOne("the memory", steps);
    return new OwlQn(options(), penalties, checked, firstStep);
  }

  /**
   * {@return a copy with another first step}
   *
   * @param length the Euclidean length of the first step that is tried
   */
  public OwlQn withFirstStep(double length) {
    FirstStep checked = FirstStep.of(length);
    return new OwlQn(options(), penalties, memory, checked);
  }

  @Override
  OwlQn with(Options changed) {
    return new OwlQn(changed, penalties, memory, firstStep);
  }

  @Override
  Method method(Vectors vectors) {
    return new OwlQnMethod(vectors, penalties.forEach(vectors.size()), memory, firstStep);
  }

  @Override
  Map<String, Object> own() {
    return ordered("penalties", penalties, "memory", memory, "firstStep", firstStep);
  }
}
