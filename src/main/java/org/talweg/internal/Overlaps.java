package org.talweg.internal;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds out whether parts of arrays have elements in common. */
public final class Overlaps {
  private final IdentityNumbers arrays = new IdentityNumbers();
  private final TreeMap<Long, Part> parts = new TreeMap<>();

  private record Part(int to, String owner) {}

  /**
   * Adds elements [from, to) of an array.
   *
   * @param owner whose they are, for messages
   * @return the owner of an earlier part that has some of these elements; nothing is added then
   */
  public Optional<String> add(Object array, int from, int to, String owner) {
    if (from == to) {
      return Optional.empty();
    }
    int number = arrays.add(array);
    Map.Entry<Long, Part> before = parts.lowerEntry(key(number, to));
    if (before != null && before.getKey() >= key(number, 0) && before.getValue().to > from) {
      return Optional.of(before.getValue().owner);
    }
    parts.put(key(number, from), new Part(to, owner));
    return Optional.empty();
  }

  /** Forgets a part that was added, and its array with the last one. An empty part was not. */
  public void remove(Object array, int from, int to) {
    int number = arrays.find(array);
    if (number < 0 || from == to) {
      return;
    }
    parts.remove(key(number, from));
    Long other = parts.ceilingKey(key(number, 0));
    if (other == null || other >= key(number + 1, 0)) {
      arrays.remove(array);
    }
  }

  /** Parts in the order of their arrays, then of their first elements. */
  private static long key(int number, int element) {
    return ((long) number << Integer.SIZE) + element;
  }
}
