// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

import org.talweg.internal.Checks;
import org.talweg.internal.Text;

/**
 * The declaration of a number that is fixed for a run, because the rule's state or its loop depends
 * on it: the initial value of an accumulator, say. Unlike a {@link Hyperparameter} it has no
 * schedule. A rule declares it once, as a constant. It is equal to itself alone.
 */
public final class Setting {
  private final String name;
  private final double initial;
  private final Domain domain;

  private Setting(String name, double initial, Domain domain) {
    this.name = Checks.name("a setting's name", name);
    this.initial = domain.require(name, initial);
    this.domain = domain;
  }

  /**
   * {@return a number that is zero or positive}
   *
   * @param name its name, such as {@code "initialAccumulator"}
   * @param initial the default
   * @throws IllegalArgumentException if the name is empty or the default is not allowed
   */
  public static Setting notNegative(String name, double initial) {
    return new Setting(name, initial, Domain.NOT_NEGATIVE);
  }

  /**
   * {@return a whole number that is zero or positive}
   *
   * @param name its name
   * @param initial the default
   * @throws IllegalArgumentException if the name is empty or the default is not allowed
   */
  public static Setting count(String name, long initial) {
    return new Setting(name, (double) initial, Domain.COUNT);
  }

  /** {@return the name} */
  public String name() {
    return name;
  }

  /** {@return the default} */
  public double initial() {
    return initial;
  }

  double require(double value) {
    return domain.require(name, value);
  }

  /** {@return a value as the rule's setter takes it: without a fraction if it is a count} */
  String text(double value) {
    return domain == Domain.COUNT ? Text.of((long) value) : Text.of(value);
  }

  @Override
  public String toString() {
    return name + " " + text(initial) + ", " + domain.words();
  }
}
