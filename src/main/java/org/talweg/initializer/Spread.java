// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Locale;

/** How wide a distribution is, in few digits for people. */
final class Spread {
  private Spread() {}

  static String deviation(double deviation) {
    return "σ = " + digits(deviation);
  }

  static String bound(double bound) {
    return "±" + digits(bound);
  }

  static String range(double low, double high) {
    return low == -high ? bound(high) : digits(low) + " to " + digits(high);
  }

  /** Four significant digits, without trailing zeros; 0 for either zero. */
  static String digits(double value) {
    if (value == 0) {
      return "0";
    }
    double magnitude = Math.abs(value);
    if (magnitude < 1e-4 || magnitude >= 1e6) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    String digits = String.format(Locale.ROOT, "%.4g", value);
    return digits.contains(".") ? digits.replaceAll("\\.?0+$", "") : digits;
  }
}
