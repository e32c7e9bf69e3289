package org.talweg.spark;

import java.io.Serializable;

/**
 * How examples are shared out to mini-batches. Each example is in one batch of each epoch; in
 * which, is decided by a hash of seed, epoch and the example's key, so that it does not depend on
 * partitions. Batches differ in size like the bins of a histogram: by about the root of it.
 *
 * <p>Steps are counted from 0; step s is batch s mod perEpoch of epoch s / perEpoch.
 *
 * @param perEpoch the number of batches in an epoch
 * @param seed decides which examples share a batch
 */
public record Batches(int perEpoch, long seed) {
  /**
   * Creates it.
   *
   * @throws IllegalArgumentException if there is less than one batch in an epoch
   */
  public Batches {
    if (perEpoch < 1) {
      throw new IllegalArgumentException("perEpoch must be at least 1, but was " + perEpoch);
    }
  }

  /**
   * {@return whether an example is in the batch of a step} For programs that compute the same
   * without Spark.
   *
   * @param step the step, from 0
   * @param key the number that the example is known by
   * @throws IllegalArgumentException if the step is negative
   */
  public boolean contains(long step, long key) {
    return at(step).contains(key);
  }

  Batch at(long step) {
    if (step < 0) {
      throw new IllegalArgumentException("step must not be negative, but was " + step);
    }
    return new Batch(perEpoch, step % perEpoch, mix(mix(seed) + step / perEpoch));
  }

  /** The examples of one step. */
  record Batch(int perEpoch, long index, long epochSeed) implements Serializable {
    boolean contains(long key) {
      return Long.remainderUnsigned(mix(epochSeed ^ mix(key)), perEpoch) == index;
    }
  }

  /** SplitMix64's step: G. Steele, D. Lea, C. Flood, "Fast Splittable PRNGs", 2014. */
  private static long mix(long state) {
    long z = state + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
