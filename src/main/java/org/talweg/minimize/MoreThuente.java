// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/**
 * The line search of Moré and Thuente, ACM TOMS 20, 1994, after {@code dcsrch} of MINPACK-2: a step
 * t with sufficient decrease, φ(t) ≤ φ(0) + μ·t·φ′(0), and of small slope, |φ′(t)| ≤ η·|φ′(0)|, the
 * strong Wolfe conditions.
 *
 * <p>Where the decrease to expect is lost in the loss's rounding, the slope decides alone, as in
 * the approximate Wolfe conditions of Hager and Zhang, SIAM Journal on Optimization 16, 2005.
 * Otherwise no search could come nearer to a minimum than where losses can be told apart.
 *
 * <p>Where the loss is not finite, the longest step is cut in half, and the next is nearer.
 */
final class MoreThuente implements LineSearch {
  /** The usual μ. */
  static final double DECREASE = 1e-4;

  private static final double LEAST_EXTRAPOLATION = 1.1;
  private static final double MOST_EXTRAPOLATION = 4;
  private static final double SLOW = 0.66;
  private static final double NEARER = 0.25;

  /** Relative width of a bracket that is not searched further. */
  private static final double NARROW = 1e-15;

  private static final int MOST_STEPS = 50;

  private final double decrease; // μ
  private final double curvature; // η
  private final Bracket bracket = new Bracket();
  private double loss0;
  private double slope0;
  private double rounding;
  private double step;
  private double longest;
  private double least;
  private double most;
  private double width;
  private double widthBefore;
  private boolean secondStage;
  private int tried;

  MoreThuente(double decrease, double curvature) {
    this.decrease = decrease;
    this.curvature = curvature;
  }

  /** Checks a curvature condition η. */
  static double curvature(double bound) {
    if (!(bound > DECREASE && bound < 1)) {
      throw new IllegalArgumentException(
          "the curvature condition must be in (" + DECREASE + ", 1), but was " + bound);
    }
    return bound;
  }

  @Override
  public void begin(
      double loss, double slope, double first, double longestStep, double lossRounding) {
    rounding = lossRounding;
    loss0 = loss;
    slope0 = slope;
    longest = longestStep;
    step = Math.min(first, longest);
    least = 0;
    most = step + MOST_EXTRAPOLATION * step;
    width = longest;
    widthBefore = 2 * width;
    secondStage = false;
    tried = 0;
    bracket.begin(loss, slope);
  }

  @Override
  public double step() {
    return step;
  }

  @Override
  public Verdict tried(double loss, double slope) {
    tried++;
    if (Double.isNaN(loss)) {
      return nearer();
    }
    double sufficient = loss0 + step * (decrease * slope0);
    if (-step * slope0 <= rounding) {
      sufficient = loss0 + rounding;
    }
    if (loss <= sufficient
        && (Math.abs(slope) <= curvature * -slope0
            || (step == longest && slope <= decrease * slope0))) {
      return Verdict.ACCEPTED;
    }
    if (isExhausted()) {
      return Verdict.FAILED;
    }
    secondStage |= loss <= sufficient && slope >= 0;
    advance(loss, slope, !secondStage && loss <= bracket.lossX() && loss > sufficient);
    return isExhausted() ? Verdict.FAILED : Verdict.TRY;
  }

  /** In the first stage, the interval is of the loss less the decrease that is sufficient. */
  private void advance(double loss, double slope, boolean modified) {
    double last = step;
    double tilt = modified ? -decrease * slope0 : 0;
    bracket.tilt(tilt);
    step = bracket.add(step, loss + last * tilt, slope + tilt, least, most);
    bracket.tilt(-tilt);
    if (bracket.closed) {
      double now = Math.abs(bracket.y - bracket.x);
      if (now >= SLOW * widthBefore) {
        step = bracket.x + 0.5 * (bracket.y - bracket.x);
      }
      widthBefore = width;
      width = now;
    }
    setLimits();
    step = Math.max(0, Math.min(longest, step));
  }

  private void setLimits() {
    if (bracket.closed) {
      least = Math.min(bracket.x, bracket.y);
      most = Math.max(bracket.x, bracket.y);
    } else {
      least = step + LEAST_EXTRAPOLATION * (step - bracket.x);
      most = step + MOST_EXTRAPOLATION * (step - bracket.x);
    }
  }

  private boolean isExhausted() {
    return tried >= MOST_STEPS
        || (bracket.closed && (step <= least || step >= most || most - least <= NARROW * most));
  }

  private Verdict nearer() {
    longest = bracket.x + 0.5 * (step - bracket.x);
    step = bracket.x + NEARER * (step - bracket.x);
    bracket.open();
    width = longest;
    widthBefore = 2 * width;
    setLimits();
    return tried < MOST_STEPS && step > 0 ? Verdict.TRY : Verdict.FAILED;
  }

  @Override
  public void archive(Archive archive) {
    bracket.archive(archive);
    loss0 = archive.number("line/loss0", loss0);
    slope0 = archive.number("line/slope0", slope0);
    rounding = archive.number("line/rounding", rounding);
    step = archive.number("line/step", step);
    longest = archive.number("line/longest", longest);
    least = archive.number("line/least", least);
    most = archive.number("line/most", most);
    width = archive.number("line/width", width);
    widthBefore = archive.number("line/widthBefore", widthBefore);
    secondStage = archive.flag("line/secondStage", secondStage);
    tried = archive.index("line/tried", tried, MOST_STEPS + 1);
  }
}
