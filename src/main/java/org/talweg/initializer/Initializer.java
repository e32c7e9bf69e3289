// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Objects;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;

/**
 * A rule for the first values of a weight tensor. Initializers are immutable and safe to share
 * between threads; a lambda is an initializer too.
 */
@FunctionalInterface
public interface Initializer {
  /**
   * Overwrites every element of the tensor. Values are computed in double precision and narrowed to
   * the tensor's type.
   *
   * @param tensor the tensor to fill
   * @param fan the connections of one unit of the layer; some initializers ignore it
   * @param random the source of randomness; some initializers ignore it
   * @throws IllegalArgumentException if the fan was read from a shape of another size, or the
   *     initializer cannot fill this tensor
   */
  void fill(Tensor tensor, Fan fan, RandomStream random);

  /**
   * Overwrites the value of a parameter from the {@linkplain RandomStream#of(long, String) stream}
   * of the seed and the parameter's name: parameters of different names get independent values from
   * one seed, in whatever order they are filled.
   *
   * @param parameter whose value to fill; its gradient stays as it is
   * @param fan the connections of one unit of the layer
   * @param seed the seed, usually one for the whole model
   * @throws IllegalArgumentException if the fan was read from a shape of another size, or the
   *     initializer cannot fill this parameter
   */
  default void fill(Parameter parameter, Fan fan, long seed) {
    Objects.requireNonNull(parameter, "parameter");
    fill(parameter.value(), fan, RandomStream.of(seed, parameter.name()));
  }

  /**
   * Requires that {@link #fill} can fill a tensor, and changes nothing. {@link ModelInitializer}
   * asks this of every parameter before it fills the first. A tensor without elements always fits:
   * there is nothing to fill.
   *
   * <p>By default, a copy of the tensor is filled and thrown away.
   *
   * @param tensor the tensor to be filled
   * @param fan the connections of one unit of the layer
   * @throws IllegalArgumentException if the fan was read from a shape of another size, or the
   *     initializer cannot fill this tensor
   */
  default void requireFits(Tensor tensor, Fan fan) {
    Objects.requireNonNull(tensor, "tensor");
    Objects.requireNonNull(fan, "fan");
    if (tensor.size() > 0) {
      fill(tensor.copy(), fan, RandomStream.of(0, "trial"));
    }
  }

  /**
   * The spread of the values as text: the bound or the standard deviation. {@link
   * ModelInitializer#plan} prints it.
   *
   * @param fan the connections of one unit of the layer
   * @return a few words; by default, an empty text
   */
  default String spread(Fan fan) {
    return "";
  }
}
