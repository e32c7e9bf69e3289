// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.talweg.catalogue.Options;
import org.talweg.catalogue.Unsupported;
import org.talweg.preset.PyTorch;
import org.talweg.schedule.OneCycle;
import org.talweg.schedule.ReduceOnPlateau;
import org.talweg.schedule.Schedule;

/** PyTorch's schedulers, through {@link PyTorch}. */
final class TorchSchedules {
  /** How far the running product of a file is taken, if it does not say how many steps it has. */
  private static final int STEPS = 10_000;

  /** What multiplies the rate that is there, so that a chain is a product. */
  private static final Set<String> FACTORS =
      Set.of(
          "StepLR",
          "MultiStepLR",
          "ExponentialLR",
          "ConstantLR",
          "LinearLR",
          "PolynomialLR",
          "MultiplicativeLR",
          "CosineAnnealingLR");

  private TorchSchedules() {}

  /** The scheduler of a rate, or of the momentum that goes with it. */
  static Optional<Schedule> of(String name, Options options, double lr) {
    Schedule schedule = find(name, options, lr);
    if (schedule != null) {
      options.requireAllRead();
    }
    return Optional.ofNullable(schedule);
  }

  private static @Nullable Schedule find(String name, Options options, double lr) {
    return switch (name) {
      case "StepLR" -> PyTorch.stepLR(lr, options.count("step_size"), gamma(options));
      case "MultiStepLR" -> PyTorch.multiStepLR(lr, options.counts("milestones"), gamma(options));
      case "ExponentialLR" -> PyTorch.exponentialLR(lr, options.number("gamma"));
      case "ConstantLR" ->
          PyTorch.constantLR(lr, options.number("factor", 1.0 / 3), totalIters(options));
      case "LinearLR" ->
          PyTorch.linearLR(
              lr,
              options.number("start_factor", 1.0 / 3),
              options.number("end_factor", 1),
              totalIters(options));
      case "PolynomialLR" ->
          PyTorch.polynomialLR(lr, totalIters(options), options.number("power", 1));
      case "CosineAnnealingLR" ->
          PyTorch.cosineAnnealingLR(lr, options.count("T_max"), options.number("eta_min", 0));
      case "CosineAnnealingWarmRestarts" ->
          PyTorch.cosineAnnealingWarmRestarts(
              lr, options.count("T_0"), options.count("T_mult", 1), options.number("eta_min", 0));
      case "LambdaLR" -> PyTorch.lambdaLR(lr, Formula.of(options.text("lr_lambda")));
      case "MultiplicativeLR" ->
          PyTorch.multiplicativeLR(lr, Formula.of(options.text("lr_lambda")), STEPS);
      case "OneCycleLR" -> oneCycle(options);
      case "OneCycleLR momentum" ->
          oneCycle(options)
              .momentum(
                  options.number("max_momentum", 0.95), options.number("base_momentum", 0.85));
      case "CyclicLR" -> cyclic(options, options.number("base_lr"), options.number("max_lr"));
      case "CyclicLR momentum" ->
          cyclic(
              options, options.number("max_momentum", 0.9), options.number("base_momentum", 0.8));
      case "SWALR" -> swa(options, lr);
      case "SequentialLR" -> sequential(options, lr);
      case "ChainedScheduler" -> chained(options, lr);
      default -> null;
    };
  }

  private static double gamma(Options options) {
    return options.number("gamma", 0.1);
  }

  private static long totalIters(Options options) {
    return options.count("total_iters", 5);
  }

  private static OneCycle oneCycle(Options options) {
    long steps =
        options.has("total_steps")
            ? options.count("total_steps")
            : options.count("epochs") * options.count("steps_per_epoch");
    options.ignore("cycle_momentum", "max_momentum", "base_momentum");
    return PyTorch.oneCycleLR(options.number("max_lr"), steps)
        .withRise(options.number("pct_start", 0.3))
        .withLinear(options.text("anneal_strategy", "cos").equals("linear"))
        .withThreePhases(options.flag("three_phase"))
        .withDivisors(options.number("div_factor", 25), options.number("final_div_factor", 1e4));
  }

  private static Schedule cyclic(Options options, double from, double to) {
    long up = options.count("step_size_up", 2000);
    long down = options.count("step_size_down", up);
    double gamma = options.number("gamma", 1);
    String mode = options.text("mode", "triangular");
    options.ignore("cycle_momentum", "max_momentum", "base_momentum", "base_lr", "max_lr");
    return switch (mode) {
      case "triangular" -> PyTorch.cyclicLR(from, to, up, down);
      case "triangular2" -> PyTorch.cyclicLR(from, to, up, down, PyTorch.triangular2(up, down));
      case "exp_range" -> PyTorch.cyclicLR(from, to, up, down, PyTorch.expRange(gamma));
      default -> throw new IllegalArgumentException("unknown mode " + mode);
    };
  }

  private static Schedule swa(Options options, double lr) {
    double last = options.number("swa_lr");
    long steps = options.count("anneal_epochs", 10);
    return options.text("anneal_strategy", "cos").equals("linear")
        ? Schedule.linear(lr, last, steps)
        : PyTorch.swaLR(lr, last, steps);
  }

  private static Schedule sequential(Options options, double lr) {
    List<Schedule> parts = new ArrayList<>();
    for (JsonNode part : options.parts("parts")) {
      String name = part.get(0).asText();
      if ((name.equals("MultiplicativeLR") && !parts.isEmpty())
          || name.equals("OneCycleLR")
          || (name.equals("CyclicLR") && parts.isEmpty())
          || name.equals("SequentialLR")) {
        throw new Unsupported(name + " there goes on from a rate that another left behind");
      }
      parts.add(part(part, lr));
    }
    return PyTorch.sequentialLR(parts, options.counts("milestones"));
  }

  private static Schedule chained(Options options, double lr) {
    List<Schedule> parts = new ArrayList<>();
    for (JsonNode part : options.parts("parts")) {
      String name = part.get(0).asText();
      if (!FACTORS.contains(name) || part.get(1).path("eta_min").asDouble(0) != 0) {
        throw new Unsupported(name + " there is no factor of the rate that is there");
      }
      parts.add(part(part, lr));
    }
    return PyTorch.chainedScheduler(lr, parts.toArray(Schedule[]::new));
  }

  private static Schedule part(JsonNode part, double lr) {
    String name = part.get(0).asText();
    return of(name, new Options(part.get(1)), lr)
        .orElseThrow(() -> new IllegalArgumentException("unknown scheduler " + name));
  }

  /** ReduceLROnPlateau: its least rate and ε are of the rate, ours of the factor. */
  static ReduceOnPlateau plateau(Options options, double lr) {
    double threshold = options.number("threshold", 1e-4);
    boolean absolute = options.text("threshold_mode", "rel").equals("abs");
    ReduceOnPlateau plateau =
        PyTorch.reduceLROnPlateau(lr, options.number("factor", 0.1), options.count("patience", 10))
            .withMaximize(options.text("mode", "min").equals("max"))
            .withCoolDown(options.count("cooldown", 0))
            .withMinimum(options.number("min_lr", 0) / lr)
            .withEpsilon(options.number("eps", 1e-8) / lr);
    options.requireAllRead();
    return absolute
        ? plateau.withAbsoluteThreshold(threshold)
        : plateau.withRelativeThreshold(threshold);
  }
}
