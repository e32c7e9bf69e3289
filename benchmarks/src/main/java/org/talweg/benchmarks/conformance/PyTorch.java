package org.talweg.benchmarks.conformance;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.talweg.catalogue.Options;
import org.talweg.gradient.ClipByGlobalNorm;
import org.talweg.gradient.GradientTransform;
import org.talweg.initializer.Fan;
import org.talweg.initializer.FanMode;
import org.talweg.initializer.Gain;
import org.talweg.initializer.He;
import org.talweg.initializer.VarianceScaling;
import org.talweg.initializer.Xavier;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Shape;

/** PyTorch's names; its optimizers are in the catalogue. */
final class PyTorch implements Framework {
  private static final Map<String, Double> GAINS =
      Map.of(
          "linear", Gain.linear(),
          "sigmoid", Gain.sigmoid(),
          "tanh", Gain.tanh(),
          "relu", Gain.relu(),
          "selu", Gain.selu());

  private static final String LEAKY_RELU = "leaky_relu(";

  @Override
  public String name() {
    return "pytorch";
  }

  @Override
  public Optional<Schedule> schedule(String scheduler, Options options, double rate) {
    Schedule schedule =
        switch (scheduler) {
          case "StepLR" ->
              Schedule.step(rate, options.count("step_size"), options.number("gamma", 0.1));
          case "MultiStepLR" ->
              Schedule.multiStep(rate, options.number("gamma", 0.1), options.counts("milestones"));
          case "ExponentialLR" -> Schedule.exponential(rate, options.number("gamma"));
          default -> null;
        };
    if (schedule != null) {
      options.requireAllRead();
    }
    return Optional.ofNullable(schedule);
  }

  @Override
  public Optional<GradientTransform> clipping(String kind, double limit) {
    return kind.equals("norm2") ? Optional.of(ClipByGlobalNorm.of(limit)) : Optional.empty();
  }

  @Override
  public Optional<VarianceScaling> initializer(String name, Options options) {
    Optional<VarianceScaling> initializer =
        switch (name) {
          case "xavier_uniform" -> Optional.of(withGain(Xavier.uniform(), options));
          case "xavier_normal" -> Optional.of(withGain(Xavier.normal(), options));
          case "he_uniform" ->
              Optional.of(withMode(He.uniform(options.number("negative_slope", 0)), options));
          case "he_normal" ->
              Optional.of(withMode(He.normal(options.number("negative_slope", 0)), options));
          default -> Optional.empty();
        };
    if (initializer.isPresent()) {
      options.requireAllRead();
    }
    return initializer;
  }

  private static VarianceScaling withGain(VarianceScaling initializer, Options options) {
    return options.has("gain") ? initializer.withGain(options.number("gain")) : initializer;
  }

  private static VarianceScaling withMode(VarianceScaling initializer, Options options) {
    if (!options.has("mode")) {
      return initializer;
    }
    String mode = options.text("mode");
    return switch (mode) {
      case "fan_in" -> initializer.withMode(FanMode.FAN_IN);
      case "fan_out" -> initializer.withMode(FanMode.FAN_OUT);
      default ->
          throw new IllegalArgumentException(
              "option mode must be fan_in or fan_out, but was " + mode);
    };
  }

  @Override
  public OptionalDouble gain(String activation) {
    if (activation.startsWith(LEAKY_RELU) && activation.endsWith(")")) {
      String slope = activation.substring(LEAKY_RELU.length(), activation.length() - 1);
      return OptionalDouble.of(Gain.leakyRelu(Double.parseDouble(slope)));
    }
    Double gain = GAINS.get(activation);
    return gain == null ? OptionalDouble.empty() : OptionalDouble.of(gain);
  }

  @Override
  public Fan fan(Shape weight) {
    return Fan.outputFirst(weight);
  }
}
