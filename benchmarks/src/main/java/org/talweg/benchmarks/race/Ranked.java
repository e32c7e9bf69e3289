// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/**
 * An optimizer from an initializer, to be ranked.
 *
 * @param tries the runs that tuned the rate; none if it was not tuned
 * @param runs one or more at the rate found, each with a seed of its own
 * @param target the accuracy to reach
 */
public record Ranked(List<RunResult> tries, List<RunResult> runs, double target) {
  /** The best first: by steps to the target, those that did not reach it last, by accuracy. */
  static Comparator<RunResult> order(double target) {
    return Comparator.comparingInt((RunResult run) -> run.stepsTo(target).orElse(Integer.MAX_VALUE))
        .thenComparing(Comparator.comparingDouble(RunResult::highestAccuracy).reversed());
  }

  /** The best first, by their middle runs. */
  public static List<Ranked> sorted(List<Ranked> ranked) {
    return ranked.stream()
        .sorted((one, other) -> order(one.target).compare(one.middle(), other.middle()))
        .toList();
  }

  /** The run that stands for all: the middle one of them, from the best to the worst. */
  public RunResult middle() {
    return runs.stream().sorted(order(target)).toList().get(runs.size() / 2);
  }

  /** The steps of the middle run to the target. */
  public OptionalInt steps() {
    return middle().stepsTo(target);
  }

  /** The seconds of training to the target, the middle ones of all runs. */
  public OptionalDouble seconds() {
    double[] sorted =
        runs.stream()
            .mapToDouble(run -> run.secondsTo(target).orElse(Double.POSITIVE_INFINITY))
            .sorted()
            .toArray();
    double middle = sorted[sorted.length / 2];
    return Double.isFinite(middle) ? OptionalDouble.of(middle) : OptionalDouble.empty();
  }

  /**
   * The rank among some by steps, from 1, the same for equal steps; none if never at the target.
   */
  public OptionalInt rankBySteps(List<Ranked> all) {
    return rank(all, row -> row.steps().orElse(Integer.MAX_VALUE));
  }

  /** The rank among some by seconds, from 1; none if never at the target. */
  public OptionalInt rankBySeconds(List<Ranked> all) {
    return rank(all, row -> row.seconds().orElse(Double.MAX_VALUE));
  }

  private OptionalInt rank(List<Ranked> all, ToDoubleFunction<Ranked> needed) {
    double own = needed.applyAsDouble(this);
    return steps().isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(
            1 + (int) all.stream().filter(row -> needed.applyAsDouble(row) < own).count());
  }

  /** The optimizer at the rate found. */
  public Contestant contestant() {
    return runs.get(0).contestant();
  }

  /** The initializer. */
  public Start start() {
    return runs.get(0).start();
  }

  /** The runs that reached the target. */
  public long reached() {
    return runs.stream().filter(run -> run.stepsTo(target).isPresent()).count();
  }

  /** Whether the best rate is the lowest or highest of several tried: beyond may be a better. */
  public boolean isAtEdge() {
    double rate = contestant().rate();
    return tries.size() > 1
        && (tries.stream().allMatch(run -> run.contestant().rate() >= rate)
            || tries.stream().allMatch(run -> run.contestant().rate() <= rate));
  }
}
