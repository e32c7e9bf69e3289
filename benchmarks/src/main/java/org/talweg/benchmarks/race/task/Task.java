// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.task;

import java.util.function.Supplier;
import org.talweg.benchmarks.race.network.Examples;
import org.talweg.benchmarks.race.network.Network;

/**
 * What the networks of a race learn.
 *
 * @param description where the examples come from, for people
 * @param examples what they are, in the plural
 * @param target the test accuracy that optimizers are ranked by
 * @param network makes a network for it, without weights yet
 * @param train what is learnt
 * @param test what is never learnt
 */
public record Task(
    String description,
    String examples,
    double target,
    Supplier<Network> network,
    Examples train,
    Examples test) {

  /** The first four fifths of a task's examples to train with, the rest to test with. */
  public static Task split(
      String description, String examples, double target, Supplier<Network> network, Examples all) {
    int cut = all.size() - all.size() / 5;
    return new Task(
        description, examples, target, network, all.slice(0, cut), all.slice(cut, all.size()));
  }

  /** The same with fewer examples to train with. */
  public Task first(int count) {
    return new Task(description, examples, target, network, train.slice(0, count), test);
  }
}
