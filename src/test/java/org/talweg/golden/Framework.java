// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.talweg.catalogue.Options;
import org.talweg.gradient.GradientTransform;
import org.talweg.initializer.Fan;
import org.talweg.initializer.Initializer;
import org.talweg.tensor.Shape;

/**
 * How a framework's names and options are read into the library's; its optimizers are in the
 * catalogue. An empty answer means that the library does not have it. What cannot be read as it is
 * written, an option that is not known above all, throws an {@link IllegalArgumentException}.
 */
interface Framework {
  /** The framework that a file speaks of. */
  static Framework of(GoldenNode file) {
    List<Framework> known = List.of(new PyTorch(), new Keras(), new Optax());
    String name = file.text("framework");
    return known.stream()
        .filter(framework -> framework.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                file.field("framework")
                    .problem("one of " + known.stream().map(Framework::name).toList(), name));
  }

  /** The name in golden files. */
  String name();

  /** The schedules that are written down in the library's terms. */
  List<GoldenSchedule> schedules();

  /** The clipping of all gradients at a limit. */
  default Optional<GradientTransform> clipping(String kind, double limit) {
    return Optional.empty();
  }

  /** The initializer with these options. */
  default Optional<Initializer> initializer(String name, Options options) {
    return Optional.empty();
  }

  /** The gain for an activation function. */
  default OptionalDouble gain(String activation) {
    return OptionalDouble.empty();
  }

  /** The fan of a weight that is stored as this framework does. */
  Fan fan(Shape weight);
}
