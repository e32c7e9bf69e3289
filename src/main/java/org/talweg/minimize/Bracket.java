// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/**
 * The interval of a line search, and the step that it suggests next: safeguarded interpolation by
 * cubics and parabolas, after Moré and Thuente, "Line search algorithms with guaranteed sufficient
 * decrease", ACM TOMS 20, 1994, section 4, and {@code dcstep} of MINPACK-2.
 *
 * <p>One end, x, is the best step so far. Once a minimum lies between, the other end is y.
 */
final class Bracket {
  private static final double MOST_OF_THE_WAY = 0.66;

  double x;
  private double lossX;
  private double slopeX;
  double y;
  private double lossY;
  private double slopeY;
  boolean closed;

  void begin(double loss, double slope) {
    x = y = 0;
    lossX = lossY = loss;
    slopeX = slopeY = slope;
    closed = false;
  }

  double lossX() {
    return lossX;
  }

  /** Forgets the end that is not the best. */
  void open() {
    closed = false;
    y = x;
    lossY = lossX;
    slopeY = slopeX;
  }

  /** Adds a line of this slope to the loss. */
  void tilt(double by) {
    lossX += x * by;
    slopeX += by;
    lossY += y * by;
    slopeY += by;
  }

  /**
   * Takes a step that was tried and moves an end to it.
   *
   * @param least what the next step must not be below, while there is no bracket
   * @param most what it must not be above
   * @return the next step
   */
  double add(double step, double loss, double slope, double least, double most) {
    boolean turns = (slope < 0) != (slopeX < 0) && slope != 0 && slopeX != 0;
    double next;
    if (loss > lossX) {
      next = afterRise(step, loss, slope);
      closed = true;
    } else if (turns) {
      next = afterTurn(step, loss, slope);
      closed = true;
    } else if (Math.abs(slope) < Math.abs(slopeX)) {
      next = whereSlopeFlattens(step, loss, slope, least, most);
    } else if (closed) {
      next = step + cubic(step, loss, slope, y, lossY, slopeY) * (y - step);
    } else {
      next = step > x ? most : least;
    }
    if (loss > lossX) {
      setY(step, loss, slope);
    } else {
      if (turns) {
        setY(x, lossX, slopeX);
      }
      x = step;
      lossX = loss;
      slopeX = slope;
    }
    return next;
  }

  private void setY(double step, double loss, double slope) {
    y = step;
    lossY = loss;
    slopeY = slope;
  }

  /** A higher loss: the cubic's minimum if it is nearer to x than the parabola's, else between. */
  private double afterRise(double step, double loss, double slope) {
    double cubic = x + cubic(x, lossX, slopeX, step, loss, slope) * (step - x);
    double parabola = x + slopeX / ((lossX - loss) / (step - x) + slopeX) / 2 * (step - x);
    return Math.abs(cubic - x) <= Math.abs(parabola - x) ? cubic : cubic + (parabola - cubic) / 2;
  }

  /** A lower loss and a slope of the other sign: the farther of cubic and secant. */
  private double afterTurn(double step, double loss, double slope) {
    double cubic = step + cubic(step, loss, slope, x, lossX, slopeX) * (x - step);
    double secant = step + slope / (slope - slopeX) * (x - step);
    return Math.abs(cubic - step) > Math.abs(secant - step) ? cubic : secant;
  }

  /** A lower loss, and the slope of the same sign but smaller. */
  private double whereSlopeFlattens(
      double step, double loss, double slope, double least, double most) {
    double ratio = cubic(step, loss, slope, x, lossX, slopeX);
    boolean bends = root(theta(step, loss, slope, x, lossX, slopeX), slope, slopeX) > 0;
    // Without a minimum ahead, the cubic suggests to go as far as allowed.
    double end = step > x ? most : least;
    double cubic = bends && ratio < 0 ? step + ratio * (x - step) : end;
    double secant = step + slope / (slope - slopeX) * (x - step);
    boolean cubicIsNearer = Math.abs(cubic - step) < Math.abs(secant - step);
    if (!closed) {
      boolean cubicIsFarther = Math.abs(cubic - step) > Math.abs(secant - step);
      return Math.max(least, Math.min(most, cubicIsFarther ? cubic : secant));
    }
    double next = cubicIsNearer ? cubic : secant;
    double limit = step + MOST_OF_THE_WAY * (y - step);
    return step > x ? Math.min(limit, next) : Math.max(limit, next);
  }

  /** Where the cubic through two points with two slopes has its minimum: 0 at a, 1 at b. */
  private static double cubic(
      double a, double lossA, double slopeA, double b, double lossB, double slopeB) {
    double theta = theta(a, lossA, slopeA, b, lossB, slopeB);
    double root = root(theta, slopeA, slopeB);
    if (b < a) {
      root = -root;
    }
    return (root - slopeA + theta) / (root - slopeA + root + slopeB);
  }

  private static double theta(
      double a, double lossA, double slopeA, double b, double lossB, double slopeB) {
    return 3 * (lossA - lossB) / (b - a) + slopeA + slopeB;
  }

  /** √(θ² − slopeA·slopeB) without overflow, 0 if there is none. */
  private static double root(double theta, double slopeA, double slopeB) {
    double scale = Math.max(Math.abs(theta), Math.max(Math.abs(slopeA), Math.abs(slopeB)));
    double t = theta / scale;
    return scale * Math.sqrt(Math.max(0, t * t - slopeA / scale * (slopeB / scale)));
  }

  void archive(Archive archive) {
    x = archive.number("line/x", x);
    lossX = archive.number("line/lossX", lossX);
    slopeX = archive.number("line/slopeX", slopeX);
    y = archive.number("line/y", y);
    lossY = archive.number("line/lossY", lossY);
    slopeY = archive.number("line/slopeY", slopeY);
    closed = archive.flag("line/closed", closed);
  }
}
