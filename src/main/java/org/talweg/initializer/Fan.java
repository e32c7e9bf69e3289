package org.talweg.initializer;

import java.util.Objects;
import java.util.Optional;
import org.talweg.internal.Checks;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/**
 * The number of connections of one unit of a layer: how many inputs it sums, and how many units of
 * the next layer read it. A tensor does not tell which of its dimensions is which, so the caller
 * names the layout:
 *
 * <ul>
 *   <li>{@link #outputFirst}: (out, in, kernel…), as PyTorch and DJL store weights;
 *   <li>{@link #inputFirst}: (kernel…, in, out), as Keras, TensorFlow and Flax do.
 * </ul>
 *
 * <p>For a convolution both counts include the kernel: fanIn = in · ∏ kernel, fanOut = out · ∏
 * kernel. With groups, the stored extent of "in" is already in / groups, and that is what fanIn
 * counts; fanOut counts all output channels, as PyTorch does.
 *
 * <p>A fan that was read from a shape remembers it. Initializers that use the fan refuse to fill a
 * tensor of another size with it, and those that need to know inputs from outputs, such as {@link
 * Orthogonal}, find the layout there. Immutable; equal by counts, shape and layout.
 */
public final class Fan {
  private final int fanIn;
  private final int fanOut;
  private final Optional<Weight> weight;

  private Fan(int fanIn, int fanOut, Optional<Weight> weight) {
    this.fanIn = fanIn;
    this.fanOut = fanOut;
    this.weight = weight;
  }

  /**
   * A fan given by its counts; of the weight nothing else is known.
   *
   * @param fanIn the inputs of one unit, at least 1
   * @param fanOut the outputs that one input reaches, at least 1
   * @return the fan
   * @throws IllegalArgumentException if a count is below 1
   */
  public static Fan of(int fanIn, int fanOut) {
    Checks.atLeastOne("fanIn", fanIn);
    Checks.atLeastOne("fanOut", fanOut);
    return new Fan(fanIn, fanOut, Optional.empty());
  }

  /**
   * The fan of a weight stored as (out, in / groups, kernel…).
   *
   * @param shape the weight's shape, of rank 2 or more and without zeros
   * @return the fan
   * @throws IllegalArgumentException if the rank is below 2 or an extent is zero
   */
  public static Fan outputFirst(Shape shape) {
    return of(shape, Layout.OUTPUT_FIRST);
  }

  /**
   * The fan of a weight stored as (kernel…, in / groups, out).
   *
   * @param shape the weight's shape, of rank 2 or more and without zeros
   * @return the fan
   * @throws IllegalArgumentException if the rank is below 2 or an extent is zero
   */
  public static Fan inputFirst(Shape shape) {
    return of(shape, Layout.INPUT_FIRST);
  }

  private static Fan of(Shape shape, Layout layout) {
    Objects.requireNonNull(shape, "shape");
    Weight weight = new Weight(shape, layout);
    int fanIn = shape.size() / weight.outputs();
    int fanOut = shape.size() / weight.inputs();
    return new Fan(fanIn, fanOut, Optional.of(weight));
  }

  /** The fan of a weight, or {@link #none()} for a bias or anything else that has no fan. */
  static Fan ofAny(Shape shape, Layout layout) {
    return shape.rank() < 2 || shape.size() == 0 ? none() : of(shape, layout);
  }

  /** What stands for the fan of a bias: to ask it for a count is an error. */
  static Fan none() {
    return new Fan(0, 0, Optional.empty());
  }

  /** {@return the inputs of one unit, at least 1} */
  public int fanIn() {
    return known(fanIn);
  }

  /** {@return the outputs that one input reaches, at least 1} */
  public int fanOut() {
    return known(fanOut);
  }

  private static int known(int count) {
    if (count == 0) {
      throw new IllegalArgumentException(
          "only a weight of rank 2 or more, with elements, has a fan;"
              + " for another an initializer must be chosen that needs none");
    }
    return count;
  }

  /**
   * Requires that a tensor is as large as the shape that this fan was read from; a fan given by its
   * counts fits every tensor. For those who write initializers.
   *
   * @param tensor what is about to be filled
   * @throws IllegalArgumentException if the sizes differ
   */
  public void requireFits(Tensor tensor) {
    Objects.requireNonNull(tensor, "tensor");
    if (weight.isPresent() && weight.get().shape().size() != tensor.size()) {
      throw new IllegalArgumentException(
          "the fan was read from shape "
              + weight.get().shape()
              + ", of "
              + weight.get().shape().size()
              + " elements, but the tensor is "
              + tensor);
    }
  }

  /**
   * The weight that this fan was read from.
   *
   * @param initializer who asks, for the message
   * @throws IllegalArgumentException if there is none
   */
  Weight weight(String initializer) {
    return weight.orElseThrow(
        () ->
            new IllegalArgumentException(
                initializer
                    + " needs to know inputs from outputs: a fan made by Fan.outputFirst or"
                    + " Fan.inputFirst from a shape of rank 2 or more, but it was "
                    + this));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fan fan
        && fanIn == fan.fanIn
        && fanOut == fan.fanOut
        && weight.equals(fan.weight);
  }

  @Override
  public int hashCode() {
    return Objects.hash(fanIn, fanOut, weight);
  }

  @Override
  public String toString() {
    if (fanIn == 0) {
      return "Fan[none]";
    }
    String counts = "Fan[fanIn=" + fanIn + ", fanOut=" + fanOut;
    return counts + weight.map(w -> ", " + w).orElse("") + "]";
  }
}
