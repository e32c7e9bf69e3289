package org.talweg.benchmarks.conformance;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.talweg.catalogue.Options;
import org.talweg.gradient.GradientTransform;
import org.talweg.initializer.Fan;
import org.talweg.initializer.VarianceScaling;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Shape;

/**
 * How a framework's names and options are read into the library's. An empty answer means that the
 * library does not have it. What cannot be read as it is written, an option that is not known above
 * all, throws an {@link IllegalArgumentException}.
 */
interface Framework {
  /** The frameworks that can be read. */
  List<Framework> KNOWN = List.of(new PyTorch());

  /** The name in golden files. */
  String name();

  /** The schedule with these options, from a first learning rate. */
  Optional<Schedule> schedule(String scheduler, Options options, double learningRate);

  /** The clipping of all gradients at a limit. */
  Optional<GradientTransform> clipping(String kind, double limit);

  /** The initializer with these options. */
  Optional<VarianceScaling> initializer(String name, Options options);

  /** The gain for an activation function. */
  OptionalDouble gain(String activation);

  /** The fan of a weight that is stored as this framework does. */
  Fan fan(Shape weight);
}
