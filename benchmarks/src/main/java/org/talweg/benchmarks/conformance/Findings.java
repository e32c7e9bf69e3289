// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import java.util.Locale;
import org.talweg.golden.Row;
import org.talweg.golden.Verdict;

/** Rows of minimizers: a verdict with what was found. */
final class Findings {
  private Findings() {}

  static Row row(String subject, String options, boolean passes, String format, Object... found) {
    Verdict verdict = passes ? Verdict.PASS : Verdict.FAIL;
    String note = String.format(Locale.ROOT, format, found);
    return new Row(subject, options, "float64", null, verdict, note);
  }

  static Row needsImages(String subject, String options) {
    return Row.notCompared(Verdict.UNSUPPORTED, subject, options, "needs --mnist DIR");
  }
}
