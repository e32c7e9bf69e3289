// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/**
 * A line search that halves the step until the loss falls by a fraction of what the gradient
 * promises: F(x′) ≤ F(x) + μ·(promised change). The method says what is {@linkplain #promise
 * promised}, as its way from x to x′ need not be straight.
 *
 * <p>Where that is lost in the loss's rounding, it is the slope at x′, along the way gone, that
 * must have become smaller.
 */
final class Backtracking implements LineSearch {
  private static final double SHORTER = 0.5;
  private static final double CURVATURE = 0.9;
  private static final int MOST_STEPS = 60;

  private final double decrease; // μ
  private double loss0;
  private double rounding;
  private double step;
  private double promised;
  private int tried;

  Backtracking(double decrease) {
    this.decrease = decrease;
  }

  /** Says by how much the gradient lets the loss change over the next step, a negative number. */
  void promise(double change) {
    promised = change;
  }

  @Override
  public void begin(double loss, double slope, double first, double longest, double lossRounding) {
    loss0 = loss;
    rounding = lossRounding;
    step = Math.min(first, longest);
    tried = 0;
  }

  @Override
  public double step() {
    return step;
  }

  @Override
  public Verdict tried(double loss, double slope) {
    tried++;
    if (loss <= loss0 + decrease * promised) {
      return Verdict.ACCEPTED;
    }
    if (-promised <= rounding
        && loss <= loss0 + rounding
        && Math.abs(slope) <= CURVATURE * -promised) {
      return Verdict.ACCEPTED;
    }
    step *= SHORTER;
    return tried < MOST_STEPS ? Verdict.TRY : Verdict.FAILED;
  }

  @Override
  public void archive(Archive archive) {
    loss0 = archive.number("line/loss0", loss0);
    rounding = archive.number("line/rounding", rounding);
    step = archive.number("line/step", step);
    promised = archive.number("line/promised", promised);
    tried = archive.index("line/tried", tried, MOST_STEPS + 1);
  }
}
