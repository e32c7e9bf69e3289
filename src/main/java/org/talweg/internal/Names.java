// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

import java.util.Collection;

/** Lists of names in messages, which must not grow with the model. */
public final class Names {
  private Names() {}

  /** The first ten, and how many more there are. */
  public static String list(Collection<?> names) {
    return Excerpt.list(names);
  }
}
