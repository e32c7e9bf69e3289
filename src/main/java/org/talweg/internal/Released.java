// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Values that their maker has let go of: nobody else has them, so who gets the map may keep them
 * without a copy. Only the library can make one; what users hand over is copied.
 *
 * @param <V> the values
 */
public final class Released<V> extends AbstractMap<String, V> {
  private final Map<String, V> values = new LinkedHashMap<>();

  /**
   * Adds a value that nobody else has, nor gets.
   *
   * @param name its name
   * @param value the value
   */
  public void release(String name, V value) {
    values.put(name, value);
  }

  @Override
  public Set<Entry<String, V>> entrySet() {
    return values.entrySet();
  }
}
