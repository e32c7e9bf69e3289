// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

import org.talweg.internal.Checks;

/**
 * The declaration of a single number that a rule carries from step to step, as a product of
 * momenta; the same for all elements. A rule declares it once, as a constant. It is equal to itself
 * alone.
 */
public final class Running {
  private final String name;
  private final double initial;

  private Running(String name, double initial) {
    this.name = Checks.name("the name of a running number", name);
    this.initial = Checks.finite("the initial value of \"" + name + "\"", initial);
  }

  /**
   * {@return a running number}
   *
   * @param name the name, unique within the rule; a checkpoint holds it as {@code
   *     <parameter>/<name>}
   * @param initial its value before the first step, finite
   */
  public static Running of(String name, double initial) {
    return new Running(name, initial);
  }

  /** {@return the name} */
  public String name() {
    return name;
  }

  /** {@return the value before the first step} */
  public double initial() {
    return initial;
  }

  @Override
  public String toString() {
    return name + " from " + initial;
  }
}
