// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Finds out whether parts of memory have bytes in common. */
public final class Overlaps {
  /** No array has more bytes: 2³¹ elements of eight. */
  private static final int OFFSET_BITS = 34;

  private final IdentityNumbers owners = new IdentityNumbers();
  private final NavigableMap<Long, Part> parts = new TreeMap<>();
  private final NavigableMap<Long, Part> offTheHeap = new TreeMap<>();

  private record Part(long end, String owner) {}

  /** Stands for memory that is told by its address. */
  public static final Object OFF_THE_HEAP =
      new Object() {
        @Override
        public String toString() {
          return "memory off the heap";
        }
      };

  /** None yet. */
  public Overlaps() {}

  /**
   * Adds bytes [from, to) of an array, or of what else memory is told by.
   *
   * @param memory an array or buffer, compared by identity, or {@link #OFF_THE_HEAP}
   * @param from the first byte, an address if the memory is off the heap
   * @param to the byte after the last
   * @param owner whose they are, for messages
   * @return the owner of an earlier part that has some of these bytes; nothing is added then
   */
  public Optional<String> add(Object memory, long from, long to, String owner) {
    if (from == to) {
      return Optional.empty();
    }
    if (memory == OFF_THE_HEAP) {
      return add(offTheHeap, Long.MIN_VALUE, from, to, owner);
    }
    long start = key(owners.add(memory), 0);
    return add(parts, start, start + from, start + to, owner);
  }

  private static Optional<String> add(
      NavigableMap<Long, Part> parts, long start, long from, long to, String owner) {
    Map.Entry<Long, Part> before = parts.lowerEntry(to);
    if (before != null && before.getKey() >= start && before.getValue().end > from) {
      return Optional.of(before.getValue().owner);
    }
    parts.put(from, new Part(to, owner));
    return Optional.empty();
  }

  /** Forgets a part that was added, and its memory with the last one. An empty part was not. */
  public void remove(Object memory, long from, long to) {
    if (memory == OFF_THE_HEAP) {
      offTheHeap.remove(from);
      return;
    }
    int number = owners.find(memory);
    if (number < 0 || from == to) {
      return;
    }
    parts.remove(key(number, from));
    Long other = parts.ceilingKey(key(number, 0));
    if (other == null || other >= key(number + 1, 0)) {
      owners.remove(memory);
    }
  }

  /** Parts in the order of their arrays, then of their first bytes. */
  private static long key(int number, long offset) {
    return ((long) number << OFFSET_BITS) + offset;
  }
}
