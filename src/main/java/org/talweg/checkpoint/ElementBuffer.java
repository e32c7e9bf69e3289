package org.talweg.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Tensor;

/**
 * Some elements of a tensor, as many as fit, in the bytes of the format. All access of this package
 * to elements goes through here, so a tensor of any size needs no second copy in memory.
 */
final class ElementBuffer {
  private static final int BYTES = 1 << 16;

  private final ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private final float[] floats = new float[BYTES / Float.BYTES];
  private final double[] doubles = new double[BYTES / Double.BYTES];

  /** How many elements are moved at a time, beginning with element {@code from}. */
  static int count(Tensor tensor, int from) {
    return Math.min(tensor.size() - from, BYTES / ElementType.of(tensor).width());
  }

  /** The bytes of the elements from {@code from} on, valid until the next call. */
  ByteBuffer load(Tensor tensor, int from) {
    ByteBuffer target = empty(tensor, from);
    int count = count(tensor, from);
    if (tensor instanceof FloatTensor source) {
      System.arraycopy(source.array(), from, floats, 0, count);
      target.asFloatBuffer().put(floats, 0, count);
    } else if (tensor instanceof DoubleTensor source) {
      System.arraycopy(source.array(), from, doubles, 0, count);
      target.asDoubleBuffer().put(doubles, 0, count);
    } else {
      throw new AssertionError(tensor);
    }
    return target;
  }

  /** Room for the bytes of the elements from {@code from} on, which {@link #store} then takes. */
  ByteBuffer empty(Tensor tensor, int from) {
    return bytes.clear().limit(count(tensor, from) * ElementType.of(tensor).width());
  }

  /** Writes the bytes put into {@link #empty} to the tensor's elements from {@code from} on. */
  void store(Tensor tensor, int from) {
    int count = count(tensor, from);
    if (tensor instanceof FloatTensor target) {
      bytes.rewind().asFloatBuffer().get(floats, 0, count);
      System.arraycopy(floats, 0, target.array(), from, count);
    } else if (tensor instanceof DoubleTensor target) {
      bytes.rewind().asDoubleBuffer().get(doubles, 0, count);
      System.arraycopy(doubles, 0, target.array(), from, count);
    } else {
      throw new AssertionError(tensor);
    }
  }
}
