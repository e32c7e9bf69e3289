// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Objects;
import org.talweg.internal.Checks;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;

/**
 * The same value for every element; fan and randomness are ignored. For biases, and for scales of
 * normalization layers: the units of a layer of constant weights would all learn the same.
 *
 * @param value the value, finite
 */
public record Constant(double value) implements Initializer {
  /**
   * Checks the value.
   *
   * @param value the value, finite
   * @throws IllegalArgumentException if the value is not finite
   */
  public Constant {
    Checks.finite("value", value);
  }

  /**
   * A constant.
   *
   * @param value the value, finite
   * @return the initializer
   * @throws IllegalArgumentException if the value is not finite
   */
  public static Constant of(double value) {
    return new Constant(value);
  }

  /**
   * All zeros.
   *
   * @return the initializer
   */
  public static Constant zeros() {
    return new Constant(0);
  }

  /**
   * All ones.
   *
   * @return the initializer
   */
  public static Constant ones() {
    return new Constant(1);
  }

  @Override
  public void fill(Tensor tensor, Fan fan, RandomStream random) {
    Objects.requireNonNull(fan, "fan");
    Objects.requireNonNull(random, "random");
    fill(tensor);
  }

  /**
   * Overwrites every element.
   *
   * @param tensor the tensor to fill
   * @throws IllegalArgumentException if the value overflows the tensor's type
   */
  public void fill(Tensor tensor) {
    Objects.requireNonNull(tensor, "tensor");
    requireFits(tensor, Fan.none());
    Elements.fill(tensor, value);
  }

  /**
   * Overwrites the value of a parameter.
   *
   * @param parameter whose value to fill
   * @throws IllegalArgumentException if the value overflows the parameter's type
   */
  public void fill(Parameter parameter) {
    Objects.requireNonNull(parameter, "parameter");
    fill(parameter.value());
  }

  @Override
  public void requireFits(Tensor tensor, Fan fan) {
    Objects.requireNonNull(tensor, "tensor");
    Objects.requireNonNull(fan, "fan");
    if (tensor.size() > 0) {
      Elements.requireFinite(Math.abs(value), tensor);
    }
  }

  @Override
  public String spread(Fan fan) {
    Objects.requireNonNull(fan, "fan");
    return Spread.digits(value);
  }
}
