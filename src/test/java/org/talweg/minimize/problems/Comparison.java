// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A minimizer held against the references, over every start of a list of problems. */
public final class Comparison {
  private final List<Trial> trials;
  private final double[] ratios;

  private Comparison(List<Trial> trials) {
    this.trials = List.copyOf(trials);
    this.ratios =
        trials.stream().mapToDouble(Trial::ratio).filter(r -> !Double.isNaN(r)).sorted().toArray();
  }

  /** Runs the minimizer from every start. */
  public static Comparison of(List<Problem> problems, Candidate candidate) {
    List<Trial> trials = new ArrayList<>();
    for (Problem problem : problems) {
      for (Start start : problem.starts()) {
        Trial trial = new Trial(problem, start);
        candidate.minimize(trial);
        trials.add(trial);
      }
    }
    return new Comparison(trials);
  }

  public List<Trial> trials() {
    return trials;
  }

  public int solved() {
    return trials.size() - unsolved().size();
  }

  public List<Trial> unsolved() {
    return trials.stream().filter(trial -> !trial.solved()).toList();
  }

  /** Evaluations outside the bounds, of all runs. */
  public int outside() {
    return trials.stream().mapToInt(Trial::outside).sum();
  }

  /** The median of the evaluations to the minimum, over the starts that were solved. */
  public double evaluations() {
    return quantile(
        trials.stream()
            .filter(Trial::solved)
            .mapToDouble(trial -> trial.evaluationsToMinimum().orElseThrow())
            .sorted()
            .toArray(),
        0.5);
  }

  /**
   * A quantile, such as 0.5 for the median, of the ratios of evaluations to the minimum to those of
   * the best reference, over the starts that both solved.
   */
  public double ratio(double share) {
    return quantile(ratios, share);
  }

  /** Of sorted numbers, linear between neighbours: quantile 0 is the first, 1 the last. */
  static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** The figures, and every start that was not solved. */
  public String report() {
    StringBuilder report = new StringBuilder();
    report.append(
        String.format(
            Locale.ROOT,
            "%d of %d solved, median of evaluations to the minimum %.1f, ratio to the best"
                + " reference: median %.3f, 90 %% %.3f, 95 %% %.3f, largest %.3f;"
                + " %d evaluations outside the bounds%n",
            solved(),
            trials.size(),
            evaluations(),
            ratio(0.5),
            ratio(0.9),
            ratio(0.95),
            ratio(1),
            outside()));
    unsolved().forEach(trial -> report.append("  ").append(trial).append('\n'));
    return report.toString();
  }

  /** The runs with the largest ratios, the largest first. */
  public List<Trial> slowest(int count) {
    return trials.stream()
        .filter(trial -> !Double.isNaN(trial.ratio()))
        .sorted((a, b) -> Double.compare(b.ratio(), a.ratio()))
        .limit(count)
        .toList();
  }

  @Override
  public String toString() {
    return report() + Arrays.toString(slowest(5).toArray());
  }
}
