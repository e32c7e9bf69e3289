package org.talweg.benchmarks.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads a schedule from a text that is the Java call without its class: {@code cosine(0.1,
 * 1000).warmUp(50)}. It is also what a schedule prints. A number stands for a constant; true and
 * false are 1 and 0.
 */
final class ScheduleText {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d[\\d_]*(\\.\\d+)?|\\.\\d+)([eE][+-]?\\d+)?");

  private static final Pattern FLAG = Pattern.compile("true|false");

  private static final Pattern NAME = Pattern.compile("[A-Za-z]+");

  private final String text;
  private int position;

  private ScheduleText(String text) {
    this.text = text;
  }

  /**
   * The schedule that a text describes.
   *
   * @throws IllegalArgumentException if it describes none; the message is for the user
   */
  static Part read(String text) {
    ScheduleText reader = new ScheduleText(text);
    Part part = reader.part();
    if (reader.position < text.length()) {
      throw reader.expected("the end or a dot");
    }
    return part;
  }

  private Part part() {
    Part part;
    String flag = next(FLAG);
    if (!flag.isEmpty()) {
      return Part.number(flag.equals("true") ? 1 : 0);
    }
    String number = next(NUMBER);
    if (number.isEmpty()) {
      part = call(Call.FIRST, Part.number(0), "a schedule");
    } else {
      part = Part.number(Double.parseDouble(number.replace("_", "")));
    }
    while (skip('.')) {
      part = call(Call.FOLLOWING, part, "what follows a schedule");
    }
    return part;
  }

  private Part call(List<Call> calls, Part receiver, String what) {
    String name = next(NAME);
    if (name.isEmpty()) {
      throw expected(what);
    }
    List<Call> named = calls.stream().filter(call -> call.name().equals(name)).toList();
    if (named.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown \"%s\" for %s, expected one of %s".formatted(name, what, names(calls)));
    }
    List<Part> arguments = arguments();
    for (Call call : named) {
      if (call.takes(arguments.size())) {
        return call.make().apply(new Arguments(call.signature(), receiver, arguments));
      }
    }
    throw new IllegalArgumentException(
        named.stream().map(Call::signature).collect(Collectors.joining(" or "))
            + " takes other arguments than the %d given".formatted(arguments.size()));
  }

  private List<Part> arguments() {
    List<Part> arguments = new ArrayList<>();
    if (!skip('(')) {
      throw expected("(");
    }
    if (skip(')')) {
      return arguments;
    }
    do {
      arguments.add(part());
    } while (skip(','));
    if (!skip(')')) {
      throw expected(", or )");
    }
    return arguments;
  }

  private static String names(List<Call> calls) {
    return calls.stream().map(Call::name).distinct().collect(Collectors.joining(", "));
  }

  private String next(Pattern pattern) {
    skipSpace();
    Matcher matcher = pattern.matcher(text).region(position, text.length());
    if (!matcher.lookingAt()) {
      return "";
    }
    position = matcher.end();
    return matcher.group();
  }

  private boolean skip(char sign) {
    skipSpace();
    boolean found = position < text.length() && text.charAt(position) == sign;
    if (found) {
      position++;
      skipSpace();
    }
    return found;
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private IllegalArgumentException expected(String what) {
    String found = position < text.length() ? "\"" + text.substring(position) + "\"" : "the end";
    return new IllegalArgumentException(
        "expected %s at character %d, but found %s".formatted(what, position + 1, found));
  }
}
