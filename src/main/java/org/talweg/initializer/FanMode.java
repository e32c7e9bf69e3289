// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Objects;

/** Which count of a {@link Fan} divides the variance of the weights. */
public enum FanMode {
  /** The inputs: activations keep their variance in the forward pass. */
  FAN_IN,
  /** The outputs: gradients keep their variance in the backward pass. */
  FAN_OUT,
  /** (fanIn + fanOut) / 2, a compromise between the two. */
  FAN_AVERAGE;

  /**
   * The count of this mode.
   *
   * @param fan the counts
   * @return the chosen one, or their average
   */
  public double of(Fan fan) {
    Objects.requireNonNull(fan, "fan");
    return switch (this) {
      case FAN_IN -> fan.fanIn();
      case FAN_OUT -> fan.fanOut();
      case FAN_AVERAGE -> ((double) fan.fanIn() + fan.fanOut()) / 2;
    };
  }
}
