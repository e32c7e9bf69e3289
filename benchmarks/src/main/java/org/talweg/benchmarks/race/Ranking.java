// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.util.List;

/**
 * The optimizers of a race, ranked by what they need to reach an accuracy.
 *
 * @param rows one for each optimizer and initializer
 * @param settings of the race
 * @param tries the number of rates that each optimizer was tried at; 0 if it raced as it is
 * @param target the accuracy to reach
 * @param threads how many runs there were at a time
 */
public record Ranking(
    List<Ranked> rows, RaceSettings settings, int tries, double target, int threads) {
  /** The rows of an initializer, the best first. */
  public List<Ranked> of(Start start) {
    return Ranked.sorted(rows.stream().filter(row -> row.start().equals(start)).toList());
  }

  /** What is to be said of some of the optimizers, a sentence each. */
  public List<String> notes() {
    return settings.contestants().stream()
        .map(contestant -> contestant.racing().note())
        .filter(note -> !note.isEmpty())
        .map(note -> note + ".")
        .toList();
  }

  /** How it came about, in a few sentences. */
  public String protocol() {
    long seed = settings.seed();
    String runs =
        switch (tries) {
          case 0 -> "Each optimizer ran once, at the rate shown, with seed %d.".formatted(seed);
          case 1 ->
              "Each optimizer raced at the rate shown with seeds %d to %d; the middle one of these runs counts, by steps and by seconds."
                  .formatted(seed + 1, seed + Tuning.SEEDS);
          default ->
              ("Each optimizer was tried at %d learning rates, √10 apart, with seed %d; then it"
                      + " raced at the best of them with seeds %d to %d; the middle one of these"
                      + " runs counts, by steps and by seconds (* the best rate is the lowest or"
                      + " highest tried).")
                  .formatted(tries, seed, seed + 1, seed + Tuning.SEEDS);
        };
    return runs
        + (" Ranked by the steps until the test accuracy, measured %d times an epoch, was %s or"
                + " more, in parentheses by seconds: those of forward pass, backward pass and"
                + " optimizer up to there, with %d %s at a time. Those that did not get there"
                + " follow by their highest accuracy.")
            .formatted(settings.tests(), target, threads, threads == 1 ? "run" : "runs");
  }
}
