// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.talweg.catalogue.Options;
import org.talweg.gradient.GradientTransform;
import org.talweg.initializer.Fan;
import org.talweg.initializer.Initializer;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Shape;

/**
 * How a framework's names and options are read into the library's; its optimizers are in the
 * catalogue. An empty answer means that the library does not have it. What cannot be read as it is
 * written, an option that is not known above all, throws an {@link IllegalArgumentException}.
 */
interface Framework {
  /** The framework that a file speaks of. */
  static Framework of(GoldenNode file) {
    String name = file.text("framework");
    return find(name)
        .orElseThrow(
            () ->
                file.field("framework")
                    .problem("one of " + known().stream().map(Framework::name).toList(), name));
  }

  /** The framework of a name, if it is known. */
  static Optional<Framework> find(String name) {
    return known().stream().filter(framework -> framework.name().equals(name)).findFirst();
  }

  private static List<Framework> known() {
    return List.of(new PyTorch(), new Keras(), new Optax());
  }

  /** The name in golden files. */
  String name();

  /**
   * The schedule with these options.
   *
   * @param rate the optimizer's rate, of those that begin from it
   */
  Optional<Schedule> schedule(String name, Options options, double rate);

  /** Whether the reference computes at least a part of a schedule in single precision. */
  default boolean single(String schedule) {
    return false;
  }

  /**
   * The relative error that a framework itself makes in double precision, where it is more than
   * rounding.
   */
  default double precision(String optimizer) {
    return 0;
  }

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
