// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.util.function.IntToDoubleFunction;
import org.talweg.internal.Excerpt;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/**
 * Copies a stored tensor into one of {@code float} or {@code double}. All is exact but {@code
 * double} to {@code float}, which is rounded to the nearest, ties to even.
 */
final class Conversion {
  private static final int BLOCK = 1_024;

  private Conversion() {}

  /** The shape, if there is one of so many elements. */
  static Shape shape(String name, StoredTensor source) {
    if (source instanceof NumberTensor numbers) {
      return numbers.tensor().shape();
    }
    if (!Extents.fitAShape(source.extents())) {
      throw new IllegalArgumentException(
          "tensor "
              + Excerpt.quoted(name)
              + ", of shape "
              + Excerpt.list(source.extents())
              + ", has more than the 2^31 - 1 elements that a tensor can hold");
    }
    return Extents.shape(source.extents());
  }

  /** The type that holds each element exactly. */
  static DataType natural(String name, StoredTensor source) {
    if (source instanceof NumberTensor numbers) {
      return numbers.tensor().dataType();
    }
    shape(name, source);
    numbers(name, source);
    return DataType.FLOAT32;
  }

  /**
   * Copies all elements.
   *
   * @throws IllegalArgumentException before anything is written, if the elements are no numbers
   *     that the target's type holds
   */
  static void copy(String name, StoredTensor source, Tensor target) {
    if (source instanceof NumberTensor numbers) {
      copy(name, numbers.tensor(), target);
    } else {
      copy(numbers(name, source), target);
    }
  }

  private static void copy(String name, Tensor source, Tensor target) {
    if (source instanceof FloatTensor floats && target instanceof FloatTensor same) {
      same.write(0, floats.array(), 0, floats.size());
    } else if (source instanceof DoubleTensor doubles && target instanceof DoubleTensor same) {
      same.write(0, doubles.array(), 0, doubles.size());
    } else if (source instanceof FloatTensor floats) {
      copy(floats::get, target);
    } else if (source instanceof DoubleTensor doubles) {
      requireFloats(name, doubles);
      copy(doubles::get, target);
    }
  }

  private static void requireFloats(String name, DoubleTensor doubles) {
    for (int i = 0; i < doubles.size(); i++) {
      double element = doubles.get(i);
      if (Float.isInfinite((float) element) && !Double.isInfinite(element)) {
        throw new IllegalArgumentException(
            "tensor "
                + Excerpt.quoted(name)
                + " can't be converted to FLOAT32: element "
                + i
                + " is "
                + element);
      }
    }
  }

  private static IntToDoubleFunction numbers(String name, StoredTensor source) {
    if (source instanceof ByteTensor bytes && bytes.type().equals(ElementType.BF16.name())) {
      return i -> Float.intBitsToFloat(bytes.element(i) << 16);
    }
    if (source instanceof ByteTensor bytes && bytes.type().equals(ElementType.F16.name())) {
      return i -> half(bytes.element(i));
    }
    throw new IllegalArgumentException(
        "tensor "
            + Excerpt.quoted(name)
            + " is of type "
            + Excerpt.of(source.type(), 20)
            + ", but only F64, F32, F16 and BF16 can be read as FLOAT32 or FLOAT64");
  }

  /**
   * The number that 16 bits are: a sign, 5 bits of exponent, 10 of fraction (IEEE 754 binary16).
   */
  static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) { // zero or subnormal: the fraction times 2⁻²⁴, exact in float
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wide = exponent == 0x1f ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }

  private static void copy(IntToDoubleFunction source, Tensor target) {
    if (target instanceof FloatTensor floats) {
      float[] block = new float[BLOCK];
      for (int from = 0; from < floats.size(); from += BLOCK) {
        int count = Math.min(BLOCK, floats.size() - from);
        for (int i = 0; i < count; i++) {
          block[i] = (float) source.applyAsDouble(from + i);
        }
        floats.write(from, block, 0, count);
      }
    } else if (target instanceof DoubleTensor doubles) {
      double[] block = new double[BLOCK];
      for (int from = 0; from < doubles.size(); from += BLOCK) {
        int count = Math.min(BLOCK, doubles.size() - from);
        for (int i = 0; i < count; i++) {
          block[i] = source.applyAsDouble(from + i);
        }
        doubles.write(from, block, 0, count);
      }
    }
  }
}
