// SPDX-License-Identifier: Apache-2.0
package org.talweg.tensor;

import static java.util.Objects.requireNonNull;

import org.talweg.internal.Checks;
import org.talweg.internal.Excerpt;
import org.talweg.internal.Overlaps;

/**
 * A parameter of a model: a name, a value and a gradient. The value and the gradient are the
 * caller's memory; the backward pass writes the gradient, the trainer updates the value.
 *
 * <pre>{@code
 * Parameter.of("dense1.weight", weights, gradient, 784, 10)   // float[] or double[], in place
 * Parameter.of("embedding", FloatTensor.rows(w), FloatTensor.rows(g))
 * }</pre>
 *
 * <p>The name identifies the parameter's state in checkpoints and its random stream in
 * initializers, so it should stay the same from run to run, for example {@code "layer1.weight"}. A
 * parameter is equal to itself alone.
 */
public final class Parameter {
  private final String name;
  private final Tensor value;
  private final Gradient gradient;

  private Parameter(String name, Tensor value, Gradient gradient) {
    this.name = name;
    this.value = value;
    this.gradient = gradient;
  }

  /**
   * A parameter over two arrays.
   *
   * @param name the name, stable from run to run
   * @param value the value, which the trainer updates
   * @param gradient the gradient, which the backward pass writes, of the same length
   * @param extents the extents, outermost first; without any, the array is a vector
   * @return the parameter over both arrays, uncopied
   * @throws IllegalArgumentException if the name is not valid, if a length is not the product of
   *     the extents, or if both arrays are the same
   */
  public static Parameter of(String name, float[] value, float[] gradient, int... extents) {
    requireNonNull(value, "value");
    requireNonNull(gradient, "gradient");
    requireSameLength(name, value.length, gradient.length);
    return of(name, FloatTensor.wrap(value, extents), FloatTensor.wrap(gradient, extents));
  }

  /**
   * A parameter over two arrays.
   *
   * @param name the name, stable from run to run
   * @param value the value, which the trainer updates
   * @param gradient the gradient, which the backward pass writes, of the same length
   * @param extents the extents, outermost first; without any, the array is a vector
   * @return the parameter over both arrays, uncopied
   * @throws IllegalArgumentException if the name is not valid, if a length is not the product of
   *     the extents, or if both arrays are the same
   */
  public static Parameter of(String name, double[] value, double[] gradient, int... extents) {
    requireNonNull(value, "value");
    requireNonNull(gradient, "gradient");
    requireSameLength(name, value.length, gradient.length);
    return of(name, DoubleTensor.wrap(value, extents), DoubleTensor.wrap(gradient, extents));
  }

  private static void requireSameLength(String name, int value, int gradient) {
    if (value != gradient) {
      throw new IllegalArgumentException(
          "parameter "
              + Excerpt.quoted(name)
              + ": the value has "
              + value
              + " elements, but the gradient "
              + gradient);
    }
  }

  /**
   * A parameter whose gradient has a number for every element of the value.
   *
   * @param name the name, stable from run to run
   * @param value the value, which the trainer updates
   * @param gradient the gradient, which the backward pass writes, of the value's shape and type
   * @return the parameter over both, uncopied
   * @throws IllegalArgumentException if the name is not valid, if shapes or types differ, or if
   *     value and gradient have an element in common
   */
  public static Parameter of(String name, Tensor value, Tensor gradient) {
    Checks.name("a parameter's name", name);
    requireNonNull(value, "value");
    requireNonNull(gradient, "gradient");
    if (value.dataType() != gradient.dataType() || !value.shape().equals(gradient.shape())) {
      throw new IllegalArgumentException(
          "parameter "
              + Excerpt.quoted(name)
              + ": the value is "
              + value
              + ", but the gradient is "
              + gradient);
    }
    Overlaps overlaps = new Overlaps();
    for (Tensor.Span span : value.spans()) {
      overlaps.add(span.memory(), span.from(), span.to(), "the value");
    }
    for (Tensor.Span span : gradient.spans()) {
      if (overlaps.add(span.memory(), span.from(), span.to(), "the gradient").isPresent()) {
        throw new IllegalArgumentException(
            "parameter " + Excerpt.quoted(name) + ": value and gradient have elements in common");
      }
    }
    return new Parameter(name, value, new Gradient.Dense(gradient));
  }

  /**
   * A parameter with a new gradient of zeros.
   *
   * @param name the name, stable from run to run
   * @param value the value, which the trainer updates
   * @return the parameter over the value's memory, uncopied
   * @throws IllegalArgumentException if the name is not valid
   */
  public static Parameter of(String name, Tensor value) {
    requireNonNull(value, "value");
    return of(name, value, Tensor.zeros(value.dataType(), value.shape()));
  }

  /** {@return the name, unique within a trainer} */
  public String name() {
    return name;
  }

  /** {@return the value, updated in place} */
  public Tensor value() {
    return value;
  }

  /** {@return the gradient, of the value's shape and type} */
  public Gradient gradient() {
    return gradient;
  }

  /**
   * {@return the value}
   *
   * @throws IllegalStateException unless it is of {@code float}
   */
  public FloatTensor floatValue() {
    return floats(value, "floatValue", "doubleValue");
  }

  /**
   * {@return the value}
   *
   * @throws IllegalStateException unless it is of {@code double}
   */
  public DoubleTensor doubleValue() {
    return doubles(value, "doubleValue", "floatValue");
  }

  /**
   * {@return the gradient}
   *
   * @throws IllegalStateException unless it is of {@code float}
   */
  public FloatTensor floatGradient() {
    return floats(gradient.tensor(), "floatGradient", "doubleGradient");
  }

  /**
   * {@return the gradient}
   *
   * @throws IllegalStateException unless it is of {@code double}
   */
  public DoubleTensor doubleGradient() {
    return doubles(gradient.tensor(), "doubleGradient", "floatGradient");
  }

  private FloatTensor floats(Tensor tensor, String asked, String instead) {
    if (tensor instanceof FloatTensor floats) {
      return floats;
    }
    throw wrongType(asked, instead);
  }

  private DoubleTensor doubles(Tensor tensor, String asked, String instead) {
    if (tensor instanceof DoubleTensor doubles) {
      return doubles;
    }
    throw wrongType(asked, instead);
  }

  private IllegalStateException wrongType(String asked, String instead) {
    return new IllegalStateException(asked + "() of parameter " + this + "; use " + instead + "()");
  }

  @Override
  public String toString() {
    return Excerpt.quoted(name) + " " + value;
  }
}
