// SPDX-License-Identifier: Apache-2.0
package org.talweg.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of Java in a document: what stands between a line of <code>```java</code> and one of
 * <code>```</code>. What a block takes for granted is declared above it in a comment that a reader
 * of the page does not see, as the members of an interface:
 *
 * <pre>{@code
 * <!-- given: float[] weights = new float[9]; static void backward() {} -->
 * }</pre>
 *
 * <p>It holds for all blocks up to the next such comment; each begins with values of its own.
 *
 * @param document the path of the document
 * @param firstLine the number of the block's first line, from 1
 * @param given what is declared for it, in one line
 * @param lines its lines
 */
record Block(Path document, int firstLine, String given, List<String> lines) {
  private static final Pattern GIVEN = Pattern.compile("<!-- given:(.*?)-->", Pattern.DOTALL);
  private static final Pattern TYPE = Pattern.compile("(final )?(class|record|interface|enum) ");
  private static final String FENCE = "```";

  /** The blocks of a document, in order. */
  static List<Block> of(Path document) throws IOException {
    List<String> text = Files.readAllLines(document);
    List<Block> blocks = new ArrayList<>();
    int end = 0;
    for (int start = 0; start < text.size(); start = end + 1) {
      end = start;
      if (text.get(start).startsWith(FENCE)) {
        do {
          end++;
          if (end == text.size()) {
            throw new IOException(document + ":" + (start + 1) + ": the block has no end");
          }
        } while (!text.get(end).startsWith(FENCE));
        if (text.get(start).strip().equals(FENCE + "java")) {
          List<String> lines = List.copyOf(text.subList(start + 1, end));
          blocks.add(new Block(document, start + 2, given(text.subList(0, start)), lines));
        }
      }
    }
    return blocks;
  }

  private static String given(List<String> above) {
    Matcher comments = GIVEN.matcher(String.join("\n", above));
    String last = "";
    while (comments.find()) {
      last = comments.group(1).replaceAll("\\s+", " ").strip();
    }
    return last;
  }

  /**
   * The block as members of an interface, line by line: the types that it begins with, which are
   * files of their own to a reader, and a method of the statements after them.
   *
   * @param opening how the method begins; the caller closes it
   */
  List<String> members(String opening) {
    List<String> members = new ArrayList<>(statements());
    members.set(afterTypes(), opening + members.get(afterTypes()));
    return members;
  }

  private int afterTypes() {
    int line = 0;
    while (line < lines.size()
        && (!beginsStatement(line) || TYPE.matcher(lines.get(line)).lookingAt())) {
      line++;
    }
    return line;
  }

  /**
   * The block as statements, line by line. A value that is only shown, as in {@code Sgd.of(0.1)},
   * is no statement in Java; it begins a line and has no semicolon.
   */
  List<String> statements() {
    List<String> statements = new ArrayList<>();
    boolean shown = false;
    for (int i = 0; i < lines.size(); i++) {
      boolean begins = beginsStatement(i);
      boolean shows = begins && isShown(i);
      String close = begins && shown ? ");" : "";
      statements.add(close + (shows ? "show(" : "") + lines.get(i));
      shown = begins ? shows : shown;
    }
    statements.add(shown ? ");" : "");
    return statements;
  }

  private boolean beginsStatement(int line) {
    String text = lines.get(line);
    return !text.isBlank() && !Character.isWhitespace(text.charAt(0)) && !text.startsWith("}");
  }

  /** Whether a statement ends without a semicolon or brace. */
  private boolean isShown(int line) {
    int last = line;
    while (last + 1 < lines.size() && !beginsStatement(last + 1)) {
      last++;
    }
    String code = "";
    for (int i = line; i <= last; i++) {
      code += lines.get(i).replaceAll("//[^\"]*$", "").strip();
    }
    return !code.isEmpty() && !code.startsWith("@") && !code.matches(".*[;{}]");
  }

  @Override
  public String toString() {
    return document + ":" + firstLine;
  }
}
