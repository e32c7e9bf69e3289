// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.Optional;
import org.talweg.catalogue.Options;
import org.talweg.initializer.Fan;
import org.talweg.initializer.FanMode;
import org.talweg.initializer.He;
import org.talweg.initializer.Initializer;
import org.talweg.initializer.LeCun;
import org.talweg.initializer.Normal;
import org.talweg.initializer.TruncatedNormal;
import org.talweg.initializer.Uniform;
import org.talweg.initializer.VarianceScaling;
import org.talweg.initializer.Xavier;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Shape;

/** Keras' names. */
final class Keras implements Framework {
  @Override
  public String name() {
    return "keras";
  }

  @Override
  public Optional<Schedule> schedule(String name, Options options, double rate) {
    return KerasSchedules.of(name, options);
  }

  /**
   * Its cosine is computed in single precision: {@code keras.ops.cos} casts a float64 to the result
   * type of float64 and a Python float, which Keras 3.15 takes to be float32.
   */
  @Override
  public boolean single(String schedule) {
    return schedule.startsWith("Cosine");
  }

  @Override
  public Optional<Initializer> initializer(String name, Options options) {
    Initializer initializer =
        switch (name) {
          case "GlorotNormal" -> Xavier.truncatedNormal();
          case "GlorotUniform" -> Xavier.uniform();
          case "HeNormal" -> He.truncatedNormal();
          case "HeUniform" -> He.uniform();
          case "LecunNormal" -> LeCun.truncatedNormal();
          case "LecunUniform" -> LeCun.uniform();
          case "VarianceScaling" -> varianceScaling(options);
          case "TruncatedNormal" ->
              TruncatedNormal.atTwoDeviations(
                  options.number("mean", 0), options.number("stddev", 0.05));
          case "RandomNormal" ->
              Normal.of(options.number("mean", 0), options.number("stddev", 0.05));
          case "RandomUniform" ->
              Uniform.of(options.number("minval", -0.05), options.number("maxval", 0.05));
          default -> null;
        };
    if (initializer != null) {
      options.requireAllRead();
    }
    return Optional.ofNullable(initializer);
  }

  private static Initializer varianceScaling(Options options) {
    String name = options.text("distribution");
    VarianceScaling distribution =
        switch (name) {
          case "untruncated_normal" -> VarianceScaling.normal();
          case "truncated_normal" -> VarianceScaling.truncatedNormal();
          case "uniform" -> VarianceScaling.uniform();
          default -> throw new IllegalArgumentException("unknown distribution " + name);
        };
    String mode = options.text("mode");
    return distribution
        .withScale(options.number("scale", 1))
        .withMode(
            switch (mode) {
              case "fan_in" -> FanMode.FAN_IN;
              case "fan_out" -> FanMode.FAN_OUT;
              case "fan_avg" -> FanMode.FAN_AVERAGE;
              default -> throw new IllegalArgumentException("unknown mode " + mode);
            });
  }

  /** Its Adafactor computes a part in single precision. */
  @Override
  public double precision(String optimizer) {
    return optimizer.equals("Adafactor") ? 1e-7 : 0;
  }

  @Override
  public Fan fan(Shape weight) {
    return Fan.inputFirst(weight);
  }
}
