// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.util.List;

/**
 * What is raced.
 *
 * @param contestants the optimizers
 * @param starts the initializers
 * @param epochs how often each run sees every example to train with
 * @param batch examples per step
 * @param seed of the initial weights and the order of examples
 * @param tests how often in an epoch the accuracy is measured
 */
public record RaceSettings(
    List<Contestant> contestants, List<Start> starts, int epochs, int batch, long seed, int tests) {
  /** Optimizers that a chart can show. */
  public static final int MOST_LINES = 8;

  /** The same with another seed. */
  RaceSettings withSeed(long other) {
    return new RaceSettings(contestants, starts, epochs, batch, other, tests);
  }

  /** Whether there are few enough optimizers for charts with a line for each. */
  public boolean charted() {
    return contestants.size() <= MOST_LINES;
  }
}
