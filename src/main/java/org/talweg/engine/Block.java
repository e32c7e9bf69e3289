// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.talweg.rule.Slot;
import org.talweg.tensor.Shape;

/**
 * The state of some elements: an array for each of their group's slots, the rule's and the
 * engine's, with one index.
 */
final class Block {
  final Store store;

  /** The arrays, in an array of the store's type. */
  final Object arrays;

  /** The shape of the parameter whose state this is, if its rule takes it as a whole. */
  final @Nullable Shape whole;

  private final int[] sizes;
  private final @Nullable Object direction;

  private Block(Store store, int[] sizes, @Nullable Shape whole, int size, boolean keepsDirection) {
    this.store = store;
    this.sizes = sizes;
    this.arrays = store.allocateAll(sizes);
    this.whole = whole;
    this.direction = keepsDirection ? store.allocate(size) : null;
  }

  /** The state of elements under an elementwise rule. */
  static Block of(Store store, int slots, int size, boolean keepsDirection) {
    int[] sizes = new int[slots];
    Arrays.fill(sizes, size);
    return new Block(store, sizes, null, size, keepsDirection);
  }

  /**
   * The state of a parameter as a whole, whose slots may have other shapes. No array is too short
   * for a loop.
   */
  static Block whole(Member member, int size) {
    List<Slot> slots = member.group().state();
    Shape shape = member.value().shape();
    int[] sizes = new int[slots.size()];
    for (int i = 0; i < sizes.length; i++) {
      int own = slots.get(i).shape(shape).size();
      sizes[i] = slots.get(i).isElementwise() ? size : Math.max(own, member.store.shortestRun());
    }
    return new Block(member.store, sizes, shape, size, member.group().keepsDirections());
  }

  /** The number of elements of the parameter as a whole. */
  int wholeSize() {
    return requireNonNull(whole, "a part of a parameter").size();
  }

  Object state(int index) {
    return store.get(arrays, index);
  }

  /** The rule's change at this step, between its loop and the weights. */
  Object direction() {
    return requireNonNull(direction, "no directions are kept");
  }

  /** Where a slot's numbers end, if those of the elements end at an index. */
  int end(int index, int ofElements) {
    return whole == null ? ofElements : Array.getLength(state(index));
  }

  /** All state, in arrays of its own. */
  Object copyOfState() {
    Object copy = store.allocateAll(sizes);
    for (int i = 0; i < sizes.length; i++) {
      System.arraycopy(state(i), 0, store.get(copy, i), 0, sizes[i]);
    }
    return copy;
  }

  /** Copies the state of some elements into what {@link #copyOfState} gave, or back from it. */
  void copyState(int at, int count, Object copy, boolean into) {
    for (int i = 0; i < sizes.length; i++) {
      Object other = store.get(copy, i);
      System.arraycopy(into ? state(i) : other, at, into ? other : state(i), at, count);
    }
  }
}
