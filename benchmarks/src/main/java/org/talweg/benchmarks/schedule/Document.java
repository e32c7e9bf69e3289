package org.talweg.benchmarks.schedule;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page in Markdown whose figures are schedules: the title of each, {@code ![…](file.svg "call")},
 * is the call that it shows.
 *
 * @param figures in the page's order
 */
record Document(List<Figure> figures) {
  private static final Pattern FIGURE =
      Pattern.compile("!\\[[^\\]]*]\\(([^\\s)]+\\.svg) \"([^\"]+)\"\\)");

  /**
   * One figure.
   *
   * @param file where it is kept, beside the page
   * @param call the schedule's text
   */
  record Figure(Path file, String call) {}

  static Document read(Path page) throws IOException {
    String text = Files.readString(page, StandardCharsets.UTF_8);
    return new Document(FIGURE.matcher(text).results().map(match -> figure(page, match)).toList());
  }

  private static Figure figure(Path page, MatchResult match) {
    return new Figure(page.resolveSibling(match.group(1)), match.group(2));
  }
}
