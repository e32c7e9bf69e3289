// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Tensor;

/** Copies numbers into and out of tensors of either type. */
final class TensorValues {
  private TensorValues() {}

  /** Overwrites a tensor's elements. */
  static void write(double[] numbers, Tensor tensor) {
    if (tensor instanceof FloatTensor floats) {
      for (int i = 0; i < numbers.length; i++) {
        floats.array()[i] = (float) numbers[i];
      }
    } else if (tensor instanceof DoubleTensor doubles) {
      System.arraycopy(numbers, 0, doubles.array(), 0, numbers.length);
    }
  }

  /** A copy of a tensor's elements. */
  static double[] read(Tensor tensor) {
    double[] numbers = new double[tensor.size()];
    if (tensor instanceof FloatTensor floats) {
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = floats.array()[i];
      }
    } else if (tensor instanceof DoubleTensor doubles) {
      System.arraycopy(doubles.array(), 0, numbers, 0, numbers.length);
    }
    return numbers;
  }
}
