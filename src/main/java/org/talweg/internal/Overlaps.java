package org.talweg.internal;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds out whether parts of arrays have elements in common. */
public final class Overlaps {
  private final IdentityHashMap<Object, TreeMap<Integer, Part>> byArray = new IdentityHashMap<>();

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
    TreeMap<Integer, Part> parts = byArray.computeIfAbsent(array, key -> new TreeMap<>());
    Map.Entry<Integer, Part> before = parts.lowerEntry(to);
    if (before != null && before.getValue().to > from) {
      return Optional.of(before.getValue().owner);
    }
    parts.put(from, new Part(to, owner));
    return Optional.empty();
  }

  /** Forgets a part that was added. An empty part was not. */
  public void remove(Object array, int from, int to) {
    TreeMap<Integer, Part> parts = byArray.get(array);
    if (parts != null && from < to) {
      parts.remove(from);
    }
  }
}
