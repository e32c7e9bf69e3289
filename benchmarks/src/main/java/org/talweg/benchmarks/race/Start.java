// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.talweg.initializer.He;
import org.talweg.initializer.Initializer;
import org.talweg.initializer.LeCun;
import org.talweg.initializer.Xavier;

/**
 * How a network starts.
 *
 * @param id the name on the command line
 * @param label the name for people
 * @param initializer what draws the weights
 */
public record Start(String id, String label, Initializer initializer) {
  private static final Map<String, Start> ALL = new LinkedHashMap<>();

  static {
    add("lecun", "LeCun", LeCun.normal());
    add("xavier", "Xavier", Xavier.normal());
    add("he", "He", He.normal());
    add("lecun-normal", "LeCun normal", LeCun.normal());
    add("lecun-uniform", "LeCun uniform", LeCun.uniform());
    add("lecun-fan-in-uniform", "LeCun fan-in uniform", LeCun.fanInUniform());
    add("xavier-normal", "Xavier normal", Xavier.normal());
    add("xavier-uniform", "Xavier uniform", Xavier.uniform());
    add("he-normal", "He normal", He.normal());
    add("he-uniform", "He uniform", He.uniform());
  }

  private static void add(String id, String label, Initializer initializer) {
    ALL.put(id, new Start(id, label, initializer));
  }

  /**
   * The start of a name, in upper or lower case.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that exist
   */
  public static Start named(String name) {
    Start start = ALL.get(name.toLowerCase(Locale.ROOT));
    if (start == null) {
      throw new IllegalArgumentException(
          "unknown initializer \"%s\", expected one of %s"
              .formatted(name, String.join(", ", ids())));
    }
    return start;
  }

  /** The names on the command line. */
  public static List<String> ids() {
    return new ArrayList<>(ALL.keySet());
  }
}
