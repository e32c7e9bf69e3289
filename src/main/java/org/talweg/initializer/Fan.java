package org.talweg.initializer;

import org.talweg.internal.Checks;
import org.talweg.tensor.Shape;

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
 * @param fanIn the inputs of one unit, at least 1
 * @param fanOut the outputs that one input reaches, at least 1
 */
public record Fan(int fanIn, int fanOut) {
  /**
   * Checks the counts.
   *
   * @param fanIn the inputs of one unit, at least 1
   * @param fanOut the outputs that one input reaches, at least 1
   * @throws IllegalArgumentException if a count is below 1
   */
  public Fan {
    Checks.atLeastOne("fanIn", fanIn);
    Checks.atLeastOne("fanOut", fanOut);
  }

  /**
   * A fan given by its counts.
   *
   * @param fanIn the inputs of one unit, at least 1
   * @param fanOut the outputs that one input reaches, at least 1
   * @return the fan
   * @throws IllegalArgumentException if a count is below 1
   */
  public static Fan of(int fanIn, int fanOut) {
    return new Fan(fanIn, fanOut);
  }

  /**
   * The fan of a weight stored as (out, in / groups, kernel…).
   *
   * @param shape the weight's shape, of rank 2 or more and without zeros
   * @return the fan
   * @throws IllegalArgumentException if the rank is below 2 or an extent is zero
   */
  public static Fan outputFirst(Shape shape) {
    check(shape, "(out, in, kernel…)");
    int out = shape.extent(0);
    int in = shape.extent(1);
    return new Fan(shape.size() / out, shape.size() / in);
  }

  /**
   * The fan of a weight stored as (kernel…, in / groups, out).
   *
   * @param shape the weight's shape, of rank 2 or more and without zeros
   * @return the fan
   * @throws IllegalArgumentException if the rank is below 2 or an extent is zero
   */
  public static Fan inputFirst(Shape shape) {
    check(shape, "(kernel…, in, out)");
    int in = shape.extent(shape.rank() - 2);
    int out = shape.extent(shape.rank() - 1);
    return new Fan(shape.size() / out, shape.size() / in);
  }

  private static void check(Shape shape, String layout) {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "a fan needs a weight of rank 2 or more, " + layout + ", but the shape was " + shape);
    }
    if (shape.size() == 0) {
      throw new IllegalArgumentException(
          "a fan needs a weight with elements, " + layout + ", but the shape was " + shape);
    }
  }
}
