package org.talweg.benchmarks.conformance;

import java.util.function.Supplier;

/**
 * A line of the report: one case in one type.
 *
 * @param subject what was replayed, such as the optimizer
 * @param options its options, in the framework's names
 * @param type the type of the numbers; empty if there are none
 * @param agreement the errors; null if nothing was compared
 * @param verdict what was found
 * @param note why, if it did not pass
 */
record Row(
    String subject,
    String options,
    String type,
    Agreement agreement,
    Verdict verdict,
    String note) {

  /**
   * The row that a replay gives, or a failure with the reason if the case cannot be replayed as it
   * is written.
   */
  static Row attempt(String subject, String options, Supplier<Row> replay) {
    try {
      return replay.get();
    } catch (IllegalArgumentException e) {
      return notCompared(Verdict.FAIL, subject, options, e.getMessage());
    }
  }

  /** A row for numbers that were compared. */
  static Row judged(String subject, String options, String type, Agreement agreement) {
    Verdict verdict = agreement.holds() ? Verdict.PASS : Verdict.FAIL;
    String note = agreement.holds() ? "" : agreement.worst();
    return new Row(subject, options, type, agreement, verdict, note);
  }

  /** A row for a case that the library has nothing for. */
  static Row unsupported(String subject, String options) {
    return notCompared(Verdict.UNSUPPORTED, subject, options, "not in the library");
  }

  /** A row for an optimizer that cannot be read. */
  static Row unknownOptimizer(String name) {
    return notCompared(Verdict.UNKNOWN, name, "", name);
  }

  /** A row for a case where nothing could be compared. */
  static Row notCompared(Verdict verdict, String subject, String options, String note) {
    return new Row(subject, options, "", null, verdict, note);
  }

  /** The verdict, and why if there is a reason to give. */
  String conclusion() {
    if (note.isEmpty()) {
      return verdict.toString();
    }
    return verdict + (verdict == Verdict.UNKNOWN ? " " : ": ") + note;
  }
}
