// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/**
 * A tensor of {@code F32} or {@code F64} in an array of its own.
 *
 * @param tensor nobody else has it
 */
record NumberTensor(Tensor tensor) implements StoredTensor {
  /** Takes a tensor over, or a copy of it if its array holds more than its elements. */
  static NumberTensor owning(Tensor tensor) {
    return new NumberTensor(isWholeArray(tensor) ? tensor : tensor.copy());
  }

  private static boolean isWholeArray(Tensor tensor) {
    int length =
        !tensor.hasArray()
            ? -1
            : tensor instanceof FloatTensor floats
                ? floats.array().length
                : ((DoubleTensor) tensor).array().length;
    return length == tensor.size();
  }

  /** Whether an entry's elements are numbers that one array holds. */
  static boolean fits(Header.Entry entry) {
    return dataType(entry).isPresent() && Extents.fitAShape(entry.extents());
  }

  static NumberTensor of(Header.Entry entry) {
    return new NumberTensor(
        Tensor.zeros(dataType(entry).orElseThrow(), Extents.shape(entry.extents())));
  }

  private static Optional<DataType> dataType(Header.Entry entry) {
    return switch (entry.type()) {
      case "F32" -> Optional.of(DataType.FLOAT32);
      case "F64" -> Optional.of(DataType.FLOAT64);
      default -> Optional.empty();
    };
  }

  @Override
  public String type() {
    return ElementType.of(tensor.dataType()).name();
  }

  @Override
  public long[] extents() {
    return Extents.of(tensor.shape());
  }

  Shape shape() {
    return tensor.shape();
  }

  private int width() {
    return tensor instanceof FloatTensor ? Float.BYTES : Double.BYTES;
  }

  @Override
  public long bytes() {
    return (long) tensor.size() * width();
  }

  @Override
  public boolean isSame(StoredTensor other) {
    if (!(other instanceof NumberTensor that) || !shape().equals(that.shape())) {
      return false;
    }
    if (tensor instanceof FloatTensor one && that.tensor instanceof FloatTensor two) {
      return isSame(one.array(), two.array());
    }
    return tensor instanceof DoubleTensor one
        && that.tensor instanceof DoubleTensor two
        && isSame(one.array(), two.array());
  }

  // Not Arrays.equals, for which every NaN is the same.
  private static boolean isSame(float[] one, float[] other) {
    for (int i = 0; i < one.length; i++) {
      if (Float.floatToRawIntBits(one[i]) != Float.floatToRawIntBits(other[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSame(double[] one, double[] other) {
    for (int i = 0; i < one.length; i++) {
      if (Double.doubleToRawLongBits(one[i]) != Double.doubleToRawLongBits(other[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hash() {
    int elements =
        tensor instanceof FloatTensor floats
            ? Arrays.hashCode(floats.array())
            : Arrays.hashCode(((DoubleTensor) tensor).array());
    return 31 * shape().hashCode() + elements;
  }

  @Override
  public void readFrom(InputStream file, Block block) throws IOException {
    int most = Block.BYTES / width();
    int count;
    for (int from = 0; from < tensor.size(); from += count) {
      count = Math.min(most, tensor.size() - from);
      block.read(file, count * width());
      if (tensor instanceof FloatTensor floats) {
        block.bytes.asFloatBuffer().get(floats.array(), from, count);
      } else if (tensor instanceof DoubleTensor doubles) {
        block.bytes.asDoubleBuffer().get(doubles.array(), from, count);
      }
    }
  }

  @Override
  public void writeTo(OutputStream file, Block block) throws IOException {
    int most = Block.BYTES / width();
    int count;
    for (int from = 0; from < tensor.size(); from += count) {
      count = Math.min(most, tensor.size() - from);
      if (tensor instanceof FloatTensor floats) {
        block.bytes.asFloatBuffer().put(floats.array(), from, count);
      } else if (tensor instanceof DoubleTensor doubles) {
        block.bytes.asDoubleBuffer().put(doubles.array(), from, count);
      }
      block.write(file, count * width());
    }
  }
}
