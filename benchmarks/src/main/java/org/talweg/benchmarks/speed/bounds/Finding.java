package org.talweg.benchmarks.speed.bounds;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * What was measured for one check. The fields are those of the JSON file.
 *
 * @param title what is compared
 * @param subject the case above the line
 * @param against the case below the line
 * @param ratio the ratio, or the amount
 * @param bound the bound, or NaN if there is none
 * @param floor whether the bound is the least allowed, and not the most
 * @param holds whether the ratio keeps the bound, if there is one
 * @param subjectNanoseconds the time of the subject
 * @param againstNanoseconds the time of the other
 * @param least the least ratio of any process or try
 * @param most the largest
 * @param tries how often it was measured
 */
public record Finding(
    @JsonProperty("title") String title,
    @JsonProperty("subject") String subject,
    @JsonProperty("against") String against,
    @JsonProperty("ratio") double ratio,
    @JsonProperty("bound") double bound,
    @JsonProperty("floor") boolean floor,
    @JsonProperty("holds") boolean holds,
    @JsonProperty("subjectNanoseconds") double subjectNanoseconds,
    @JsonProperty("againstNanoseconds") double againstNanoseconds,
    @JsonProperty("least") double least,
    @JsonProperty("most") double most,
    @JsonProperty("tries") int tries) {
  static final String HEADING =
      String.format(
          Locale.ROOT,
          "%-17s %-58s %14s %14s %9s %19s  %9s  verdict",
          "against",
          "case",
          "ns",
          "ns of other",
          "ratio",
          "of all tries",
          "bound");

  /** Whether the row has a bound. */
  @JsonIgnore
  public boolean isBounded() {
    return !Double.isNaN(bound);
  }

  /** What is compared, as one name. */
  @JsonIgnore
  String name() {
    return title + " " + subject;
  }

  @Override
  public String toString() {
    String line =
        String.format(
            Locale.ROOT,
            "%-17s %-58s %14.1f %14.1f %9.4f %9.4f %9.4f",
            title,
            subject,
            subjectNanoseconds,
            againstNanoseconds,
            ratio,
            least,
            most);
    return isBounded()
        ? String.format(
            Locale.ROOT,
            "%s  %s %7.2f  %s%s",
            line,
            floor ? "≥" : "≤",
            bound,
            holds ? "kept" : "MISSED",
            tries == 1 ? "" : " (" + tries + " tries)")
        : line;
  }
}
