package org.talweg.tensor;

import org.talweg.internal.Checks;

/**
 * What an optimizer learns: a name, a value and a gradient. The value and the gradient are the
 * caller's arrays; the backward pass writes the gradient, the trainer updates the value.
 *
 * <p>The name identifies the parameter's state in checkpoints and its random stream in
 * initializers, so it should stay the same from run to run, as in {@code "layer1.weight"}.
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
   * A parameter whose gradient has a number for every element of the value.
   *
   * @param name the name, stable from run to run
   * @param value what the trainer updates
   * @param gradient what the backward pass writes, of the value's shape and type
   * @return the parameter over both arrays, uncopied
   * @throws IllegalArgumentException if the name is empty or holds control characters, if shapes or
   *     types differ, or if both tensors share one array
   */
  public static Parameter of(String name, Tensor value, Tensor gradient) {
    Checks.name("a parameter's name", name);
    if (value.dataType() != gradient.dataType() || !value.shape().equals(gradient.shape())) {
      throw new IllegalArgumentException(
          "parameter \""
              + name
              + "\": the value is "
              + value
              + ", but the gradient is "
              + gradient);
    }
    if (value.size() > 0 && array(value) == array(gradient)) {
      throw new IllegalArgumentException(
          "parameter \"" + name + "\": value and gradient share one array");
    }
    return new Parameter(name, value, new Gradient.Dense(gradient));
  }

  /**
   * A parameter with a new gradient of zeros.
   *
   * @param name the name, stable from run to run
   * @param value what the trainer updates
   * @return the parameter over the value's array, uncopied
   * @throws IllegalArgumentException if the name is empty or holds control characters
   */
  public static Parameter of(String name, Tensor value) {
    return of(name, value, Tensor.zeros(value.dataType(), value.shape()));
  }

  private static Object array(Tensor tensor) {
    return tensor instanceof FloatTensor f ? f.array() : ((DoubleTensor) tensor).array();
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

  @Override
  public String toString() {
    return "\"" + name + "\" " + value;
  }
}
