// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.catalogue.Options;
import org.talweg.preset.Optax;
import org.talweg.schedule.Schedule;

/** Optax' schedules, through {@link Optax}. */
final class OptaxSchedules {
  private OptaxSchedules() {}

  static Optional<Schedule> of(String name, Options options) {
    Schedule schedule = find(name, options);
    if (schedule != null) {
      options.requireAllRead();
    }
    return Optional.ofNullable(schedule);
  }

  private static @Nullable Schedule find(String name, Options options) {
    return switch (name) {
      case "constant_schedule" -> Optax.constantSchedule(options.number("value"));
      case "linear_schedule" ->
          Optax.linearSchedule(
              first(options), options.number("end_value"), transition(options), begin(options));
      case "polynomial_schedule" ->
          Optax.polynomialSchedule(
              first(options),
              options.number("end_value"),
              options.number("power"),
              transition(options),
              begin(options));
      case "exponential_decay" -> exponential(options);
      case "piecewise_constant_schedule" ->
          Optax.piecewiseConstantSchedule(first(options), options.table("boundaries_and_scales"));
      case "piecewise_interpolate_schedule" ->
          Optax.piecewiseInterpolateSchedule(
              options.text("interpolate_type").equals("cosine"),
              first(options),
              options.table("boundaries_and_scales"));
      case "cosine_decay_schedule" ->
          Optax.cosineDecaySchedule(
              first(options),
              options.count("decay_steps"),
              options.number("alpha", 0),
              options.number("exponent", 1));
      case "warmup_constant_schedule" ->
          Optax.warmupConstantSchedule(
              first(options), options.number("peak_value"), options.count("warmup_steps"));
      case "warmup_cosine_decay_schedule" -> warmupCosine(options);
      case "warmup_exponential_decay_schedule" -> warmupExponential(options);
      case "cosine_onecycle_schedule" ->
          Optax.cosineOnecycleSchedule(
              transition(options),
              options.number("peak_value"),
              options.number("pct_start", 0.3),
              options.number("div_factor", 25),
              options.number("final_div_factor", 1e4));
      case "linear_onecycle_schedule" ->
          Optax.linearOnecycleSchedule(
              transition(options),
              options.number("peak_value"),
              options.number("pct_start", 0.3),
              options.number("pct_final", 0.85),
              options.number("div_factor", 25),
              options.number("final_div_factor", 1e4));
      case "sgdr_schedule" -> sgdr(options);
      case "join_schedules" -> joined(options);
      default -> null;
    };
  }

  private static double first(Options options) {
    return options.number("init_value");
  }

  private static long transition(Options options) {
    return options.count("transition_steps");
  }

  private static long begin(Options options) {
    return options.count("transition_begin", 0);
  }

  private static Schedule exponential(Options options) {
    double rate = options.number("decay_rate");
    boolean staircase = options.flag("staircase");
    return options.has("end_value")
        ? Optax.exponentialDecay(
            first(options),
            transition(options),
            rate,
            begin(options),
            staircase,
            options.number("end_value"))
        : Optax.exponentialDecay(
            first(options), transition(options), rate, begin(options), staircase);
  }

  private static Schedule warmupCosine(Options options) {
    return Optax.warmupCosineDecaySchedule(
        first(options),
        options.number("peak_value"),
        options.count("warmup_steps"),
        options.count("decay_steps"),
        options.number("end_value", 0),
        options.number("exponent", 1));
  }

  private static Schedule warmupExponential(Options options) {
    double peak = options.number("peak_value");
    long warmup = options.count("warmup_steps");
    double rate = options.number("decay_rate");
    boolean staircase = options.flag("staircase");
    return options.has("end_value")
        ? Optax.warmupExponentialDecaySchedule(
            first(options),
            peak,
            warmup,
            transition(options),
            rate,
            begin(options),
            staircase,
            options.number("end_value"))
        : Optax.warmupExponentialDecaySchedule(
            first(options), peak, warmup, transition(options), rate, begin(options), staircase);
  }

  private static Schedule sgdr(Options options) {
    List<Schedule> cycles = new ArrayList<>();
    List<Long> steps = new ArrayList<>();
    for (JsonNode cycle : options.parts("cosine_kwargs")) {
      Options own = new Options(cycle);
      steps.add(own.count("decay_steps"));
      cycles.add(warmupCosine(own));
      own.requireAllRead();
    }
    return Optax.sgdrSchedule(cycles, steps.stream().mapToLong(Long::longValue).toArray());
  }

  private static Schedule joined(Options options) {
    List<Schedule> parts = new ArrayList<>();
    for (JsonNode part : options.parts("schedules")) {
      String name = part.get(0).asText();
      parts.add(
          of(name, new Options(part.get(1)))
              .orElseThrow(() -> new IllegalArgumentException("unknown schedule " + name)));
    }
    return Optax.joinSchedules(parts, options.counts("boundaries"));
  }
}
