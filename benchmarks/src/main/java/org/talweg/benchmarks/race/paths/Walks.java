// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.paths;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.talweg.minimize.ConjugateGradient;
import org.talweg.minimize.Lbfgs;
import org.talweg.minimize.Minimizer;
import org.talweg.minimize.Objective;
import org.talweg.minimize.Search;
import org.talweg.minimize.problems.Problem;
import org.talweg.minimize.problems.Start;
import org.talweg.optimizer.Sgd;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

/**
 * L-BFGS and conjugate gradients with their defaults, and SGD, which sees the whole loss here, at
 * the best of 25 rates from 10⁻⁶ to 1.
 */
public final class Walks {
  /** The most evaluations of SGD. */
  public static final int MOST = 10_000;

  /** The setting of a method as it comes. */
  public static final String DEFAULTS = "defaults";

  private static final int RATES = 25;

  private Walks() {}

  /** The walks from a problem's standard start, L-BFGS first. */
  public static List<Walk> on(PathProblem of) {
    Problem problem = of.problem();
    Start start = of.start();
    return List.of(
        search("L-BFGS", Lbfgs.of(), problem, start),
        search("Conjugate gradients", ConjugateGradient.of(), problem, start),
        IntStream.range(0, RATES)
            .mapToObj(i -> descend(Math.pow(10, -i / 4.0), problem, start))
            .min(
                Comparator.comparingInt((Walk walk) -> walk.solved().orElse(Integer.MAX_VALUE))
                    .thenComparingDouble(Walk::lastGap))
            .orElseThrow());
  }

  private static Walk search(String name, Minimizer<?> minimizer, Problem problem, Start start) {
    Walk walk = new Walk(name, DEFAULTS, problem, start);
    double[] evaluated = start.point();
    walk.at(evaluated);
    Objective objective = walk.objective();
    Search search = minimizer.search(start.point());
    search.run(
        (x, gradient) -> {
          System.arraycopy(x, 0, evaluated, 0, x.length);
          return objective.evaluate(x, gradient);
        },
        running -> walk.at(evaluated));
    return walk;
  }

  private static Walk descend(double rate, Problem problem, Start start) {
    Walk walk = new Walk("SGD", String.format(Locale.ROOT, "rate %.2g", rate), problem, start);
    double[] point = start.point();
    double[] gradient = new double[point.length];
    Trainer trainer = Trainer.of(Sgd.of(rate), Parameter.of("point", point, gradient));
    Objective objective = walk.objective();
    walk.at(point);
    while (Double.isFinite(objective.evaluate(point, gradient))
        && walk.solved().isEmpty()
        && walk.evaluations() < MOST) {
      trainer.step();
      if (point.length == 2) {
        walk.at(point);
      }
    }
    return walk;
  }
}
