package org.talweg.tensor;

/**
 * A shape over an array that belongs to the caller: contiguous, row-major, and never copied unless
 * {@link #copy()} is asked for. A tensor carries no operations; it tells the library what an array
 * means.
 */
public sealed interface Tensor permits FloatTensor, DoubleTensor {
  /** {@return the extents} */
  Shape shape();

  /** {@return the type of the elements} */
  DataType dataType();

  /** {@return a tensor of the same shape and type over a new array that holds the same values} */
  Tensor copy();

  /** {@return the number of elements, 1 for a scalar} */
  default int size() {
    return shape().size();
  }

  /**
   * Allocates an array of zeros.
   *
   * @param dataType decides between {@code float[]} and {@code double[]}
   * @param shape the extents; their product is the array's length
   * @return a tensor over the new array
   */
  static Tensor zeros(DataType dataType, Shape shape) {
    return switch (dataType) {
      case FLOAT32 -> FloatTensor.zeros(shape);
      case FLOAT64 -> DoubleTensor.zeros(shape);
    };
  }
}
