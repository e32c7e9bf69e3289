// SPDX-License-Identifier: Apache-2.0
package org.talweg.tensor;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Objects;
import org.talweg.internal.Excerpt;

/**
 * The extents of a tensor, outermost first: a weight matrix of 784 inputs by 10 outputs is {@code
 * Shape.of(784, 10)}. Rank 0, {@code Shape.of()}, is a scalar of one element. Elements lie in
 * row-major order: the last index varies fastest.
 *
 * <p>Immutable; equal by extents.
 */
public final class Shape {
  private final int[] extents;
  private final int size;
  private final boolean assumed;

  private Shape(int[] extents, boolean assumed) {
    this.extents = extents;
    this.assumed = assumed;
    boolean empty = false;
    for (int extent : extents) {
      if (extent < 0) {
        throw new IllegalArgumentException(
            "an extent must not be negative, but the shape was " + Excerpt.list(extents));
      }
      empty |= extent == 0;
    }
    long product = empty ? 0 : 1;
    for (int extent : extents) {
      product *= extent; // below 2^31 times below 2^31: exact
      if (product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "a tensor holds at most "
                + Integer.MAX_VALUE
                + " elements, but the shape was "
                + Excerpt.list(extents));
      }
    }
    this.size = (int) product;
  }

  /**
   * {@return a shape of the given extents}
   *
   * @param extents one per dimension, outermost first; none for a scalar
   * @throws IllegalArgumentException if an extent is negative or their product exceeds 2³¹ − 1
   */
  public static Shape of(int... extents) {
    return new Shape(requireNonNull(extents, "extents").clone(), false);
  }

  /** The given extents, or a vector of all elements if there are none. */
  static Shape ofOrVector(int size, int[] extents) {
    return requireNonNull(extents, "extents").length == 0
        ? new Shape(new int[] {size}, true)
        : of(extents);
  }

  /**
   * {@return whether the extents were left out where an array was wrapped, so that a vector is only
   * assumed} Such a shape is equal to that of a vector whose extent was stated.
   */
  public boolean isAssumed() {
    return assumed;
  }

  /**
   * {@return how many elements belong to one index of the first dimension} A vector or a scalar is
   * one row, with all elements.
   */
  public int rowSize() {
    return extents.length < 2 || size == 0 ? size : size / extents[0];
  }

  /** Requires that a slice of this shape lies inside an array. */
  void requireInside(int arrayLength, int offset) {
    if (offset < 0 || (long) offset + size > arrayLength) {
      throw new IllegalArgumentException(
          "a slice of shape "
              + this
              + " at offset "
              + offset
              + " is not inside an array of "
              + arrayLength
              + " elements");
    }
  }

  void requireSize(int elements, String whatHasThem) {
    if (elements != size) {
      throw new IllegalArgumentException(
          "shape " + this + " has " + size + " elements, but " + whatHasThem + " " + elements);
    }
  }

  /** {@return the number of dimensions, 0 for a scalar} */
  public int rank() {
    return extents.length;
  }

  /**
   * {@return the extent of one dimension}
   *
   * @param dimension the index of the dimension; 0 is the outermost
   * @throws IndexOutOfBoundsException unless 0 ≤ dimension &lt; rank
   */
  public int extent(int dimension) {
    return extents[Objects.checkIndex(dimension, extents.length)];
  }

  /** {@return the number of elements: the product of the extents, 1 for a scalar} */
  public int size() {
    return size;
  }

  /** {@return the extents, in a new array} */
  public int[] toArray() {
    return extents.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(extents);
  }

  @Override
  public String toString() {
    return Excerpt.list(extents);
  }
}
