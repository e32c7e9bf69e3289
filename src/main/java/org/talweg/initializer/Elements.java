// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Arrays;
import org.talweg.internal.NormalQuantile;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Tensor;

/** The one place of this package that writes tensors. Values are doubles until they get here. */
final class Elements {
  /** Elements at a time: two arrays of doubles of this length fit into a first-level cache. */
  static final int BLOCK = NormalQuantile.BLOCK;

  /** Gives the values of a tensor, block by block. */
  @FunctionalInterface
  interface Source {
    /**
     * Puts the values of {@code count} elements from {@code first} on into the start of a block of
     * {@link #BLOCK}; what it leaves in the rest does not matter.
     */
    void next(long first, double[] block, int count);
  }

  private Elements() {}

  /** Overwrites every element. */
  static void fill(Tensor tensor, Source source) {
    double[] block = new double[BLOCK];
    int size = tensor.size();
    int count;
    for (int first = 0; first < size; first += count) {
      count = Math.min(BLOCK, size - first);
      source.next(first, block, count);
      write(tensor, first, block, count);
    }
  }

  /** Overwrites every element with one value. */
  static void fill(Tensor tensor, double value) {
    fill(tensor, (first, block, count) -> Arrays.fill(block, value));
  }

  /** Overwrites {@code count} elements from {@code from} on with the first of the values. */
  static void write(Tensor tensor, int from, double[] values, int count) {
    if (tensor instanceof DoubleTensor doubles) {
      doubles.write(from, values, 0, count);
      return;
    }
    FloatTensor floats = (FloatTensor) tensor;
    if (floats.hasArray()) {
      narrow(values, floats.array(), floats.arrayOffset() + from, count);
    } else {
      float[] narrowed = new float[count];
      narrow(values, narrowed, 0, count);
      floats.write(from, narrowed, 0, count);
    }
  }

  private static void narrow(double[] values, float[] target, int at, int count) {
    for (int i = 0; i < count; i++) {
      target[at + i] = (float) values[i];
    }
  }

  /** Overwrites one element. */
  static void set(Tensor tensor, int index, double value) {
    if (tensor instanceof FloatTensor floats) {
      floats.set(index, (float) value);
    } else {
      ((DoubleTensor) tensor).set(index, value);
    }
  }

  /**
   * Requires that values up to a magnitude stay finite in the tensor's type.
   *
   * @throws IllegalArgumentException if they would overflow
   */
  static void requireFinite(double magnitude, Tensor tensor) {
    double largest = tensor.dataType() == DataType.FLOAT32 ? Float.MAX_VALUE : Double.MAX_VALUE;
    if (magnitude > largest) {
      throw new IllegalArgumentException(
          "the values may be as large as "
              + magnitude
              + ", but the tensor is "
              + tensor
              + ", whose largest value is "
              + largest);
    }
  }
}
