package org.talweg.minimize;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.talweg.internal.Checks;

/**
 * OWL-QN, for a smooth loss with an L1 penalty: F(x) = f(x) + Σ λᵢ·|xᵢ|. The objective gives f and
 * its gradient alone; losses of the search are F. Coordinates that the penalty keeps at zero are
 * exactly 0.
 *
 * <p>Andrew, Gao, "Scalable training of L1-regularized log-linear models", ICML 2007. The gradient is
 * replaced by the least subgradient of F, ◇F(x). L-BFGS's direction for it, −H·◇F, loses the elements
 * that do not point against ◇F. A step stays in the orthant of x, or, where xᵢ = 0, in the one that
 * −◇F points into: elements that would cross zero become 0. It is halved until
 *
 * <pre>
 * F(x′) ≤ F(x) + 10⁻⁴·◇F(x)·(x′ − x)
 * </pre>
 *
 * <p>H is made of steps and changes of ∇f. The {@linkplain SearchResult#gradientNorm gradient's norm}
 * is max |◇Fᵢ|, the residual of the optimality conditions.
 *
 * <pre>{@code
 * double[] penalties = new double[n];
 * Arrays.fill(penalties, 1, n, 0.01);       // x[0], the intercept, is not penalized
 * SearchResult result = OwlQn.of(penalties).minimize(objective, new double[n]);
 * }</pre>
 *
 * <p>Defaults: m = 10, first step 1; those of {@link Minimizer}. Immutable.
 */
public final class OwlQn extends Minimizer<OwlQn> {
  private static final int MEMORY = 10;

  private final double penalty;
  private final Optional<double[]> penalties;
  private final int memory;
  private final double firstStep;

  private OwlQn(
      Options options,
      double penalty,
      Optional<double[]> penalties,
      int memory,
      double firstStep) {
    super(options);
    this.penalty = penalty;
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
    double checked = Checks.notNegative("the penalty", penalty);
    return new OwlQn(Options.DEFAULTS, checked, Optional.empty(), MEMORY, 1);
  }

  /**
   * {@return OWL-QN with a penalty for each variable}
   *
   * @param penalties λᵢ, zero or more; copied. Of parameters, for their elements one after the other
   */
  public static OwlQn of(double[] penalties) {
    double[] own = requireNonNull(penalties, "penalties").clone();
    for (int i = 0; i < own.length; i++) {
      Checks.notNegative("the penalty at index " + i, own[i]);
    }
    return new OwlQn(Options.DEFAULTS, 0, Optional.of(own), MEMORY, 1);
  }

  /**
   * {@return a copy that remembers another number of steps}
   *
   * @param steps m, at least 1
   */
  public OwlQn withMemory(int steps) {
    int checked = (int) Checks.atLeastOne("the memory", steps);
    return new OwlQn(options(), penalty, penalties, checked, firstStep);
  }

  /**
   * {@return a copy with another first step}
   *
   * @param length the Euclidean length of the first step that is tried
   */
  public OwlQn withFirstStep(double length) {
    double checked = Checks.positive("the first step", length);
    return new OwlQn(options(), penalty, penalties, memory, checked);
  }

  @Override
  OwlQn with(Options changed) {
    return new OwlQn(changed, penalty, penalties, memory, firstStep);
  }

  @Override
  Method method(Vectors vectors) {
    double[] each = penalties.orElseGet(() -> uniform(vectors.size()));
    if (each.length != vectors.size()) {
      throw new IllegalArgumentException(
          "there are " + vectors.size() + " variables, but " + each.length + " penalties");
    }
    return new OwlQnMethod(vectors, each, memory, firstStep);
  }

  private double[] uniform(int size) {
    double[] each = new double[size];
    Arrays.fill(each, penalty);
    return each;
  }

  @Override
  String identity() {
    return "OwlQn[penalty="
        + penalties.map(each -> each.length + " of hash " + Arrays.hashCode(each))
            .orElseGet(() -> Double.toString(penalty))
        + ", memory="
        + memory
        + ", firstStep="
        + firstStep
        + "]";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof OwlQn that
        && options().equals(that.options())
        && identity().equals(that.identity())
        && Arrays.equals(penalties.orElse(null), that.penalties.orElse(null));
  }

  @Override
  public int hashCode() {
    return Objects.hash(options(), identity());
  }
}
