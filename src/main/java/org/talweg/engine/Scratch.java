// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;
import org.talweg.internal.NormalNoise;

/** The memory of one worker: no other uses it meanwhile. Each part is allocated when needed. */
final class Scratch {
  private final int largestStaged;
  private @Nullable Staged stagedFloats;
  private @Nullable Staged stagedDoubles;
  private @Nullable Staged floatPair;
  private @Nullable Staged doublePair;
  private float @Nullable [] floatBlock;
  private double @Nullable [] doubleBlock;
  private @Nullable Object keptFloats;
  private @Nullable Object keptDoubles;
  private @Nullable BlockSum sum;
  private @Nullable NormalNoise noise;

  /** Where a staged segment is gathered. */
  static final class Staged {
    private final Object value;
    private final Object gradient;
    private final int size;
    private @Nullable Object spare;

    private Staged(Store store, int size) {
      this.value = store.allocate(size);
      this.gradient = store.allocate(size);
      this.size = size;
    }

    static Staged of(Store store, int size) {
      return new Staged(store, size);
    }

    Object value() {
      return value;
    }

    Object gradient() {
      return gradient;
    }

    /** A third array, allocated when it is needed. */
    Object spare(Store store) {
      if (spare == null) {
        spare = store.allocate(size);
      }
      return spare;
    }
  }

  /**
   * Memory of a worker.
   *
   * @param largestStaged the size of the largest staged segment
   */
  Scratch(int largestStaged) {
    this.largestStaged = largestStaged;
  }

  Staged staged(Store store) {
    Staged found = store == FloatStore.INSTANCE ? stagedFloats : stagedDoubles;
    if (found == null) {
      found = Staged.of(store, largestStaged);
      if (store == FloatStore.INSTANCE) {
        stagedFloats = found;
      } else {
        stagedDoubles = found;
      }
    }
    return found;
  }

  /** Where a block of weights and of gradients is read. */
  Staged pairOfBlocks(Store store) {
    Staged found = store == FloatStore.INSTANCE ? floatPair : doublePair;
    if (found == null) {
      found = Staged.of(store, BlockSum.BLOCK);
      if (store == FloatStore.INSTANCE) {
        floatPair = found;
      } else {
        doublePair = found;
      }
    }
    return found;
  }

  /** Where a block of a gradient is read that is not in one array. */
  float[] floatBlock() {
    if (floatBlock == null) {
      floatBlock = new float[BlockSum.BLOCK];
    }
    return floatBlock;
  }

  /** Where a block of a gradient is read that is not in one array. */
  double[] doubleBlock() {
    if (doubleBlock == null) {
      doubleBlock = new double[BlockSum.BLOCK];
    }
    return doubleBlock;
  }

  /** Where weights are kept as they were, for steps that are observed. */
  Object kept(Store store, int size) {
    boolean single = store == FloatStore.INSTANCE;
    Object found = single ? keptFloats : keptDoubles;
    if (found == null || Array.getLength(found) < size) {
      found = store.allocate(size);
      if (single) {
        keptFloats = found;
      } else {
        keptDoubles = found;
      }
    }
    return found;
  }

  NormalNoise noise() {
    if (noise == null) {
      noise = new NormalNoise();
    }
    return noise;
  }

  BlockSum sum() {
    if (sum == null) {
      sum = new BlockSum();
    }
    return sum;
  }
}
