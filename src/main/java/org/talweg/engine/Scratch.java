package org.talweg.engine;

import org.jspecify.annotations.Nullable;

/** The memory of one worker: no other uses it meanwhile. Each part is allocated when needed. */
final class Scratch {
  private final int largestStaged;
  private @Nullable Staged stagedFloats;
  private @Nullable Staged stagedDoubles;
  private float @Nullable [] floatBlock;
  private double @Nullable [] doubleBlock;
  private @Nullable BlockSum sum;

  /** Where a staged segment is gathered. */
  record Staged(Object value, Object gradient) {
    static Staged of(Store store, int size) {
      return new Staged(store.allocate(size), store.allocate(size));
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

  BlockSum sum() {
    if (sum == null) {
      sum = new BlockSum();
    }
    return sum;
  }
}
