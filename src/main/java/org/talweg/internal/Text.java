// SPDX-License-Identifier: Apache-2.0
package org.talweg.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Values as the Java calls that make them. What has no such text stands in angle brackets, which
 * occur nowhere else.
 */
public final class Text {
  private static final String LIBRARY = "org.talweg.";

  /** The packages whose types are written without their package. */
  public static final Set<String> PACKAGES =
      Set.of("schedule", "rule", "optimizer", "gradient", "projection", "training");

  /** As Java calls it. */
  public static final String POSITIVE_INFINITY = "Double.POSITIVE_INFINITY";

  /** As Java calls it. */
  public static final String NEGATIVE_INFINITY = "Double.NEGATIVE_INFINITY";

  private static final double LEAST_PLAIN = 1e-4;
  private static final double LARGEST_PLAIN = 1e7;
  private static final int EXACT = 17;
  private static final List<RoundingMode> ROUNDINGS =
      List.of(RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN);

  private Text() {}

  /** The shortest decimal that is read as the same number, on every JDK: 0.001, 20, 1e-8. */
  public static String of(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0";
    }
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal shortest = shortest(value).stripTrailingZeros();
    double size = Math.abs(value);
    if (size >= LEAST_PLAIN && size < LARGEST_PLAIN) {
      return shortest.toPlainString();
    }
    int exponent = shortest.precision() - shortest.scale() - 1;
    return shortest.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }

  /** The decimal of fewest digits, and of those the nearest. */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < EXACT; digits++) {
      for (RoundingMode mode : ROUNDINGS) {
        BigDecimal rounded = exact.round(new MathContext(digits, mode));
        if (rounded.doubleValue() == value) {
          return rounded;
        }
      }
    }
    return exact.round(new MathContext(EXACT));
  }

  /** A whole number as a Java literal. */
  public static String of(long value) {
    return value == (int) value ? Long.toString(value) : value + "L";
  }

  /** A string as a literal, in which no angle bracket occurs. */
  public static String quoted(String value) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c == '<' || c == '>' || Character.isISOControl(c)) {
        text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }

  /** A type's name: alone for the library's own, with its package for others. */
  public static String type(Class<?> type) {
    String name = type.getName();
    String own = type.getSimpleName();
    return PACKAGES.stream().anyMatch(folder -> name.equals(LIBRARY + folder + "." + own))
        ? own
        : name;
  }

  /**
   * A value as a part of a text. A value that is not the library's is not asked for its text, which
   * may be anything; a public record is the call of its constructor.
   */
  public static String part(Object value) {
    if (value instanceof Double number) {
      return number.isInfinite()
          ? (number > 0 ? POSITIVE_INFINITY : NEGATIVE_INFINITY)
          : of(number.doubleValue());
    } else if (value instanceof Long || value instanceof Integer) {
      return of(((Number) value).longValue());
    } else if (value instanceof Boolean) {
      return value.toString();
    } else if (value instanceof String string) {
      return quoted(string);
    } else if (value instanceof Enum<?> constant) {
      return type(constant.getDeclaringClass()) + "." + constant.name();
    } else if (value instanceof Written) {
      return value.toString();
    } else if (value instanceof Record made && Modifier.isPublic(value.getClass().getModifiers())) {
      return record(made);
    }
    return unwritten(value);
  }

  private static String record(Record made) {
    try {
      StringBuilder arguments = new StringBuilder();
      for (RecordComponent component : made.getClass().getRecordComponents()) {
        arguments.append(arguments.isEmpty() ? "" : ", ");
        arguments.append(part(component.getAccessor().invoke(made)));
      }
      return "new " + type(made.getClass()) + "(" + arguments + ")";
    } catch (IllegalAccessException | InvocationTargetException | NullPointerException e) {
      return unwritten(made);
    }
  }

  private static String unwritten(Object value) {
    Class<?> type = value.getClass();
    return type.isHidden() || type.isSynthetic() ? "<lambda>" : "<" + type.getName() + ">";
  }

  /** Whether a text has no part without one. */
  public static boolean isWhole(String text) {
    return text.indexOf('<') < 0;
  }

  /** The parts without a text, for messages. */
  public static String missing(String text) {
    return Arrays.stream(text.split("(?=<)|(?<=>)"))
        .filter(part -> part.startsWith("<"))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
