package org.talweg.benchmarks.speed;

import java.util.Arrays;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Tensor;

/**
 * Numbers to measure with, the same on every run: of both signs and between 0.5 and 1 in size. So
 * gradients of ten elements already exceed a norm of 1 and are clipped, and nothing is near zero.
 */
final class Numbers {
  private Numbers() {}

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
      fill(floats.array(), stream);
    } else {
      fill(((DoubleTensor) tensor).array(), stream);
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
      Arrays.fill(floats.array(), 0);
    } else {
      Arrays.fill(((DoubleTensor) tensor).array(), 0);
    }
  }

  /** Copies the first elements of a tensor into a smaller one of the same type. */
  static void copy(Tensor from, Tensor to) {
    if (from instanceof FloatTensor floats) {
      System.arraycopy(floats.array(), 0, ((FloatTensor) to).array(), 0, to.size());
    } else {
      System.arraycopy(((DoubleTensor) from).array(), 0, ((DoubleTensor) to).array(), 0, to.size());
    }
  }
}
