package org.talweg.benchmarks.speed.guard;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.talweg.benchmarks.speed.Labels;

/**
 * The bounds, from a file in the properties format. A key is a check, or a check with a rule, a
 * type, or both: {@code roof}, {@code roof.adam}, {@code roof.float64}, {@code roof.adam.float64}.
 * The most detailed one counts, and a rule before a type.
 */
final class Bounds {
  private static final String RESOURCE = "guard.properties";

  private final Map<String, Double> values = new HashMap<>();

  private Bounds(Properties properties) {
    Set<String> known = knownKeys();
    for (String key : properties.stringPropertyNames()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "unknown bound \""
                + key
                + "\"; expected check, check.rule, check.type or"
                + " check.rule.type, as in roof.adam.float64");
      }
      values.put(key, number(key, properties.getProperty(key)));
    }
    for (Target target : Target.all()) {
      for (Check check : Check.values()) {
        if (check.appliesTo(target)) {
          of(check, target);
        }
      }
    }
  }

  /** The bounds that are part of the program. */
  static Bounds standard() {
    return parse(standardText());
  }

  /** The text of those bounds, comments included. */
  static String standardText() {
    try (InputStream in = Bounds.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + RESOURCE + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + RESOURCE, e);
    }
  }

  /**
   * Reads bounds.
   *
   * @throws IllegalArgumentException if a key is unknown, a value is no number above or equal to
   *     zero, or a check has no bound for a rule
   */
  static Bounds parse(String text) {
    Properties properties = new Properties();
    try (Reader reader = new StringReader(text)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read bounds", e);
    }
    return new Bounds(properties);
  }

  /** The bound of a check for a target. */
  double of(Check check, Target target) {
    for (String key : keys(check, target)) {
      Double value = values.get(key);
      if (value != null) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "no bound for "
            + Labels.of(check)
            + " of "
            + target
            + "; expected one of the keys "
            + keys(check, target));
  }

  private static List<String> keys(Check check, Target target) {
    String name = Labels.of(check);
    String rule = name + "." + target.label();
    String type = "." + Labels.of(target.type());
    return List.of(rule + type, rule, name + type, name);
  }

  private static Set<String> knownKeys() {
    List<String> keys = new ArrayList<>();
    for (Check check : Check.values()) {
      for (Target target : Target.all()) {
        if (check.appliesTo(target)) {
          keys.addAll(keys(check, target));
        }
      }
    }
    return new HashSet<>(keys);
  }

  private static double number(String key, String text) {
    try {
      double value = Double.parseDouble(text.strip());
      if (value >= 0 && value < Double.POSITIVE_INFINITY) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Reported below, with the key.
    }
    throw new IllegalArgumentException(
        "bound " + key + " must be a number of zero or more, but was \"" + text + "\"");
  }
}
