package org.talweg.benchmarks.speed.bounds;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * What was measured for one row. The fields are those of the JSON file.
 *
 * @param title what is compared
 * @param subject the case above the line
 * @param against the case below the line
 * @param ratio the median over all processes of the ratio of medians
 * @param bound the bound of the ratio, or NaN if there is none
 * @param floor whether the bound is the least allowed, and not the most
 * @param holds whether the ratio keeps the bound, if there is one
 * @param subjectNanoseconds the median time of the subject
 * @param againstNanoseconds the median time of the other
 * @param least the least ratio of any pair of processes
 * @param most the largest
 */
public record Outcome(
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
    @JsonProperty("most") double most) {
  static final String HEADING =
      String.format(
          Locale.ROOT,
          "%-17s %-52s %14s %14s %8s %17s  %7s  verdict",
          "against",
          "case",
          "ns",
          "ns of other",
          "ratio",
          "of processes",
          "bound");

  /** Whether the row has a bound. */
  @JsonIgnore
  public boolean isBounded() {
    return !Double.isNaN(bound);
  }

  @Override
  public String toString() {
    String line =
        String.format(
            Locale.ROOT,
            "%-17s %-52s %14.1f %14.1f %8.4f %8.4f %8.4f",
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
            "%s %s %7.2f  %s",
            line,
            floor ? "≥" : "≤",
            bound,
            holds ? "kept" : "MISSED")
        : line;
  }
}
