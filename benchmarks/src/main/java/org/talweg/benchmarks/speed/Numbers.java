// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Tensor;

/**
 * Numbers to measure with, the same on every run: of both signs and between 0.5 and 1 in size. So
 * gradients of ten elements already exceed a norm of 1 and are clipped, and nothing is near zero.
 */
public final class Numbers {
  private Numbers() {}

  /** The bytes of one number of a type. */
  public static int bytes(DataType type) {
    return type == DataType.FLOAT32 ? Float.BYTES : Double.BYTES;
  }

  /** Number {@code index} of a stream. */
  static float at(long stream, long index) {
    long bits = (stream << 40) + index + 1;
    bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    bits ^= bits >>> 31;
    float size = 0.5f + (bits >>> 41) * 0x1p-24f;
    return (bits & 1) == 0 ? size : -size;
  }

  /** Fills a tensor from a stream. */
  static void fill(Tensor tensor, long stream) {
    if (tensor instanceof FloatTensor floats) {
      float[] numbers = new float[floats.size()];
      fill(numbers, stream);
      floats.write(0, numbers, 0, numbers.length);
    } else if (tensor instanceof DoubleTensor doubles) {
      double[] numbers = new double[doubles.size()];
      fill(numbers, stream);
      doubles.write(0, numbers, 0, numbers.length);
    }
  }

  static void fill(float[] array, long stream) {
    for (int i = 0; i < array.length; i++) {
      array[i] = at(stream, i);
    }
  }

  static void fill(double[] array, long stream) {
    for (int i = 0; i < array.length; i++) {
      array[i] = at(stream, i);
    }
  }

  /** Sets every element to zero. */
  static void clear(Tensor tensor) {
    if (tensor instanceof FloatTensor floats) {
      floats.fill(0);
    } else if (tensor instanceof DoubleTensor doubles) {
      doubles.fill(0);
    }
  }

  /** Copies the first elements of an array's tensor into a smaller one of the same type. */
  static void copy(Tensor from, Tensor to) {
    if (from instanceof FloatTensor floats) {
      ((FloatTensor) to).write(0, floats.array(), 0, to.size());
    } else if (from instanceof DoubleTensor doubles) {
      ((DoubleTensor) to).write(0, doubles.array(), 0, to.size());
    }
  }
}
