package org.talweg.initializer;

import org.talweg.tensor.Shape;

/** A weight's shape with the meaning of its dimensions: where the elements of a connection lie. */
record Weight(Shape shape, Layout layout) {
  Weight {
    if (shape.rank() < 2) {
      throw new IllegalArgumentException(
          "a fan needs a weight of rank 2 or more, "
              + layout.order()
              + ", but the shape was "
              + shape);
    }
    if (shape.size() == 0) {
      throw new IllegalArgumentException(
          "a fan needs a weight with elements, " + layout.order() + ", but the shape was " + shape);
    }
  }

  int outputs() {
    return shape.extent(layout.outputDimension(shape));
  }

  /** The inputs of one group. */
  int inputs() {
    return shape.extent(layout.inputDimension(shape));
  }

  /** The positions of the kernel: 1 for a matrix. */
  int positions() {
    return shape.size() / outputs() / inputs();
  }

  /** The index of an element in row-major order. */
  int index(int output, int input, int position) {
    return switch (layout) {
      case OUTPUT_FIRST -> (output * inputs() + input) * positions() + position;
      case INPUT_FIRST -> (position * inputs() + input) * outputs() + output;
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
    return layout + " " + shape;
  }
}
