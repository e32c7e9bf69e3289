package org.talweg.optimizer;

import org.talweg.internal.Checks;

/**
 * A piece of state that a rule keeps for each parameter, of the parameter's shape and type.
 *
 * @param name the name, unique within the rule; a checkpoint holds the slot as {@code
 *     <parameter>/<name>}
 * @param initial the value of every element before the first step
 */
public record Slot(String name, double initial) {
  /**
   * Checks the name and the value.
   *
   * @param name the name, unique within the rule
   * @param initial the value of every element before the first step, finite
   * @throws IllegalArgumentException if the name is empty, holds a slash or control characters, or
   *     if the initial value is not finite
   */
  public Slot {
    Checks.name("a slot's name", name);
    if (name.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "a slot's name must not hold a slash, but was \"" + name + "\"");
    }
    Checks.finite("the initial value of slot \"" + name + "\"", initial);
  }

  /**
   * {@return a slot that starts at zero}
   *
   * @param name the name, unique within the rule
   * @throws IllegalArgumentException if the name is empty, or holds a slash or control characters
   */
  public static Slot zeros(String name) {
    return new Slot(name, 0);
  }
}
