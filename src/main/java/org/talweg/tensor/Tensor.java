// SPDX-License-Identifier: Apache-2.0
package org.talweg.tensor;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A shape over elements that belong to the caller: an array, a slice of one, rows, or a buffer off
 * the heap. Row-major, and never copied unless a copy is asked for. A tensor carries no operations;
 * it tells the library how to read memory.
 *
 * <p>A tensor is a view and equal to itself alone.
 */
public sealed interface Tensor permits FloatTensor, DoubleTensor {
  /** {@return the extents} */
  Shape shape();

  /** {@return the type of the elements} */
  DataType dataType();

  /** {@return a tensor of the same shape and type over a new array that holds the same values} */
  Tensor copy();

  /**
   * {@return whether the elements lie one after the other in one Java array}
   *
   * <p>If not, use {@code get}, {@code read} and {@code write}.
   */
  boolean hasArray();

  /**
   * {@return the index of the first element in the array}
   *
   * @throws IllegalStateException unless {@link #hasArray}
   */
  int arrayOffset();

  /**
   * {@return the parts of Java arrays that the tensor consists of}
   *
   * <p>None for a buffer without an array of the tensor's type.
   */
  List<Region> regions();

  /**
   * {@return where the tensor's bytes are, by which two tensors that share some are found}
   *
   * <p>For a buffer without an array of the tensor's type, JDK 22 and newer tell the array of bytes
   * that it is a view of, or its address; older ones tell nothing, and the buffer itself stands for
   * its memory.
   */
  List<Span> spans();

  /**
   * {@return whether a thread may read and write the elements}
   *
   * <p>Memory of a confined arena belongs to one thread; any other memory, to all.
   *
   * @param thread the thread that asks
   */
  boolean isAccessibleBy(Thread thread);

  /**
   * Requires that the memory has not changed since the tensor was made.
   *
   * @throws IllegalStateException if a row was replaced by another array, or a buffer lost elements
   */
  default void requireIntact() {}

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
    return switch (requireNonNull(dataType, "dataType")) {
      case FLOAT32 -> FloatTensor.zeros(shape);
      case FLOAT64 -> DoubleTensor.zeros(shape);
    };
  }

  /**
   * Elements [from, to) of an array.
   *
   * @param array a {@code float[]} or {@code double[]}
   * @param from the first element
   * @param to the element after the last
   */
  record Region(Object array, int from, int to) {
    /**
     * Elements [from, to) of an array.
     *
     * @param array a {@code float[]} or {@code double[]}
     * @param from the first element
     * @param to the element after the last
     */
    public Region {
      requireNonNull(array, "array");
    }
  }

  /**
   * Bytes [from, to) of memory.
   *
   * @param memory the array or buffer, to be compared by identity, or one object that stands for
   *     all memory off the heap
   * @param from the first byte; an address, if the memory is off the heap
   * @param to the byte after the last
   */
  record Span(Object memory, long from, long to) {
    /**
     * Bytes [from, to) of memory.
     *
     * @param memory the array or buffer, or what stands for memory off the heap
     * @param from the first byte
     * @param to the byte after the last
     */
    public Span {
      requireNonNull(memory, "memory");
    }

    static Span of(Object memory, long first, long size, int width) {
      return new Span(memory, first * width, (first + size) * width);
    }
  }
}
