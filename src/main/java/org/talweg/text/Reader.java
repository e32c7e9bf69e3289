// SPDX-License-Identifier: Apache-2.0
package org.talweg.text;

import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.talweg.internal.Text;
import org.talweg.schedule.Schedule;

/** Reads one text, from left to right, making values as it goes. */
final class Reader {
  static final String NAMED = "Schedule.named(";

  private static final int LONGEST = 1 << 16;
  private static final int DEEPEST = 64;
  private static final int MOST_CALLS = 2_000;
  private static final int SHOWN = 40;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d[\\d_]*(\\.\\d+)?|\\.\\d+)([eE][+-]?\\d+)?L?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][\\w$]*");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([\\da-f]{4})|([\"\\\\]))");

  private final Vocabulary vocabulary;
  private final List<Schedule> named;
  private final Arguments arguments = new Arguments();
  private final String text;
  private int position;
  private int depth;
  private int calls;

  Reader(Vocabulary vocabulary, List<Schedule> named, String text) {
    this.vocabulary = vocabulary;
    this.named = named;
    this.text = text;
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a text must have at most " + LONGEST + " characters, but had " + text.length());
    }
  }

  <T> T read(Class<T> type) {
    Object value = value();
    skipSpace();
    if (position < text.length()) {
      throw expected("the end or a dot");
    }
    Object made =
        value instanceof Literal number && type == Schedule.class ? number.constant() : value;
    if (!type.isInstance(made)) {
      throw new IllegalArgumentException(
          "expected " + type.getSimpleName() + ", but the text is " + Arguments.name(value));
    }
    return type.cast(made);
  }

  /** A number, a string, or a chain of calls. */
  private Object value() {
    if (++depth > DEEPEST) {
      throw new IllegalArgumentException("calls are nested more than " + DEEPEST + " deep");
    }
    Object value = first();
    while (skip('.')) {
      int start = position;
      String name = name("a method");
      Object receiver = value instanceof Literal number ? number.constant() : value;
      value =
          call(
              start,
              name,
              vocabulary.methods(receiver.getClass(), name, false),
              receiver,
              () -> vocabulary.names(receiver.getClass(), false));
    }
    depth--;
    return value;
  }

  private Object first() {
    String number = next(NUMBER);
    if (!number.isEmpty()) {
      return Literal.of(number);
    }
    if (isHere('"')) {
      return string();
    }
    int start = position;
    String word = name("a value");
    if (word.equals("true") || word.equals("false")) {
      return word.equals("true");
    }
    if (word.equals("new")) {
      return made(position);
    }
    return path(start, word);
  }

  /**
   * {@code cosine(…)}, {@code Schedule.cosine(…)}, {@code com.acme.Mine.of(…)}, {@code Adam.BETA1}.
   */
  private Object path(int start, String word) {
    StringBuilder owner = new StringBuilder();
    String last = word;
    while (!at('(') && skip('.')) {
      owner.append(owner.isEmpty() ? "" : ".").append(last);
      last = name("a name");
    }
    String type = owner.isEmpty() ? "Schedule" : owner.toString();
    String constantOf = type + "." + last;
    if (constantOf.equals(Text.POSITIVE_INFINITY) || constantOf.equals(Text.NEGATIVE_INFINITY)) {
      return Literal.infinite(constantOf.equals(Text.POSITIVE_INFINITY));
    }
    Class<?> known = type(start, type);
    if (!at('(')) {
      String constant = last;
      return vocabulary
          .constant(known, constant)
          .orElseThrow(() -> wrong(start, "unknown constant " + shown(type + "." + constant)));
    }
    if ((type + "." + last + "(").equals(NAMED)) {
      return named(start);
    }
    return call(
        start,
        last,
        vocabulary.methods(known, last, true),
        this,
        () -> vocabulary.names(known, true));
  }

  private Class<?> type(int start, String name) {
    return vocabulary
        .type(name)
        .orElseThrow(
            () ->
                wrong(
                    start,
                    "unknown type "
                        + shown(name)
                        + "; a type that is not the library's is told to the reader, by its full"
                        + " name"));
  }

  private Object made(int start) {
    StringBuilder name = new StringBuilder(name("a type"));
    while (skip('.')) {
      name.append('.').append(name("a name"));
    }
    Class<?> type = type(start, name.toString());
    List<Executable> constructors =
        Vocabulary.constructor(type).map(call -> List.<Executable>of(call)).orElse(List.of());
    return call(start, "new " + shown(name.toString()), constructors, this, () -> "records alone");
  }

  private Object named(int start) {
    List<Object> given = given();
    Optional<Schedule> known =
        given.size() == 1 && given.get(0) instanceof String name
            ? named.stream()
                .filter(s -> Text.part(s).equals(NAMED + Text.quoted(name) + ")"))
                .findFirst()
            : Optional.empty();
    return known.orElseThrow(
        () ->
            wrong(
                start,
                "the named schedule "
                    + shown(given.toString())
                    + " is not known to the reader:"
                    + " TextForm.with(Schedule.named(…)) tells it"));
  }

  private interface Names {
    String list();
  }

  private Object call(
      int start, String name, List<? extends Executable> candidates, Object receiver, Names names) {
    if (++calls > MOST_CALLS) {
      throw new IllegalArgumentException("the text has more than " + MOST_CALLS + " calls");
    }
    if (candidates.isEmpty()) {
      String known = names.list();
      throw wrong(
          start,
          "unknown "
              + shown(name)
              + (known.isEmpty() ? ": nothing follows here" : ", expected one of " + known));
    }
    List<Object> given = given();
    for (Executable candidate : candidates) {
      Optional<Object[]> fitting = arguments.fit(candidate, given);
      if (fitting.isPresent()) {
        try {
          return Vocabulary.call(candidate, receiver, fitting.get());
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(where(start) + name + ": " + e.getMessage(), e);
        }
      }
    }
    throw wrong(start, arguments.mismatch(name, candidates, given));
  }

  private List<Object> given() {
    List<Object> given = new ArrayList<>();
    if (!skip('(')) {
      throw expected("(");
    }
    if (skip(')')) {
      return given;
    }
    do {
      given.add(value());
    } while (skip(','));
    if (!skip(')')) {
      throw expected(", or )");
    }
    return given;
  }

  /** A string, with the escapes that {@link Text#quoted} writes. */
  private String string() {
    StringBuilder string = new StringBuilder();
    position++;
    while (!isHere('"')) {
      Matcher escape = ESCAPE.matcher(text).region(position, text.length());
      if (position == text.length()) {
        throw expected("a quotation mark");
      } else if (text.charAt(position) != '\\') {
        string.append(text.charAt(position++));
      } else if (escape.lookingAt()) {
        position = escape.end();
        string.append(
            escape.group(1) == null
                ? escape.group(2)
                : Character.toString((char) Integer.parseInt(escape.group(1), 16)));
      } else {
        throw expected("an escape");
      }
    }
    position++;
    return string.toString();
  }

  private String name(String what) {
    String name = next(NAME);
    if (name.isEmpty()) {
      throw expected(what);
    }
    return name;
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

  private boolean at(char sign) {
    skipSpace();
    return isHere(sign);
  }

  private boolean isHere(char sign) {
    return position < text.length() && text.charAt(position) == sign;
  }

  private boolean skip(char sign) {
    boolean found = at(sign);
    position += found ? 1 : 0;
    return found;
  }

  private void skipSpace() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private IllegalArgumentException expected(String what) {
    String found = position < text.length() ? shown(text.substring(position)) : "the end";
    return wrong(position, "expected " + what + ", but found " + found);
  }

  private static IllegalArgumentException wrong(int start, String what) {
    return new IllegalArgumentException(where(start) + what);
  }

  private static String where(int start) {
    return String.format(Locale.ROOT, "character %d: ", start + 1);
  }

  private static String shown(String text) {
    String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return Text.quoted(start);
  }
}
