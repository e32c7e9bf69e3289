// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.schedule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.talweg.schedule.Schedule;

/** How many steps show what a schedule does, by the step counts in its text. */
final class Duration {
  private static final Pattern EPOCH = Pattern.compile("\\.perEpoch\\(\\s*([\\d_]+)\\s*\\)");
  private static final Pattern COUNT = Pattern.compile("(?<![\\w.])\\d[\\d_]*(?![\\w.])");

  private static final long SHORTEST = 90;
  private static final long LONGEST = 1L << 52;

  /** How many periods or decays are shown of what has no end. */
  private static final long REPEATED = 4;

  private Duration() {}

  static long of(Schedule schedule, String text) {
    double epoch = 1;
    Matcher epochs = EPOCH.matcher(text);
    while (epochs.find()) {
      epoch *= number(epochs.group(1));
    }
    double longest = 0;
    double sum = 0;
    Matcher counts = COUNT.matcher(epochs.replaceAll(""));
    while (counts.find()) {
      double count = number(counts.group());
      sum += count > 1 ? count : 0;
      longest = Math.max(longest, count);
    }
    if (longest <= 1) {
      return SHORTEST;
    }
    long steps = (long) Math.min(LONGEST, sum * epoch);
    boolean ends = schedule.at(steps + 1) == schedule.at(REPEATED * steps + 1);
    return ends ? steps : (long) Math.min(LONGEST, REPEATED * longest * epoch);
  }

  private static double number(String digits) {
    return Double.parseDouble(digits.replace("_", ""));
  }
}
