package org.talweg.engine;

import org.jspecify.annotations.Nullable;

/** The state of some elements: an array for each slot and one for the average, with one index. */
final class Block {
  final Store store;
  final Object slots;
  final @Nullable Object average;

  Block(Store store, int slots, int size, boolean averaged) {
    this.store = store;
    this.slots = store.allocateAll(slots, size);
    this.average = averaged ? store.allocate(size) : null;
  }

  Object slot(int index) {
    return store.get(slots, index);
  }
}
