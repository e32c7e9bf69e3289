package org.talweg.engine;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.talweg.rule.Slot;
import org.talweg.tensor.Shape;

/** The state of some elements: an array for each slot and one for the average, with one index. */
final class Block {
  final Store store;
  final Object slots;
  final @Nullable Object average;

  /** The shape of the parameter whose state this is, if its rule takes it as a whole. */
  final @Nullable Shape whole;

  private Block(Store store, int[] sizes, int size, boolean averaged, @Nullable Shape whole) {
    this.store = store;
    this.slots = store.allocateAll(sizes);
    this.average = averaged ? store.allocate(size) : null;
    this.whole = whole;
  }

  /** The state of elements under an elementwise rule. */
  static Block of(Store store, int slots, int size, boolean averaged) {
    int[] sizes = new int[slots];
    Arrays.fill(sizes, size);
    return new Block(store, sizes, size, averaged, null);
  }

  /**
   * The state of a parameter as a whole, whose slots may have other shapes. No array is too short
   * for a loop.
   */
  static Block whole(Member member, int size, boolean averaged) {
    List<Slot> slots = member.group().slots();
    Shape shape = member.value().shape();
    int[] sizes = new int[slots.size()];
    for (int i = 0; i < sizes.length; i++) {
      int own = slots.get(i).shape(shape).size();
      sizes[i] = slots.get(i).isElementwise() ? size : Math.max(own, member.store.shortestRun());
    }
    return new Block(member.store, sizes, size, averaged, shape);
  }

  Object slot(int index) {
    return store.get(slots, index);
  }

  /** Where a slot's numbers end, if those of the elements end at an index. */
  int end(int index, int ofElements) {
    return whole == null ? ofElements : Array.getLength(slot(index));
  }
}
