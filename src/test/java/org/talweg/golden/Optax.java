// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.Optional;
import org.talweg.catalogue.Options;
import org.talweg.gradient.ClipByNorm;
import org.talweg.gradient.ClipByValue;
import org.talweg.gradient.GradientTransform;
import org.talweg.initializer.Fan;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Shape;

/** Optax' names. */
final class Optax implements Framework {
  @Override
  public String name() {
    return "optax";
  }

  @Override
  public Optional<Schedule> schedule(String name, Options options, double rate) {
    return OptaxSchedules.of(name, options);
  }

  @Override
  public Optional<GradientTransform> clipping(String kind, double limit) {
    return Optional.ofNullable(
        switch (kind) {
          case "clip_by_global_norm" -> ClipByNorm.global(limit).exact();
          case "clip" -> ClipByValue.of(limit);
          default -> null;
        });
  }

  /** Its Adafactor takes t^−c in single precision. */
  @Override
  public double precision(String optimizer) {
    return optimizer.equals("adafactor") ? 1e-7 : 0;
  }

  @Override
  public Fan fan(Shape weight) {
    return Fan.inputFirst(weight);
  }
}
