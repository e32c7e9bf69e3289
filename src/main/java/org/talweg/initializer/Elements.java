package org.talweg.initializer;

import java.util.function.LongToDoubleFunction;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Tensor;

/** Fills tensors with a function of each element's random bits. */
final class Elements {
  /** Elements drawn at a time: 8 KB, a part of the first-level cache. A multiple of a block. */
  private static final int BUFFER = 1024;

  private Elements() {}

  static void fill(Tensor tensor, RandomStream random, LongToDoubleFunction value) {
    int size = tensor.size();
    long[] bits = new long[Math.min(BUFFER, size)];
    int count;
    for (int first = 0; first < size; first += count) {
      count = Math.min(bits.length, size - first);
      random.bits(first, bits, count);
      if (tensor instanceof FloatTensor floats) {
        store(floats.array(), first, bits, count, value);
      } else {
        store(((DoubleTensor) tensor).array(), first, bits, count, value);
      }
    }
  }

  private static void store(
      float[] array, int first, long[] bits, int count, LongToDoubleFunction value) {
    for (int i = 0; i < count; i++) {
      array[first + i] = (float) value.applyAsDouble(bits[i]);
    }
  }

  private static void store(
      double[] array, int first, long[] bits, int count, LongToDoubleFunction value) {
    for (int i = 0; i < count; i++) {
      array[first + i] = value.applyAsDouble(bits[i]);
    }
  }

  /**
   * Requires that values up to a magnitude stay finite in the tensor's type.
   *
   * @throws IllegalArgumentException if they would overflow
   */
  static void requireFinite(double magnitude, Tensor tensor) {
    double largest = tensor instanceof FloatTensor ? Float.MAX_VALUE : Double.MAX_VALUE;
    if (magnitude > largest) {
      throw new IllegalArgumentException(
          "values up to "
              + magnitude
              + " were asked for, but the tensor is "
              + tensor
              + ", which holds at most "
              + largest);
    }
  }
}
