// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** What range tests found, for the terminal. */
final class RateTable {
  private RateTable() {}

  static String text(List<RateCurve> curves) {
    StringBuilder text = new StringBuilder();
    text.append(row("optimizer", "suggested", "lowest loss", "blows up", "in the race"));
    for (RateCurve curve : curves) {
      double[] rates = curve.rates();
      text.append(
          row(
              curve.contestant().id(),
              twoDigits(curve.suggestion()),
              twoDigits(curve.lowest()),
              curve.isBlownUp() ? twoDigits(rates[rates.length - 1]) : "-",
              twoDigits(curve.contestant().rate())));
    }
    return text.toString();
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, "%-18s %10s %12s %12s %12s%n", cells);
  }

  private static String twoDigits(double rate) {
    return BigDecimal.valueOf(rate).round(new MathContext(2)).stripTrailingZeros().toPlainString();
  }
}
