// SPDX-License-Identifier: Apache-2.0
package org.talweg.tensor;

import static java.util.Objects.requireNonNull;

/**
 * The gradient of a loss by a parameter's value. Every kind of gradient is one of these records.
 */
public sealed interface Gradient {
  /** {@return the numbers that the backward pass writes} */
  Tensor tensor();

  /**
   * A gradient with a number for every element of the value.
   *
   * @param tensor the numbers, of the value's shape and type; the backward pass writes them
   */
  record Dense(Tensor tensor) implements Gradient {
    /**
     * Checks the tensor.
     *
     * @param tensor the numbers, of the value's shape and type
     */
    public Dense {
      requireNonNull(tensor, "tensor");
    }
  }
}
