// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.internal.Written;

/**
 * One cycle: up from a low value to the peak, then down to almost nothing. With N steps, a rise of
 * a part r of them and k = t − 1 steps done, the value goes
 *
 * <ul>
 *   <li>from peak / 25 to the peak, until k = r·N − 1,
 *   <li>from there to peak / 25 / 10,000, until k = N − 1, and stays,
 * </ul>
 *
 * both along half a cosine. With three phases it falls as long as it rose, back to peak / 25 at k =
 * 2·r·N − 2, and then to the end. The momentum goes the other way, see {@link #momentum}.
 *
 * <p>Defaults: r = 0.3, cosine, two phases, divisors 25 and 10,000, as PyTorch's {@code
 * OneCycleLR}, whose phases these are; PyTorch fails after step N, here the last value stays. Smith
 * and Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates",
 * 2017, has three linear phases.
 */
public final class OneCycle implements Schedule, Written {
  private final double peak;
  private final long steps;
  private final double rise;
  private final boolean linear;
  private final boolean threePhases;
  private final double startDivisor;
  private final double endDivisor;
  private final double riseEnd;
  private final double fallEnd;

  private OneCycle(
      double peak,
      long steps,
      double rise,
      boolean linear,
      boolean threePhases,
      double startDivisor,
      double endDivisor) {
    this.peak = Checks.finite("the peak", peak);
    this.steps = Checks.atLeastOne("the number of steps", steps);
    this.rise = rise;
    this.linear = linear;
    this.threePhases = threePhases;
    this.startDivisor = Checks.positive("the divisor of the start", startDivisor);
    this.endDivisor = Checks.positive("the divisor of the end", endDivisor);
    riseEnd = rise * steps - 1;
    fallEnd = threePhases ? 2 * rise * steps - 2 : riseEnd;
    if (!(riseEnd > 0 && fallEnd < steps - 1)) {
      throw new IllegalArgumentException(
          "the rise must be more than one step and leave steps to fall, but was "
              + rise
              + " of "
              + steps
              + (threePhases ? " in three phases" : ""));
    }
  }

  static OneCycle of(double peak, long steps) {
    return new OneCycle(peak, steps, 0.3, false, false, 25, 1e4);
  }

  /**
   * {@return this cycle with another length of the rise}
   *
   * @param rise the part of all steps in which the value rises, between 0 and 1; with three phases
   *     below a half
   * @throws IllegalArgumentException if a phase would have no step
   */
  public OneCycle withRise(double rise) {
    return new OneCycle(peak, steps, rise, linear, threePhases, startDivisor, endDivisor);
  }

  /**
   * {@return this cycle along straight lines or along cosines}
   *
   * @param linear {@code true} for straight lines, {@code false} for cosines; default {@code false}
   */
  public OneCycle withLinear(boolean linear) {
    return new OneCycle(peak, steps, rise, linear, threePhases, startDivisor, endDivisor);
  }

  /**
   * {@return this cycle in three phases, as in the paper, or in two}
   *
   * @param threePhases {@code true} to fall to the start first, and from there to the end; default
   *     {@code false}
   * @throws IllegalArgumentException if a phase would have no step
   */
  public OneCycle withThreePhases(boolean threePhases) {
    return new OneCycle(peak, steps, rise, linear, threePhases, startDivisor, endDivisor);
  }

  /**
   * {@return this cycle with another start and end}
   *
   * @param start peak / start is the first value; positive
   * @param end peak / start / end is the last value; positive
   * @throws IllegalArgumentException if one of them is not positive and finite
   */
  public OneCycle withDivisors(double start, double end) {
    return new OneCycle(peak, steps, rise, linear, threePhases, start, end);
  }

  /**
   * {@return the momentum that goes with this cycle: high while the value is low, low at the peak,
   * and high at the end, in the same phases} PyTorch's {@code cycle_momentum} takes 0.95 and 0.85.
   *
   * @param high the momentum at the start and at the end
   * @param low the momentum at the peak
   * @throws IllegalArgumentException if one of them is not finite
   */
  public Schedule momentum(double high, double low) {
    return new OneCycleMomentum(this, high, low);
  }

  @Override
  public double at(long step) {
    double start = peak / startDivisor;
    return at(step, start, peak, start / endDivisor);
  }

  /** The cycle between three values. */
  double at(long step, double start, double top, double end) {
    double done = Math.min(step, steps) - 1;
    if (done <= riseEnd) {
      return between(start, top, done / riseEnd);
    }
    if (done <= fallEnd) {
      return between(top, start, (done - riseEnd) / (fallEnd - riseEnd));
    }
    double part = (done - fallEnd) / (steps - 1 - fallEnd);
    return between(threePhases ? start : top, end, part);
  }

  private double between(double from, double to, double done) {
    return Curve.between(from, to, (linear ? Curve.LINEAR : Curve.COSINE).left(done));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OneCycle that
        && Double.compare(peak, that.peak) == 0
        && steps == that.steps
        && Double.compare(rise, that.rise) == 0
        && linear == that.linear
        && threePhases == that.threePhases
        && Double.compare(startDivisor, that.startDivisor) == 0
        && Double.compare(endDivisor, that.endDivisor) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(peak, steps, rise, linear, threePhases, startDivisor, endDivisor);
  }

  @Override
  public String toString() {
    return "Schedule.oneCycle("
        + Text.of(peak)
        + ", "
        + Text.of(steps)
        + ")"
        + (rise == 0.3 ? "" : ".withRise(" + Text.of(rise) + ")")
        + (linear ? ".withLinear(true)" : "")
        + (threePhases ? ".withThreePhases(true)" : "")
        + (startDivisor == 25 && endDivisor == 1e4
            ? ""
            : ".withDivisors(" + Text.of(startDivisor) + ", " + Text.of(endDivisor) + ")");
  }
}
