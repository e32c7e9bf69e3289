// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.util.Arrays;
import org.talweg.tensor.Shape;

/** Extents of tensors in files, which may be larger than a {@link Shape} allows. */
final class Extents {
  private Extents() {}

  static long[] of(Shape shape) {
    long[] extents = new long[shape.rank()];
    Arrays.setAll(extents, shape::extent);
    return extents;
  }

  /** Whether there is a shape of these extents. */
  static boolean fitAShape(long[] extents) {
    long elements = 1;
    boolean empty = false;
    for (long extent : extents) {
      if (extent > Integer.MAX_VALUE) {
        return false;
      }
      empty |= extent == 0;
    }
    for (int i = 0; i < extents.length && !empty; i++) {
      elements *= extents[i]; // below 2^31 times below 2^31: exact
      if (elements > Integer.MAX_VALUE) {
        return false;
      }
    }
    return true;
  }

  /** The number of elements, or 2⁶³ − 1 if there are more. */
  static long product(long[] extents) {
    if (Arrays.stream(extents).anyMatch(extent -> extent == 0)) {
      return 0;
    }
    try {
      return Arrays.stream(extents).reduce(1, Math::multiplyExact);
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  /** The shape, which there must be. */
  static Shape shape(long[] extents) {
    int[] shape = new int[extents.length];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Math.toIntExact(extents[i]);
    }
    return Shape.of(shape);
  }
}
