// SPDX-License-Identifier: Apache-2.0
package org.talweg.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The options of one case, in the framework's names. A reader takes those it knows and then calls
 * {@link #requireAllRead()}, so that an option it does not know is an error and never ignored.
 */
public final class Options {
  private final Map<String, JsonNode> values = new LinkedHashMap<>();
  private final Set<String> unread = new TreeSet<>();

  /**
   * The options of a JSON object.
   *
   * @param object its fields are options
   * @param others the names of fields that are none
   */
  public Options(JsonNode object, String... others) {
    object.properties().stream()
        .filter(field -> !field.getValue().isNull()) // what is None is not given
        .forEach(field -> values.put(field.getKey(), field.getValue()));
    for (String other : others) {
      values.remove(other);
    }
    unread.addAll(values.keySet());
  }

  /** Whether there is an option of that name. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The number of that name, or another if the option is absent. */
  public double number(String name, double absent) {
    return has(name) ? number(name) : absent;
  }

  /** The number of that name. */
  public double number(String name) {
    return number(name, value(name));
  }

  private double number(String name, JsonNode value) {
    require(value.isNumber(), name, "a number");
    return value.doubleValue();
  }

  /** The whole number of that name. */
  public long count(String name) {
    return count(name, value(name));
  }

  /** The whole number of that name, or another if the option is absent. */
  public long count(String name, long absent) {
    return has(name) ? count(name) : absent;
  }

  private long count(String name, JsonNode value) {
    require(value.isIntegralNumber(), name, "a whole number");
    return value.longValue();
  }

  /** Whether the option is there and true. */
  public boolean flag(String name) {
    if (!has(name)) {
      return false;
    }
    JsonNode value = value(name);
    require(value.isBoolean(), name, "true or false");
    return value.booleanValue();
  }

  /** The text of that name. */
  public String text(String name) {
    JsonNode value = value(name);
    require(value.isTextual(), name, "a text");
    return value.textValue();
  }

  /** The text of that name, or another if the option is absent. */
  public String text(String name, String absent) {
    return has(name) ? text(name) : absent;
  }

  /** So many numbers of that name. */
  public double[] numbers(String name, int length) {
    JsonNode value = value(name);
    require(value.isArray() && value.size() == length, name, length + " numbers");
    return stream(value).mapToDouble(element -> number(name, element)).toArray();
  }

  /** The whole numbers of that name. */
  public long[] counts(String name) {
    JsonNode value = value(name);
    require(value.isArray(), name, "a list of whole numbers");
    return stream(value).mapToLong(element -> count(name, element)).toArray();
  }

  /** The lists of a list of that name. */
  public List<JsonNode> parts(String name) {
    JsonNode value = value(name);
    require(value.isArray(), name, "a list");
    return stream(value).toList();
  }

  /** The numbers by whole number of that name. */
  public Map<Long, Double> table(String name) {
    Map<Long, Double> table = new LinkedHashMap<>();
    value(name)
        .properties()
        .forEach(entry -> table.put(Long.valueOf(entry.getKey()), number(name, entry.getValue())));
    return table;
  }

  /** All numbers of that name. */
  public double[] numbers(String name) {
    return numbers(name, value(name).size());
  }

  /** Options that are of no concern here. */
  public void ignore(String... names) {
    unread.removeAll(List.of(names));
  }

  /**
   * Checks that every option was taken.
   *
   * @throws IllegalArgumentException with the names of those that were not
   */
  public void requireAllRead() {
    if (!unread.isEmpty()) {
      throw new IllegalArgumentException("unknown option " + String.join(", ", unread));
    }
  }

  private JsonNode value(String name) {
    JsonNode value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("option " + name + " is missing");
    }
    unread.remove(name);
    return value;
  }

  private void require(boolean condition, String name, String expected) {
    if (!condition) {
      throw new IllegalArgumentException(
          "option " + name + " must be " + expected + ", but was " + values.get(name));
    }
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue().toString().replace("\"", ""))
        .collect(Collectors.joining(" "));
  }
}
