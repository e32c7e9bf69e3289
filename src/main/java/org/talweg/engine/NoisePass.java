// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.EnumSet;
import java.util.Set;
import org.talweg.gradient.GradientEffect.Noise;
import org.talweg.internal.NormalNoise;

/** Adds normal noise to copies of the gradients, which depends on seed, step, name and index. */
public final class NoisePass implements GradientPass {
  private static final Set<Use> USES = EnumSet.of(Use.READS_GRADIENTS, Use.COPIES, Use.PLACE);

  private final Object name;
  private final Noise noise;
  private long key;
  private double deviation;

  /**
   * A pass that adds noise.
   *
   * @param transform what it is called in messages
   * @param noise how much
   */
  public NoisePass(Object transform, Noise noise) {
    this.name = transform;
    this.noise = noise;
  }

  @Override
  public void prepare(long step, boolean single) {
    deviation = noise.deviation().at(step);
    double largest = single ? Float.MAX_VALUE : Double.MAX_VALUE;
    if (!(deviation >= 0 && deviation <= largest)) {
      throw new IllegalStateException(
          "step "
              + step
              + ": the deviation of "
              + name
              + " must be zero or positive, and finite, but was "
              + deviation);
    }
    key = NormalNoise.key(noise.seed(), step);
  }

  @Override
  public Set<Use> uses() {
    return USES;
  }

  @Override
  public void run(Segment segment, StepPlan plan) {
    segment.scaleGradients();
    if (deviation > 0) {
      segment.addNoise(key, deviation);
    }
  }
}
