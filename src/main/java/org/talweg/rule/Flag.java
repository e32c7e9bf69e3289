// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

import org.talweg.internal.Checks;

/**
 * The declaration of a choice between two variants of a rule, as Nesterov's momentum.
 *
 * @param name its name
 * @param initial whether it is on by default
 */
public record Flag(String name, boolean initial) {
  /**
   * Checks the name.
   *
   * @param name its name
   * @param initial whether it is on by default
   * @throws IllegalArgumentException if the name is empty or holds control characters
   */
  public Flag {
    Checks.name("a flag's name", name);
  }
}
