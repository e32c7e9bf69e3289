package org.talweg.gradient;

import static java.util.Objects.requireNonNull;

import org.talweg.internal.Checks;
import org.talweg.schedule.Schedule;

/**
 * Bounds every element of the gradients.
 *
 * <pre>
 * g ← min(max(g, −c), c)
 * </pre>
 *
 * <p>c is the bound. PyTorch: {@code clip_grad_value_}; Keras: {@code clipvalue}; optax: {@code
 * clip}. It comes after all other transforms of a trainer.
 */
public final class ClipByValue implements GradientTransform {
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

  /**
   * {@return the bound at a step}
   *
   * @param step the number of the step, from 1
   * @throws IllegalStateException if it is not positive and finite
   */
  public double bound(long step) {
    return NormBound.at(maxValue, "the largest value", step);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClipByValue that && maxValue.equals(that.maxValue);
  }

  @Override
  public int hashCode() {
    return maxValue.hashCode();
  }

  @Override
  public String toString() {
    return "ClipByValue[maxValue=" + maxValue + "]";
  }
}
