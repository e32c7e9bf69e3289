// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;
import org.talweg.training.Group;

/** Where the elements of a model's parameters lie, and whether the parameters are in groups. */
public enum Arrangement {
  /** Each value and each gradient is an array. */
  ARRAYS,
  /** Arrays, in ten groups that are all alike. */
  GROUPS,
  /** All values are slices of one array, all gradients of another, at the same offsets. */
  SLICES,
  /** Slices, but each gradient lies one element further than its value. */
  SHIFTED_SLICES,
  /** Rows of 4,096 elements, each an array. */
  ROWS,
  /** Rows of 64 elements, each an array. */
  SHORT_ROWS,
  /** Buffers off the heap, in the processor's byte order. */
  DIRECT,
  /** Buffers off the heap, in the other byte order. */
  SWAPPED;

  private static final int MOST_GROUPS = 10;

  /** Parameters of the given shapes, all zero, named {@code p0}, {@code p1}… */
  List<Parameter> parameters(DataType type, List<Shape> shapes) {
    List<Tensor> values = tensors(type, shapes, 0);
    List<Tensor> gradients = tensors(type, shapes, this == SHIFTED_SLICES ? 1 : 0);
    return IntStream.range(0, shapes.size())
        .mapToObj(k -> Parameter.of("p" + k, values.get(k), gradients.get(k)))
        .toList();
  }

  /** The groups of such parameters: none, or up to ten of neighbours. */
  Group[] groups(List<Parameter> parameters) {
    int count = this == GROUPS ? Math.min(MOST_GROUPS, parameters.size()) : 0;
    return IntStream.range(0, count)
        .mapToObj(
            group -> {
              int from = group * parameters.size() / count;
              int to = (group + 1) * parameters.size() / count;
              return Group.of(parameters.subList(from, to).toArray(Parameter[]::new));
            })
        .toArray(Group[]::new);
  }

  private List<Tensor> tensors(DataType type, List<Shape> shapes, int offset) {
    return switch (this) {
      case ARRAYS, GROUPS -> shapes.stream().map(shape -> Tensor.zeros(type, shape)).toList();
      case SLICES, SHIFTED_SLICES -> slices(type, shapes, offset);
      case ROWS -> shapes.stream().map(shape -> rows(type, shape.size(), 4096)).toList();
      case SHORT_ROWS -> shapes.stream().map(shape -> rows(type, shape.size(), 64)).toList();
      case DIRECT ->
          shapes.stream().map(shape -> buffer(type, shape, ByteOrder.nativeOrder())).toList();
      case SWAPPED -> shapes.stream().map(shape -> buffer(type, shape, otherOrder())).toList();
    };
  }

  private static List<Tensor> slices(DataType type, List<Shape> shapes, int offset) {
    int size = offset + shapes.stream().mapToInt(Shape::size).sum();
    boolean single = type == DataType.FLOAT32;
    float[] floats = new float[single ? size : 0];
    double[] doubles = new double[single ? 0 : size];
    List<Tensor> tensors = new ArrayList<>();
    int next = offset;
    for (Shape shape : shapes) {
      tensors.add(
          single
              ? FloatTensor.slice(floats, next, shape)
              : DoubleTensor.slice(doubles, next, shape));
      next += shape.size();
    }
    return tensors;
  }

  private static Tensor rows(DataType type, int size, int length) {
    int count = (size + length - 1) / length;
    int last = size - (count - 1) * length;
    if (type == DataType.FLOAT32) {
      float[][] rows = new float[count][];
      for (int row = 0; row < count; row++) {
        rows[row] = new float[row < count - 1 ? length : last];
      }
      return FloatTensor.rows(rows);
    }
    double[][] rows = new double[count][];
    for (int row = 0; row < count; row++) {
      rows[row] = new double[row < count - 1 ? length : last];
    }
    return DoubleTensor.rows(rows);
  }

  private static Tensor buffer(DataType type, Shape shape, ByteOrder order) {
    int size = Math.multiplyExact(shape.size(), Numbers.bytes(type));
    ByteBuffer bytes = ByteBuffer.allocateDirect(size).order(order);
    return type == DataType.FLOAT32
        ? FloatTensor.wrap(bytes.asFloatBuffer(), shape.toArray())
        : DoubleTensor.wrap(bytes.asDoubleBuffer(), shape.toArray());
  }

  private static ByteOrder otherOrder() {
    return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN
        ? ByteOrder.LITTLE_ENDIAN
        : ByteOrder.BIG_ENDIAN;
  }
}
