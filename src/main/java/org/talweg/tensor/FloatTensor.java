// SPDX-License-Identifier: Apache-2.0
package org.talweg.tensor;

import static java.util.Objects.requireNonNull;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.Objects;

/** A tensor of {@code float}: over an array, a slice of one, rows, or a buffer. */
public final class FloatTensor implements Tensor {
  private final FloatStorage storage;
  private final Shape shape;

  private FloatTensor(FloatStorage storage, Shape shape) {
    this.storage = storage;
    this.shape = shape;
  }

  /**
   * A tensor over the caller's array, which is not copied: each side sees what the other writes.
   *
   * @param array the elements, in row-major order
   * @param extents the extents, outermost first; without any, the array is a vector
   * @return the view
   * @throws IllegalArgumentException if the array's length is not the product of the extents
   */
  public static FloatTensor wrap(float[] array, int... extents) {
    return wrap(array, Shape.ofOrVector(requireNonNull(array, "array").length, extents));
  }

  /**
   * A tensor over the caller's array, like {@link #wrap(float[], int...)}.
   *
   * @param array the elements, in row-major order
   * @param shape the extents
   * @return the view
   * @throws IllegalArgumentException if the array's length is not the shape's size
   */
  public static FloatTensor wrap(float[] array, Shape shape) {
    requireNonNull(array, "array");
    requireNonNull(shape, "shape").requireSize(array.length, "the array has");
    return new FloatTensor(new FloatStorage.Slice(array, 0, array.length), shape);
  }

  /**
   * A tensor over a part of the caller's array, for programs that keep all weights in one array.
   *
   * @param array holds the elements in row-major order, among others
   * @param offset the index of the first element
   * @param extents the extents, outermost first, at least one
   * @return the view of elements offset to offset + product of the extents
   * @throws IllegalArgumentException if there is no extent, or the slice leaves the array
   */
  public static FloatTensor slice(float[] array, int offset, int... extents) {
    if (requireNonNull(extents, "extents").length == 0) {
      throw new IllegalArgumentException("a slice needs at least one extent");
    }
    return slice(array, offset, Shape.of(extents));
  }

  /**
   * A tensor over a part of the caller's array, like {@link #slice(float[], int, int...)}.
   *
   * @param array holds the elements in row-major order, among others
   * @param offset the index of the first element
   * @param shape the extents
   * @return the view of elements offset to offset + the shape's size
   * @throws IllegalArgumentException if the slice leaves the array
   */
  public static FloatTensor slice(float[] array, int offset, Shape shape) {
    requireNonNull(shape, "shape").requireInside(requireNonNull(array, "array").length, offset);
    return new FloatTensor(new FloatStorage.Slice(array, offset, shape.size()), shape);
  }

  /**
   * A tensor over the rows of a matrix that is an array of arrays. If a row is replaced by another
   * array afterwards, the next step throws and changes nothing.
   *
   * @param rows the rows, each an array of its own
   * @return the view: a matrix if all rows have one length, else a vector of all elements in order
   * @throws IllegalArgumentException if two rows are the same array
   */
  public static FloatTensor rows(float[][] rows) {
    FloatStorage.Rows storage = new FloatStorage.Rows(requireNonNull(rows, "rows"));
    return new FloatTensor(storage, storage.index().shape());
  }

  /**
   * A tensor over a buffer, on the heap or off it, a mapped file too. Elements are those from the
   * buffer's position to its limit at the time of the call; position and limit may change later.
   * Any byte order works, the native one fastest.
   *
   * @param buffer the elements, in row-major order
   * @param extents the extents, outermost first; without any, the buffer is a vector
   * @return the view
   * @throws IllegalArgumentException if the number of remaining elements is not the product of the
   *     extents, or if the buffer is read-only
   */
  public static FloatTensor wrap(FloatBuffer buffer, int... extents) {
    int size = requireNonNull(buffer, "buffer").remaining();
    Shape shape = Shape.ofOrVector(size, extents);
    shape.requireSize(size, "the buffer's remaining elements are");
    if (buffer.isReadOnly()) {
      throw new IllegalArgumentException("the buffer is read-only, but a tensor must be writable");
    }
    if (buffer.hasArray()) {
      int offset = buffer.arrayOffset() + buffer.position();
      return new FloatTensor(new FloatStorage.Slice(buffer.array(), offset, size), shape);
    }
    BufferMemory memory = BufferMemory.of(buffer, Float.BYTES);
    return new FloatTensor(new FloatStorage.Memory(buffer.slice(), memory), shape);
  }

  /**
   * {@return a tensor over a new array of zeros}
   *
   * @param extents the extents, outermost first; none for a scalar
   * @throws IllegalArgumentException if an extent is negative or their product exceeds 2³¹ − 1
   */
  public static FloatTensor zeros(int... extents) {
    return zeros(Shape.of(extents));
  }

  /**
   * {@return a tensor over a new array of zeros}
   *
   * @param shape the extents
   */
  public static FloatTensor zeros(Shape shape) {
    return wrap(new float[requireNonNull(shape, "shape").size()], shape);
  }

  /**
   * {@return the array itself, live; the tensor's first element is at {@link #arrayOffset}}
   *
   * @throws IllegalStateException unless {@link #hasArray}
   */
  public float[] array() {
    return storage.array();
  }

  /**
   * {@return one element}
   *
   * @param index its place in row-major order
   * @throws IndexOutOfBoundsException unless 0 ≤ index &lt; size
   */
  public float get(int index) {
    return storage.get(Objects.checkIndex(index, size()));
  }

  /**
   * Writes one element.
   *
   * @param index its place in row-major order
   * @param element its new value
   * @throws IndexOutOfBoundsException unless 0 ≤ index &lt; size
   */
  public void set(int index, float element) {
    storage.write(Objects.checkIndex(index, size()), new float[] {element}, 0, 1);
  }

  /**
   * Copies elements of this tensor into an array.
   *
   * @param from the first element to copy, in row-major order
   * @param target the array to copy to
   * @param at the index in the target of the first copied element
   * @param count the number of elements
   * @throws IndexOutOfBoundsException if a range exceeds the tensor or the array
   */
  public void read(int from, float[] target, int at, int count) {
    Objects.checkFromIndexSize(from, count, size());
    Objects.checkFromIndexSize(at, count, requireNonNull(target, "target").length);
    storage.read(from, target, at, count);
  }

  /**
   * Copies elements of an array into this tensor.
   *
   * @param from the first element to write, in row-major order
   * @param source the array to copy from
   * @param at the index in the source of the first element
   * @param count the number of elements
   * @throws IndexOutOfBoundsException if a range exceeds the tensor or the array
   */
  public void write(int from, float[] source, int at, int count) {
    Objects.checkFromIndexSize(from, count, size());
    Objects.checkFromIndexSize(at, count, requireNonNull(source, "source").length);
    storage.write(from, source, at, count);
  }

  /**
   * Sets all elements to one value.
   *
   * @param element the value
   */
  public void fill(float element) {
    storage.fill(element);
  }

  /** {@return the elements in row-major order, in a new array} */
  public float[] toArray() {
    float[] elements = new float[size()];
    storage.read(0, elements, 0, elements.length);
    return elements;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public DataType dataType() {
    return DataType.FLOAT32;
  }

  @Override
  public FloatTensor copy() {
    return wrap(toArray(), shape);
  }

  @Override
  public boolean hasArray() {
    return storage.hasArray();
  }

  @Override
  public int arrayOffset() {
    return storage.arrayOffset();
  }

  @Override
  public List<Region> regions() {
    return storage.regions();
  }

  @Override
  public List<Span> spans() {
    return storage.spans();
  }

  @Override
  public boolean isAccessibleBy(Thread thread) {
    return storage.isAccessibleBy(requireNonNull(thread, "thread"));
  }

  @Override
  public void requireIntact() {
    storage.requireIntact();
  }

  @Override
  public String toString() {
    return DataType.FLOAT32 + " " + shape;
  }
}
