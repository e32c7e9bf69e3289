// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.talweg.internal.Checks;
import org.talweg.tensor.Shape;

/**
 * A piece of state that a rule keeps for a parameter, in the parameter's type: a number for each
 * element, unless it is put {@linkplain #inShape in another shape}. A rule declares its slots once,
 * as constants. A slot is equal to itself alone.
 */
public final class Slot {
  private final String name;
  private final double initial;
  private final @Nullable Hyperparameter factor;
  private final boolean ofValue;
  private final @Nullable UnaryOperator<Shape> shape;
  private final Slot declared;

  private Slot(String name, @Nullable Hyperparameter factor, double initial, boolean ofValue) {
    Checks.name("a slot's name", name);
    if (name.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "a slot's name must not hold a slash, but was \"" + name + "\"");
    }
    this.name = name;
    this.initial = Checks.finite("the initial value of slot \"" + name + "\"", initial);
    this.factor = factor;
    this.ofValue = ofValue;
    this.shape = null;
    this.declared = this;
  }

  private Slot(Slot other, UnaryOperator<Shape> shape) {
    this.name = other.name;
    this.initial = other.initial;
    this.factor = other.factor;
    this.ofValue = other.ofValue;
    this.shape = shape;
    this.declared = other.declared;
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
    return new Slot(name, requireNonNull(factor, "factor"), initial, false);
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
    return new Slot(name, null, initial, false);
  }

  /**
   * {@return a slot that starts as a copy of the weights, and keeps its value where gradients stay
   * zero} Such as an average of the weights.
   *
   * @param name the name, unique within the rule
   * @throws IllegalArgumentException if the name is empty, or holds a slash or control characters
   */
  public static Slot copyOfWeights(String name) {
    return new Slot(name, null, 0, true);
  }

  /**
   * {@return a slot like this one in another shape} A number for each row, say. A rule with such a
   * slot is given each parameter {@linkplain Rule#whole as a whole}. Its loops ask for the array by
   * the slot that this was called on, a constant.
   *
   * @param ofParameter the slot's shape by the parameter's, and by nothing else; it may throw an
   *     IllegalArgumentException for parameters that the rule can't update
   * @throws IllegalStateException if the slot starts as a copy of the weights
   */
  public Slot inShape(UnaryOperator<Shape> ofParameter) {
    requireNonNull(ofParameter, "ofParameter");
    if (ofValue) {
      throw new IllegalStateException(
          "slot " + name + " starts as a copy of the weights, so it has their shape");
    }
    return new Slot(this, ofParameter);
  }

  /** {@return whether the slot has a number for each element of the parameter} */
  public boolean isElementwise() {
    return shape == null;
  }

  /**
   * {@return the slot's shape}
   *
   * @param parameter the parameter's
   * @throws IllegalArgumentException if the slot has none for such a parameter
   */
  public Shape shape(Shape parameter) {
    requireNonNull(parameter, "parameter");
    return shape == null
        ? parameter
        : requireNonNull(shape.apply(parameter), "the shape of slot " + name);
  }

  /** {@return the name; a checkpoint holds the slot as {@code <parameter>/<name>}} */
  public String name() {
    return name;
  }

  /** {@return the value of every element before the first step, if it is no copy of the weights} */
  public double initial() {
    return initial;
  }

  /** {@return whether the slot starts as a copy of the weights} */
  public boolean isCopyOfWeights() {
    return ofValue;
  }

  /** {@return whether the slot fades where gradients stay zero} */
  public boolean isFading() {
    return factor != null;
  }

  /** {@return the constant that it was made from, by which loops ask for it} */
  public Slot declared() {
    return declared;
  }

  /** {@return the number that it is multiplied by where gradients stay zero; empty if it lasts} */
  public Optional<Hyperparameter> fadesBy() {
    return Optional.ofNullable(factor);
  }

  @Override
  public String toString() {
    return name
        + (ofValue ? ", a copy of the weights" : " from " + initial)
        + (isFading() ? ", fading" : ", lasting")
        + (isElementwise() ? "" : ", in a shape of its own");
  }
}
