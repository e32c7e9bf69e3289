// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for objects, by identity: 0, 1, 2 … in the order in which they come. The number of an
 * object that was removed is given to one that comes later.
 *
 * <p>Unlike an {@link java.util.IdentityHashMap} this refers to the objects in that order too. A
 * garbage collector copies objects in the order in which it finds them, so that a map by hash,
 * alive for a moment only, scatters the rows of a matrix over memory for good.
 */
public final class IdentityNumbers {
  private static final int NONE = -1;

  private @Nullable Object[] objects = new Object[16];
  private int[] next = new int[16];
  private int[] buckets = new int[16];
  private int used;
  private int removed = NONE;

  /** No objects yet. */
  public IdentityNumbers() {
    Arrays.fill(buckets, NONE);
  }

  /** {@return the number of an object, or −1 if it has none} */
  public int find(Object object) {
    int number = buckets[bucket(object)];
    while (number != NONE && objects[number] != object) {
      number = next[number];
    }
    return number;
  }

  /** {@return the number of an object, a new one if it has none} */
  public int add(Object object) {
    int known = find(object);
    if (known != NONE) {
      return known;
    }
    int number = removed;
    if (number == NONE) {
      if (used == objects.length) {
        grow();
      }
      number = used++;
    } else {
      removed = next[number];
    }
    objects[number] = object;
    link(object, number);
    return number;
  }

  /** Takes away the number that an object has. */
  public void remove(Object object) {
    int bucket = bucket(object);
    int before = NONE;
    int number = buckets[bucket];
    while (objects[number] != object) {
      before = number;
      number = next[number];
    }
    if (before == NONE) {
      buckets[bucket] = next[number];
    } else {
      next[before] = next[number];
    }
    objects[number] = null;
    next[number] = removed;
    removed = number;
  }

  private void grow() {
    objects = Arrays.copyOf(objects, 2 * used);
    next = Arrays.copyOf(next, 2 * used);
    buckets = new int[2 * used];
    Arrays.fill(buckets, NONE);
    for (int number = 0; number < used; number++) { // none is removed, or it would not grow
      link(objects[number], number);
    }
  }

  private void link(@Nullable Object object, int number) {
    int bucket = bucket(object);
    next[number] = buckets[bucket];
    buckets[bucket] = number;
  }

  private int bucket(@Nullable Object object) {
    return System.identityHashCode(object) & (buckets.length - 1);
  }
}
