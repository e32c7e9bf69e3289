// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

/** The parts that figures on the page have in common. */
final class Section {
  private Section() {}

  /**
   * A figure with its heading and the sentence that says what to see.
   *
   * @param id unique on the page
   * @param sentence nothing if there is nothing to say
   * @param body markup
   */
  static String of(String id, String heading, String sentence, String body) {
    return """
        <section id="%s">
        <h2>%s</h2>
        %s%s
        </section>"""
        .formatted(id, Html.escape(heading), paragraph(sentence), body);
  }

  private static String paragraph(String sentence) {
    return sentence.isEmpty()
        ? ""
        : "<p class=\"sentence\">%s</p>\n".formatted(Html.escape(sentence));
  }

  /** A chart among several. */
  static String panel(String caption, String svg) {
    return "<figure><figcaption>%s</figcaption>%s</figure>".formatted(caption, svg);
  }
}
