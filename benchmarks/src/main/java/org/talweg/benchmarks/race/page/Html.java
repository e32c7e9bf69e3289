// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

/** Text for HTML and SVG. */
final class Html {
  private Html() {}

  /** The text with the characters replaced that mean something in markup. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
