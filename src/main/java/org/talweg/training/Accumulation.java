// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import java.util.Map;
import org.talweg.engine.Engine;
import org.talweg.engine.Member;
import org.talweg.engine.RuleGroup;

/** The batches whose gradients make one step together: how many are in, and their weight. */
final class Accumulation {
  private static final String BATCHES = "accumulated batches";
  private static final String WEIGHT = "accumulated weight";

  private final Grouping grouping;
  private final Engine engine;
  private final int size;
  private int batches;
  private double weight;
  private boolean done = true;

  Accumulation(int size, Grouping grouping, Engine engine) {
    this.size = size;
    this.grouping = grouping;
    this.engine = engine;
  }

  /** Before the first batch of a step. */
  void begin() {
    if (done) {
      done = false;
      batches = 0;
      weight = 0;
      engine.beginSums();
    }
  }

  /** A batch is in. */
  void count(double ofBatch) {
    batches++;
    weight += ofBatch;
  }

  boolean isComplete() {
    return batches >= size;
  }

  /** Whether some batches wait for others. */
  boolean isUnderWay() {
    return !done && batches > 0;
  }

  int batches() {
    return done ? 0 : batches;
  }

  /** The sums are used up, or given up. */
  void end() {
    done = true;
  }

  /** The factor that turns the sums into means. */
  double unit() {
    return weight == 0 ? 1 : 1 / weight;
  }

  /** Whether some parameter that is not frozen was in none of the batches. */
  boolean hasAbsent() {
    for (int i = 0; i < engine.members().size(); i++) { // no iterator: a step allocates nothing
      Member member = engine.members().get(i);
      if (!member.group().isFrozen() && !member.step().isSummed()) {
        return true;
      }
    }
    return false;
  }

  void save(Map<String, String> metadata) {
    if (isUnderWay()) {
      metadata.put(BATCHES, Integer.toString(batches));
      metadata.put(WEIGHT, Double.toString(weight));
    }
  }

  /**
   * The state of a step under way in a checkpoint.
   *
   * @param batches how many are in; 0 if there is none
   * @param weight their weight
   */
  record Saved(int batches, double weight) {}

  /**
   * Reads what a checkpoint has of a step under way.
   *
   * @throws IllegalArgumentException if it is not valid, or of more batches than make a step here
   */
  Saved read(Map<String, String> metadata) {
    if (!isIn(metadata)) {
      return new Saved(0, 0);
    }
    String count = metadata.getOrDefault(BATCHES, "");
    String total = metadata.getOrDefault(WEIGHT, "");
    try {
      Saved saved = new Saved(Integer.parseInt(count), Double.parseDouble(total));
      if (saved.batches < 1 || !(saved.weight > 0 && saved.weight < Double.POSITIVE_INFINITY)) {
        throw new NumberFormatException("out of range");
      }
      if (saved.batches >= size) {
        throw new IllegalArgumentException(
            "the checkpoint has "
                + saved.batches
                + " batches of a step under way, but this trainer makes a step of "
                + size);
      }
      return saved;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the checkpoint's batches of a step under way must be a number and a positive weight,"
              + " but were \""
              + count
              + "\" and \""
              + total
              + "\"",
          e);
    }
  }

  /** Whether a checkpoint was taken between the batches of a step. */
  static boolean isIn(Map<String, String> metadata) {
    return metadata.containsKey(BATCHES);
  }

  void load(Saved saved) {
    batches = saved.batches;
    weight = saved.weight;
    done = batches == 0;
  }

  /** Leaves those out that were in none of the batches. */
  void leaveOutAbsent() {
    grouping.occupied().forEach(group -> group.setAbsent(member -> !member.step().isSummed()));
  }

  void endAbsence() {
    grouping.occupied().forEach(RuleGroup::endAbsence);
  }
}
