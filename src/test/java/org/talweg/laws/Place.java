// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/** Where the values and gradients of a model may lie. */
enum Place {
  ARRAYS,
  SLICES_AT_EQUAL_OFFSETS,
  SLICES_AT_OTHER_OFFSETS,
  ROWS,
  RAGGED_ROWS,
  HEAP_BUFFERS,
  DIRECT_BUFFERS,
  DIRECT_BUFFERS_OF_THE_OTHER_ORDER;

  private static final int GAP = 3;

  /** The same parameters, with equal values, in this place. */
  List<Parameter> move(DataType type, List<Parameter> parameters) {
    int total = GAP;
    for (Parameter parameter : parameters) {
      total += parameter.value().size() + GAP;
    }
    Object values = array(type, total);
    Object gradients = array(type, total + GAP);
    List<Parameter> moved = new ArrayList<>();
    int at = GAP;
    for (Parameter parameter : parameters) {
      Shape shape = parameter.value().shape();
      Tensor value = tensor(type, values, at, shape);
      Tensor gradient =
          tensor(type, gradients, this == SLICES_AT_OTHER_OFFSETS ? at + GAP - 1 : at, shape);
      copy(parameter.value(), value);
      moved.add(Parameter.of(parameter.name(), value, gradient));
      at += shape.size() + GAP;
    }
    return moved;
  }

  /** Whether tensors have the shape of their rows. */
  boolean isRows() {
    return this == ROWS || this == RAGGED_ROWS;
  }

  private static Object array(DataType type, int size) {
    return type == DataType.FLOAT32 ? new float[size] : new double[size];
  }

  private Tensor tensor(DataType type, Object array, int at, Shape shape) {
    return type == DataType.FLOAT32
        ? floats((float[]) array, at, shape)
        : doubles((double[]) array, at, shape);
  }

  private Tensor floats(float[] array, int at, Shape shape) {
    int size = shape.size();
    return switch (this) {
      case ARRAYS -> FloatTensor.wrap(new float[size], shape);
      case SLICES_AT_EQUAL_OFFSETS, SLICES_AT_OTHER_OFFSETS -> FloatTensor.slice(array, at, shape);
      case ROWS -> FloatTensor.rows(size % 2 == 0 ? new float[2][size / 2] : new float[size][1]);
      case RAGGED_ROWS ->
          FloatTensor.rows(
              new float[][] {new float[0], new float[size / 3], {}, new float[size - size / 3]});
      case HEAP_BUFFERS ->
          FloatTensor.wrap(java.nio.FloatBuffer.wrap(array, at, size).slice(), shape.toArray());
      case DIRECT_BUFFERS ->
          FloatTensor.wrap(direct(4 * size, true).asFloatBuffer(), shape.toArray());
      case DIRECT_BUFFERS_OF_THE_OTHER_ORDER ->
          FloatTensor.wrap(direct(4 * size, false).asFloatBuffer(), shape.toArray());
    };
  }

  private Tensor doubles(double[] array, int at, Shape shape) {
    int size = shape.size();
    return switch (this) {
      case ARRAYS -> DoubleTensor.wrap(new double[size], shape);
      case SLICES_AT_EQUAL_OFFSETS, SLICES_AT_OTHER_OFFSETS -> DoubleTensor.slice(array, at, shape);
      case ROWS -> DoubleTensor.rows(size % 2 == 0 ? new double[2][size / 2] : new double[size][1]);
      case RAGGED_ROWS ->
          DoubleTensor.rows(
              new double[][] {
                new double[0], new double[size / 3], {}, new double[size - size / 3]
              });
      case HEAP_BUFFERS ->
          DoubleTensor.wrap(java.nio.DoubleBuffer.wrap(array, at, size).slice(), shape.toArray());
      case DIRECT_BUFFERS ->
          DoubleTensor.wrap(direct(8 * size, true).asDoubleBuffer(), shape.toArray());
      case DIRECT_BUFFERS_OF_THE_OTHER_ORDER ->
          DoubleTensor.wrap(direct(8 * size, false).asDoubleBuffer(), shape.toArray());
    };
  }

  private static ByteBuffer direct(int bytes, boolean isNative) {
    boolean big = isNative == (ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);
    return ByteBuffer.allocateDirect(bytes)
        .order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
  }

  /** Copies elements, of one type, from tensor to tensor. */
  static void copy(Tensor from, Tensor to) {
    if (from instanceof FloatTensor floats) {
      ((FloatTensor) to).write(0, floats.toArray(), 0, floats.size());
    } else if (from instanceof DoubleTensor doubles) {
      ((DoubleTensor) to).write(0, doubles.toArray(), 0, doubles.size());
    } else {
      throw new AssertionError(from);
    }
  }

  static void set(Tensor tensor, int index, double element) {
    if (tensor instanceof FloatTensor floats) {
      floats.set(index, (float) element);
    } else if (tensor instanceof DoubleTensor doubles) {
      doubles.set(index, element);
    }
  }

  static double get(Tensor tensor, int index) {
    return tensor instanceof FloatTensor floats
        ? floats.get(index)
        : ((DoubleTensor) tensor).get(index);
  }

  /** The elements, each with its own bits. */
  static List<?> elements(Tensor tensor) {
    List<Object> elements = new ArrayList<>();
    if (tensor instanceof FloatTensor floats) {
      for (float element : floats.toArray()) {
        elements.add(Float.floatToRawIntBits(element));
      }
    } else if (tensor instanceof DoubleTensor doubles) {
      for (double element : doubles.toArray()) {
        elements.add(Double.doubleToRawLongBits(element));
      }
    }
    return elements;
  }
}
