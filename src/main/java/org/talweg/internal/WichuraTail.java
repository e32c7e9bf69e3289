// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

/**
 * Wichura's approximation of the tail, a rational function of √(−ln t); for the table of {@link
 * NormalTail}. See {@link NormalQuantile} for the source.
 */
@SuppressWarnings("FloatingPointLiteralPrecision")
final class WichuraTail {
  // √(−ln t) ≤ 5
  private static final double[] FLANK_NUMERATOR = {
    1.42343711074968357734e0,
    4.63033784615654529590e0,
    5.76949722146069140550e0,
    3.64784832476320460504e0,
    1.27045825245236838258e0,
    2.41780725177450611770e-1,
    2.27238449892691845833e-2,
    7.74545014278341407640e-4
  };
  private static final double[] FLANK_DENOMINATOR = {
    1,
    2.05319162663775882187e0,
    1.67638483018380384940e0,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9
  };

  // farther still
  private static final double[] TAIL_NUMERATOR = {
    6.65790464350110377720e0,
    5.46378491116411436990e0,
    1.78482653991729133580e0,
    2.96560571828504891230e-1,
    2.65321895265761230930e-2,
    1.24266094738807843860e-3,
    2.71155556874348757815e-5,
    2.01033439929228813265e-7
  };
  private static final double[] TAIL_DENOMINATOR = {
    1,
    5.99832206555887937690e-1,
    1.36929880922735805310e-1,
    1.48753612908506148525e-2,
    7.86869131145613259100e-4,
    1.84631831751005468180e-5,
    1.42151175831644588870e-7,
    2.04426310338993978564e-15
  };

  private WichuraTail() {}

  /** The z that a standard normal number exceeds with probability t, 0 &lt; t ≤ 0.075. */
  static double of(double t) {
    double r = Math.sqrt(-StrictMath.log(t));
    return r <= 5
        ? ratio(FLANK_NUMERATOR, FLANK_DENOMINATOR, r - 1.6)
        : ratio(TAIL_NUMERATOR, TAIL_DENOMINATOR, r - 5);
  }

  private static double ratio(double[] numerator, double[] denominator, double r) {
    double above = numerator[7];
    double below = denominator[7];
    for (int i = 6; i >= 0; i--) {
      above = above * r + numerator[i];
      below = below * r + denominator[i];
    }
    return above / below;
  }
}
