// SPDX-License-Identifier: Apache-2.0
package org.talweg.gradient;

import static java.util.Objects.requireNonNull;

import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.schedule.Schedule;

/**
 * Bounds every element of the gradients.
 *
 * <pre>
 * g ← min(max(g, −c), c)
 * </pre>
 *
 * <p>c is the bound. PyTorch: {@code clip_grad_value_}; Keras: {@code clipvalue}; optax: {@code
 * clip}.
 */
public final class ClipByValue implements GradientTransform, Written {
  private enum Step {
    BOUND
  }

  private final Schedule maxValue;

  private ClipByValue(Schedule maxValue) {
    this.maxValue = maxValue;
  }

  /**
   * {@return clipping at a bound}
   *
   * @param maxValue the bound c, positive
   * @throws IllegalArgumentException if the bound is not positive and finite
   */
  public static ClipByValue of(double maxValue) {
    return of(Schedule.constant(Checks.positive("the largest value", maxValue)));
  }

  /**
   * {@return clipping at a scheduled bound}
   *
   * @param maxValue the bound c by step, positive
   */
  public static ClipByValue of(Schedule maxValue) {
    return new ClipByValue(requireNonNull(maxValue, "maxValue"));
  }

  @Override
  public GradientEffect effect() {
    return GradientEffect.rewrite(
        Step.values(), this::numbers, ClipByValue::clip, ClipByValue::clip);
  }

  private void numbers(TransformNumbers numbers) {
    numbers.set(Step.BOUND, Bounds.at(maxValue, "the largest value", numbers.step()));
  }

  private static void clip(FloatChunk c) {
    float[] g = c.gradient();
    float bound = c.number(Step.BOUND);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      g[i] = Math.min(Math.max(g[i], -bound), bound);
    }
  }

  private static void clip(DoubleChunk c) {
    double[] g = c.gradient();
    double bound = c.number(Step.BOUND);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      g[i] = Math.min(Math.max(g[i], -bound), bound);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClipByValue that && maxValue.equals(that.maxValue);
  }

  @Override
  public int hashCode() {
    return maxValue.hashCode();
  }

  /** {@return as the call that makes it} */
  @Override
  public String toString() {
    return "ClipByValue.of(" + Text.part(maxValue) + ")";
  }
}
