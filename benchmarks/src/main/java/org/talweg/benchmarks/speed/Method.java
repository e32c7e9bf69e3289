// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import org.talweg.minimize.Bounds;
import org.talweg.minimize.ConjugateGradient;
import org.talweg.minimize.Lbfgs;
import org.talweg.minimize.LbfgsB;
import org.talweg.minimize.Minimizer;
import org.talweg.minimize.Objective;
import org.talweg.minimize.OwlQn;
import org.talweg.minimize.Search;

/** A method of minimization as it is measured: an iteration at a time, for as long as it takes. */
public enum Method {
  LBFGS,
  LBFGS_B,
  OWL_QN,
  CONJUGATE_GRADIENT;

  private static final int MEMORY = 10;

  private Minimizer<?> minimizer() {
    return switch (this) {
      case LBFGS -> Lbfgs.of();
      case LBFGS_B -> LbfgsB.of(Bounds.of(-1e3, 1e3));
      case OWL_QN -> OwlQn.of(0); // with a penalty it would be at the minimum in 400 iterations
      case CONJUGATE_GRADIENT -> ConjugateGradient.of();
    };
  }

  /** The name in results: {@code owl-qn}. */
  public String label() {
    return Labels.of(this);
  }

  /**
   * The method of that label.
   *
   * @throws IllegalArgumentException if there is none; the message says which exist
   */
  public static Method named(String label) {
    return Labels.constant(values(), label, "method");
  }

  /** One iteration at each call, on so many variables. */
  public Runnable iterations(int size, int threads) {
    Objective objective = new IllConditioned(size);
    Search search =
        minimizer()
            .withLossTolerance(0)
            .withMaxEvaluations(Long.MAX_VALUE)
            .withThreads(threads)
            .search(new double[size]);
    return () -> {
      long before = search.iterations();
      while (search.iterations() == before) {
        search.accept(objective.evaluate(search.point(), search.gradient()));
      }
    };
  }

  /** The same by plain loops for L-BFGS. */
  public static Runnable plainIterations(int size) {
    return new PlainLbfgs(new IllConditioned(size), MEMORY, new double[size])::run;
  }
}
