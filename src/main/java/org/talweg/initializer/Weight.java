// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import org.talweg.tensor.Shape;

/** A weight's shape with the meaning of its dimensions: where the elements of a connection lie. */
record Weight(Shape shape, Layout layout, Convolution convolution) {
  Weight {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "a fan needs a weight of rank 2 or more, "
              + layout.order()
              + ", but the shape was "
              + shape);
    }
    int channels = shape.extent(layout.outputDimension(shape));
    if (channels % convolution.groups() != 0) {
      throw new IllegalArgumentException(
          "the "
              + (convolution.transposed() ? "inputs" : "outputs")
              + " must be a multiple of the groups, but there were "
              + channels
              + " and "
              + convolution.groups()
              + " groups");
    }
  }

  /** The extent of the dimension that has the channels of all groups. */
  private int allChannels() {
    return shape.extent(layout.outputDimension(shape));
  }

  /** The extent of the dimension that has the channels of one group. */
  private int groupChannels() {
    return shape.extent(layout.inputDimension(shape));
  }

  /** The outputs: of one group, if the convolution is transposed. */
  int outputs() {
    return convolution.transposed() ? groupChannels() : allChannels();
  }

  /** The inputs: of one group, unless the convolution is transposed. */
  int inputs() {
    return convolution.transposed() ? allChannels() : groupChannels();
  }

  /** The outputs of one group. */
  int outputsOfGroup() {
    return convolution.transposed() ? outputs() : outputs() / convolution.groups();
  }

  /** The inputs of one group. */
  int inputsOfGroup() {
    return convolution.transposed() ? inputs() / convolution.groups() : inputs();
  }

  /** The positions of the kernel: 1 for a matrix. */
  int positions() {
    long positions = 1;
    int first = layout.kernelDimension(shape);
    for (int dimension = first; dimension < first + shape.rank() - 2; dimension++) {
      positions = Math.min(Integer.MAX_VALUE, positions * shape.extent(dimension));
    }
    return (int) positions;
  }

  /** The index of an element in row-major order. */
  int index(int output, int input, int position) {
    int all = convolution.transposed() ? input : output;
    int ofGroup = convolution.transposed() ? output : input;
    return switch (layout) {
      case OUTPUT_FIRST -> (all * groupChannels() + ofGroup) * positions() + position;
      case INPUT_FIRST -> (position * groupChannels() + ofGroup) * allChannels() + all;
    };
  }

  /**
   * The middle position of the kernel. Where an extent is even there are two.
   *
   * @param upper whether to take the upper one of the two
   */
  int centre(boolean upper) {
    int position = 0;
    int first = layout.kernelDimension(shape);
    for (int dimension = first; dimension < first + shape.rank() - 2; dimension++) {
      int extent = shape.extent(dimension);
      position = position * extent + (upper ? extent : extent - 1) / 2;
    }
    return position;
  }

  /** Requires that the channels are in one group. */
  Weight requireOneGroup(String initializer) {
    if (convolution.groups() > 1) {
      throw new IllegalArgumentException(
          initializer + " needs a convolution in one group, but it was " + this);
    }
    return this;
  }

  /** Requires that the rank lies in a range. */
  Weight requireRank(String initializer, int least, int most) {
    if (shape.rank() < least || shape.rank() > most) {
      throw new IllegalArgumentException(
          initializer
              + " needs a weight of rank "
              + (least == most ? "" + least : least + " to " + most)
              + ", "
              + layout.order()
              + ", but the shape was "
              + shape);
    }
    return this;
  }

  @Override
  public String toString() {
    return layout + " " + shape + convolution.suffix();
  }
}
