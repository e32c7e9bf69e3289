// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.talweg.catalogue.Options;
import org.talweg.gradient.ClipByNorm;
import org.talweg.gradient.ClipByValue;
import org.talweg.gradient.GradientTransform;
import org.talweg.gradient.NormType;
import org.talweg.initializer.Fan;
import org.talweg.initializer.FanMode;
import org.talweg.initializer.Gain;
import org.talweg.initializer.He;
import org.talweg.initializer.Initializer;
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
  public Optional<Schedule> schedule(String name, Options options, double rate) {
    return TorchSchedules.of(name, options, rate);
  }

  @Override
  public Optional<GradientTransform> clipping(String kind, double limit) {
    return Optional.ofNullable(
        switch (kind) {
          case "norm1" -> ClipByNorm.global(limit).withNorm(NormType.SUM);
          case "norm2" -> ClipByNorm.global(limit);
          case "norm_inf" -> ClipByNorm.global(limit).withNorm(NormType.MAXIMUM);
          case "value" -> ClipByValue.of(limit);
          default -> null;
        });
  }

  @Override
  public Optional<Initializer> initializer(String name, Options options) {
    Initializer initializer =
        switch (name) {
          case "xavier_uniform" -> withGain(Xavier.uniform(), options);
          case "xavier_normal" -> withGain(Xavier.normal(), options);
          case "he_uniform" -> withMode(He.uniform(options.number("negative_slope", 0)), options);
          case "he_normal" -> withMode(He.normal(options.number("negative_slope", 0)), options);
          default -> null;
        };
    if (initializer != null) {
      options.requireAllRead();
    }
    return Optional.ofNullable(initializer);
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

  /** Its RAdam takes a difference of nearly equal numbers for the length of its average. */
  @Override
  public double precision(String optimizer) {
    return optimizer.equals("RAdam") ? 1e-11 : 0;
  }

  @Override
  public Fan fan(Shape weight) {
    return Fan.outputFirst(weight);
  }
}
