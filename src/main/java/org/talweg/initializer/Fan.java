// SPDX-License-Identifier: Apache-2.0
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
 * counts; fanOut counts all output channels, as PyTorch does. Where the groups are stated, by a
 * {@link Convolution}, fanOut counts those of one group, which are all that an input reaches; a
 * transposed convolution, stored the other way round, is stated in the same way.
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
   * @param shape the weight's shape, of rank 2 or more
   * @return the fan
   * @throws IllegalArgumentException if the rank is below 2
   */
  public static Fan outputFirst(Shape shape) {
    return outputFirst(shape, Convolution.of());
  }

  /**
   * The fan of a convolution's weight stored as (out, in / groups, kernel…) or, if it is
   * transposed, as (in, out / groups, kernel…), as PyTorch does.
   *
   * @param shape the weight's shape, of rank 2 or more
   * @param convolution whether it is transposed, and its groups
   * @return the fan
   * @throws IllegalArgumentException if the rank is below 2, or if the first extent is not a
   *     multiple of the groups
   */
  public static Fan outputFirst(Shape shape, Convolution convolution) {
    return of(shape, Layout.OUTPUT_FIRST, convolution);
  }

  /**
   * The fan of a weight stored as (kernel…, in / groups, out).
   *
   * @param shape the weight's shape, of rank 2 or more
   * @return the fan
   * @throws IllegalArgumentException if the rank is below 2
   */
  public static Fan inputFirst(Shape shape) {
    return inputFirst(shape, Convolution.of());
  }

  /**
   * The fan of a convolution's weight stored as (kernel…, in / groups, out) or, if it is
   * transposed, as (kernel…, out / groups, in), as Keras does.
   *
   * @param shape the weight's shape, of rank 2 or more
   * @param convolution whether it is transposed, and its groups
   * @return the fan
   * @throws IllegalArgumentException if the rank is below 2, or if the last extent is not a
   *     multiple of the groups
   */
  public static Fan inputFirst(Shape shape, Convolution convolution) {
    return of(shape, Layout.INPUT_FIRST, convolution);
  }

  private static Fan of(Shape shape, Layout layout, Convolution convolution) {
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(convolution, "convolution");
    Weight weight = new Weight(shape, layout, convolution);
    return new Fan(
        count(weight.inputsOfGroup(), weight.positions()),
        count(weight.outputsOfGroup(), weight.positions()),
        Optional.of(weight));
  }

  /** The product, which only a weight without elements can have too large for its type. */
  private static int count(int channels, int positions) {
    return (int) Math.min(Integer.MAX_VALUE, (long) channels * positions);
  }

  /** The fan of a weight, or {@link #none()} for a bias or anything else that has no fan. */
  static Fan ofAny(Shape shape, Layout layout, Convolution convolution) {
    return shape.rank() < 2 ? none() : of(shape, layout, convolution);
  }

  /** Stands in for the fan of a bias: asking it for a count is an error. */
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
              + " choose an initializer that needs none");
    }
    return count;
  }

  /**
   * Requires that a tensor is as large as the shape that this fan was read from; a fan given by its
   * counts fits every tensor. For those who write initializers.
   *
   * @param tensor the tensor about to be filled
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
                    + " must tell inputs from outputs: it needs a fan made by Fan.outputFirst or"
                    + " Fan.inputFirst from a shape of rank 2 or more, but the fan was "
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
    if (fanIn == 0 && weight.isEmpty()) {
      return "Fan[none]";
    }
    String counts = "Fan[fanIn=" + fanIn + ", fanOut=" + fanOut;
    return counts + weight.map(w -> ", " + w).orElse("") + "]";
  }
}
