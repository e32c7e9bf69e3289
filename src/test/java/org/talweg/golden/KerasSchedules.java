// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.catalogue.Options;
import org.talweg.preset.Keras;
import org.talweg.schedule.Schedule;

/** Keras' schedules, through {@link Keras}. */
final class KerasSchedules {
  private KerasSchedules() {}

  static Optional<Schedule> of(String name, Options options) {
    Schedule schedule = find(name, options);
    if (schedule != null) {
      options.requireAllRead();
    }
    return Optional.ofNullable(schedule);
  }

  private static @Nullable Schedule find(String name, Options options) {
    return switch (name) {
      case "ExponentialDecay" ->
          Keras.exponentialDecay(
              rate(options),
              options.count("decay_steps"),
              options.number("decay_rate"),
              options.flag("staircase"));
      case "PiecewiseConstantDecay" ->
          Keras.piecewiseConstantDecay(options.counts("boundaries"), options.numbers("values"));
      case "PolynomialDecay" ->
          Keras.polynomialDecay(
              rate(options),
              options.count("decay_steps"),
              options.number("end_learning_rate", 1e-4),
              options.number("power", 1),
              options.flag("cycle"));
      case "InverseTimeDecay" ->
          Keras.inverseTimeDecay(
              rate(options),
              options.count("decay_steps"),
              options.number("decay_rate"),
              options.flag("staircase"));
      case "CosineDecay" -> cosine(options);
      case "CosineDecayRestarts" ->
          Keras.cosineDecayRestarts(
              rate(options),
              options.count("first_decay_steps"),
              options.number("t_mul", 2),
              options.number("m_mul", 1),
              options.number("alpha", 0));
      default -> null;
    };
  }

  private static double rate(Options options) {
    return options.number("initial_learning_rate");
  }

  private static Schedule cosine(Options options) {
    long steps = options.count("decay_steps");
    double alpha = options.number("alpha", 0);
    long warmup = options.count("warmup_steps", 0);
    return options.has("warmup_target")
        ? Keras.cosineDecay(rate(options), steps, alpha, options.number("warmup_target"), warmup)
        : Keras.cosineDecay(rate(options), steps, alpha);
  }
}
