// SPDX-License-Identifier: Apache-2.0
package org.talweg.schedule;

/** The way from one value to another. */
enum Curve {
  LINEAR {
    @Override
    double left(double done) {
      return 1 - done;
    }
  },

  /**
   * (1 + cos πx) / 2 by half the angle: 1 − sin²(πx / 2), or sin²(π(1 − x) / 2) where it is small.
   */
  COSINE {
    @Override
    double left(double done) {
      double sine = sine(Math.min(done, 1 - done) * (Math.PI / 2));
      return done <= 0.5 ? 1 - sine * sine : sine * sine;
    }
  };

  private static final int LAST_POWER = 17;

  /**
   * The part of the way that is left, from 1 to 0.
   *
   * @param done the part of the steps that is done, from 0 to 1
   */
  abstract double left(double done);

  /** The value between two, each of which is met exactly: at 1 the first, at 0 the last. */
  static double between(double from, double to, double left) {
    return from * left + to * (1 - left);
  }

  /**
   * The sine of an angle from 0 to π / 4, by its series, of which the first term left out is below
   * 10⁻¹⁸ of the sum. {@link StrictMath#sin} would do, but on JDK 25 each call allocates an array,
   * and a step must not.
   */
  private static double sine(double angle) {
    double square = angle * angle;
    double sum = 1;
    for (int power = LAST_POWER; power > 1; power -= 2) {
      sum = 1 - square / (power * (power - 1)) * sum;
    }
    return angle * sum;
  }
}
