package org.talweg.checkpoint;

import org.talweg.tensor.DataType;
import org.talweg.tensor.Tensor;

/** The types of elements that files keep, under the format's names, in the order of the file. */
enum ElementType {
  F64(DataType.FLOAT64, Double.BYTES),
  F32(DataType.FLOAT32, Float.BYTES);

  private final DataType dataType;
  private final int width;

  ElementType(DataType dataType, int width) {
    this.dataType = dataType;
    this.width = width;
  }

  static ElementType of(Tensor tensor) {
    return switch (tensor.dataType()) {
      case FLOAT32 -> F32;
      case FLOAT64 -> F64;
    };
  }

  /** The number of bytes of a tensor's elements. */
  static long bytes(Tensor tensor) {
    return Math.multiplyExact((long) tensor.size(), of(tensor).width);
  }

  DataType dataType() {
    return dataType;
  }

  /** The number of bytes of one element. */
  int width() {
    return width;
  }
}
