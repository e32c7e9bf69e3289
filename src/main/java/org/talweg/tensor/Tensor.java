package org.talweg.tensor;

/**
 * A shape over an array that belongs to the caller: contiguous, row-major, and never copied unless
 * {@link #copy()} is asked for. A tensor carries no operations; it tells the library what an array
 * means.
 */
public sealed interface Tensor permits FloatTensor, DoubleTensor {
  /** The extents of this tensor. */
  Shape shape();

  /** The type of the elements. */
  DataType dataType();

  /** A tensor of the same shape and type over a new array that holds the same values. */
  Tensor copy();

  /** The number of elements. */
  default int size() {
    return shape().size();
  }

  /** A tensor of the given type and shape over a new array of zeros. */
  static Tensor zeros(DataType dataType, Shape shape) {
    return switch (dataType) {
      case FLOAT32 -> FloatTensor.zeros(shape);
      case FLOAT64 -> DoubleTensor.zeros(shape);
    };
  }
}
