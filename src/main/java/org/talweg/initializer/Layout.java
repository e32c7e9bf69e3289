// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import org.talweg.tensor.Shape;

/** Which dimension of a stored weight is which. */
enum Layout {
  OUTPUT_FIRST("outputFirst", "(out, in, kernel…)") {
    @Override
    int outputDimension(Shape shape) {
      return 0;
    }

    @Override
    int inputDimension(Shape shape) {
      return 1;
    }

    @Override
    int kernelDimension(Shape shape) {
      return 2;
    }
  },
  INPUT_FIRST("inputFirst", "(kernel…, in, out)") {
    @Override
    int outputDimension(Shape shape) {
      return shape.rank() - 1;
    }

    @Override
    int inputDimension(Shape shape) {
      return shape.rank() - 2;
    }

    @Override
    int kernelDimension(Shape shape) {
      return 0;
    }
  };

  private final String label;
  private final String order;

  Layout(String label, String order) {
    this.label = label;
    this.order = order;
  }

  abstract int outputDimension(Shape shape);

  abstract int inputDimension(Shape shape);

  /** The first dimension of the kernel; the others follow. */
  abstract int kernelDimension(Shape shape);

  /** The order of dimensions, for messages. */
  String order() {
    return order;
  }

  /** The name of the factory that states this layout. */
  @Override
  public String toString() {
    return label;
  }
}
