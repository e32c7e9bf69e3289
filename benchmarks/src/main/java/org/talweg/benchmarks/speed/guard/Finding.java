package org.talweg.benchmarks.speed.guard;

import java.util.Locale;
import org.talweg.benchmarks.speed.Labels;

/**
 * What a check found.
 *
 * @param check the check
 * @param target what was checked
 * @param measured the value nearest to the bound's right side, of all tries
 * @param bound the bound
 * @param tries how often it was measured
 */
record Finding(Check check, Target target, double measured, double bound, int tries) {
  static final String HEADING =
      String.format(
          Locale.ROOT, "%-14s %-36s %9s  %7s  verdict", "check", "of", "measured", "bound");

  boolean holds() {
    return check.holds(measured, bound);
  }

  /** The check and its target, as one name. */
  String name() {
    return Labels.of(check) + " " + target;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-14s %-36s %9.3f %s %7.3f  %s%s",
        Labels.of(check),
        target,
        measured,
        check.isFloor() ? "≥" : "≤",
        bound,
        holds() ? "ok" : "FAILED",
        tries == 1 ? "" : " (" + tries + " tries)");
  }
}
