package org.talweg.optimizer;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.talweg.internal.Checks;

/**
 * A piece of state that a rule keeps for each element of a parameter, in the parameter's type. A
 * rule declares its slots once, as constants. A slot is equal to itself alone.
 */
public final class Slot {
  private final String name;
  private final double initial;
  private final @Nullable Hyperparameter factor;

  private Slot(String name, @Nullable Hyperparameter factor, double initial) {
    Checks.name("a slot's name", name);
    if (name.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "a slot's name must not hold a slash, but was \"" + name + "\"");
    }
    this.name = name;
    this.initial = Checks.finite("the initial value of slot \"" + name + "\"", initial);
    this.factor = factor;
  }

  /**
   * {@return a slot that starts at zero and fades where gradients stay zero, as averages and
   * velocities do}
   *
   * <p>The engine lets it vanish near the end of its type's range.
   *
   * @param name the name, unique within the rule
   * @param factor what it is multiplied by at each step then, such as β; one that the rule declares
   * @throws IllegalArgumentException if the name is empty, or holds a slash or control characters
   */
  public static Slot fading(String name, Hyperparameter factor) {
    return fading(name, factor, 0);
  }

  /**
   * {@return a slot that starts at a value and fades where gradients stay zero}
   *
   * <p>The engine lets it vanish near the end of its type's range.
   *
   * @param name the name, unique within the rule
   * @param factor what it is multiplied by at each step then, such as β; one that the rule declares
   * @param initial the value of every element before the first step, finite
   * @throws IllegalArgumentException if the name is empty, or holds a slash or control characters,
   *     or if the value is not finite
   */
  public static Slot fading(String name, Hyperparameter factor, double initial) {
    return new Slot(name, requireNonNull(factor, "factor"), initial);
  }

  /**
   * {@return a slot that keeps its value where gradients stay zero, as sums and maxima do}
   *
   * @param name the name, unique within the rule
   * @param initial the value of every element before the first step, finite
   * @throws IllegalArgumentException if the name is empty, or holds a slash or control characters,
   *     or if the value is not finite
   */
  public static Slot lasting(String name, double initial) {
    return new Slot(name, null, initial);
  }

  /** {@return the name; a checkpoint holds the slot as {@code <parameter>/<name>}} */
  public String name() {
    return name;
  }

  /** {@return the value of every element before the first step} */
  public double initial() {
    return initial;
  }

  /** {@return whether the slot fades where gradients stay zero} */
  public boolean isFading() {
    return factor != null;
  }

  /** What it is multiplied by where gradients stay zero; nothing if it lasts. */
  @Nullable Hyperparameter factor() {
    return factor;
  }

  @Override
  public String toString() {
    return name + " from " + initial + (isFading() ? ", fading" : ", lasting");
  }
}
