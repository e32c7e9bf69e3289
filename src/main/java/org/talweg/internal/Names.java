package org.talweg.internal;

import java.util.Collection;
import java.util.stream.Collectors;

/** Lists of names in messages, which must not grow with the model. */
public final class Names {
  private static final int MOST = 10;

  private Names() {}

  /** The first ten, and how many more there are. */
  public static String list(Collection<?> names) {
    String first =
        names.stream().limit(MOST).map(Object::toString).collect(Collectors.joining(", "));
    return names.size() <= MOST
        ? "[" + first + "]"
        : "[" + first + " and " + (names.size() - MOST) + " more]";
  }
}
