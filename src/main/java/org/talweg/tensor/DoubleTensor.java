package org.talweg.tensor;

/** A tensor over a {@code double[]}. */
public final class DoubleTensor implements Tensor {
  private final double[] array;
  private final Shape shape;

  private DoubleTensor(double[] array, Shape shape) {
    if (array.length != shape.size()) {
      throw new IllegalArgumentException(
          "shape "
              + shape
              + " has "
              + shape.size()
              + " elements, but the array has "
              + array.length);
    }
    this.array = array;
    this.shape = shape;
  }

  /**
   * A tensor over the caller's array, without copying it: what either side writes, the other sees.
   *
   * @param array the elements, in row-major order
   * @param extents the extents, outermost first; none for a scalar
   * @return the view
   * @throws IllegalArgumentException if the array's length is not the product of the extents
   */
  public static DoubleTensor wrap(double[] array, int... extents) {
    return wrap(array, Shape.of(extents));
  }

  /**
   * A tensor over the caller's array, like {@link #wrap(double[], int...)}.
   *
   * @param array the elements, in row-major order
   * @param shape the extents
   * @return the view
   * @throws IllegalArgumentException if the array's length is not the shape's size
   */
  public static DoubleTensor wrap(double[] array, Shape shape) {
    return new DoubleTensor(array, shape);
  }

  /**
   * {@return a tensor over a new array of zeros}
   *
   * @param extents the extents, outermost first; none for a scalar
   * @throws IllegalArgumentException if an extent is negative or their product exceeds 2³¹ − 1
   */
  public static DoubleTensor zeros(int... extents) {
    return zeros(Shape.of(extents));
  }

  /**
   * {@return a tensor over a new array of zeros}
   *
   * @param shape the extents
   */
  public static DoubleTensor zeros(Shape shape) {
    return new DoubleTensor(new double[shape.size()], shape);
  }

  /** {@return the array itself, live} */
  public double[] array() {
    return array;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public DataType dataType() {
    return DataType.FLOAT64;
  }

  @Override
  public DoubleTensor copy() {
    return new DoubleTensor(array.clone(), shape);
  }

  @Override
  public String toString() {
    return DataType.FLOAT64 + " " + shape;
  }
}
