// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.Optional;
import org.talweg.internal.Excerpt;
import org.talweg.internal.Overlaps;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;

/** Who has which elements: no two tensors of one trainer may have some in common. */
public final class Claims {
  private static final String VALUE = "the value of parameter ";
  private static final String GRADIENT = "the gradient of parameter ";

  private final Overlaps overlaps = new Overlaps();

  /** No claims yet. */
  public Claims() {}

  /**
   * Claims the value and the gradient of a parameter.
   *
   * @param parameter whose memory nobody else may have
   * @throws IllegalArgumentException if an element has an owner already; the message names both
   */
  public void add(Parameter parameter) {
    claim(parameter.value(), VALUE, parameter);
    claimGradient(parameter);
  }

  void claimGradient(Parameter parameter) {
    claim(parameter.gradient().tensor(), GRADIENT, parameter);
  }

  void release(Tensor tensor) {
    for (Tensor.Span span : tensor.spans()) {
      overlaps.remove(span.memory(), span.from(), span.to());
    }
  }

  private void claim(Tensor tensor, String what, Parameter parameter) {
    String owner = what + Excerpt.quoted(parameter.name());
    for (Tensor.Span span : tensor.spans()) {
      Optional<String> other = overlaps.add(span.memory(), span.from(), span.to(), owner);
      if (other.isPresent()) {
        String advice =
            what.equals(VALUE) && other.get().startsWith(VALUE)
                ? ": for tied weights, make one parameter and add both gradients up in its gradient"
                : "";
        throw new IllegalArgumentException(
            owner + " has elements in common with " + other.get() + advice);
      }
    }
  }
}
