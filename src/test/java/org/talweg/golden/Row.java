// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.function.Supplier;
import org.talweg.catalogue.Unsupported;

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
public record Row(
    String subject,
    String options,
    String type,
    Agreement agreement,
    Verdict verdict,
    String note) {

  /**
   * The row that a replay gives; or, with the reason, one of what the library lacks or of what
   * cannot be replayed as it is written.
   */
  public static Row attempt(String subject, String options, Supplier<Row> replay) {
    try {
      return replay.get();
    } catch (Unsupported e) {
      return notCompared(Verdict.UNSUPPORTED, subject, options, e.getMessage());
    } catch (IllegalArgumentException | IllegalStateException e) {
      return notCompared(Verdict.FAIL, subject, options, e.getMessage());
    }
  }

  /** A row for numbers that were compared. */
  public static Row judged(String subject, String options, String type, Agreement agreement) {
    Verdict verdict = agreement.holds() ? Verdict.PASS : Verdict.FAIL;
    String note = agreement.holds() ? agreement.remark() : agreement.worst();
    return new Row(subject, options, type, agreement, verdict, note);
  }

  /** A row for a file that cannot be read. */
  public static Row unreadable(String reason) {
    return notCompared(Verdict.UNREADABLE, "file", "", reason);
  }

  /** A row for an optimizer that cannot be read. */
  public static Row unknownOptimizer(String name) {
    return notCompared(Verdict.UNKNOWN, name, "", name);
  }

  /** A row for a case where nothing could be compared. */
  public static Row notCompared(Verdict verdict, String subject, String options, String note) {
    return new Row(subject, options, "", null, verdict, note);
  }

  /** The verdict, and why if there is a reason to give. */
  public String conclusion() {
    if (note.isEmpty()) {
      return verdict.toString();
    }
    return verdict + (verdict == Verdict.UNKNOWN ? " " : ": ") + note;
  }
}
