// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A place in a golden file. Everything read from it is checked, and every complaint names the file,
 * the place, what was found and what was expected.
 */
public final class GoldenNode {
  private final String place;
  private final JsonNode json;

  /**
   * A place in a file.
   *
   * @param place the file's name, and the way to the place within it
   */
  GoldenNode(String place, JsonNode json) {
    this.place = place;
    this.json = json;
  }

  public boolean has(String name) {
    return json.has(name);
  }

  public JsonNode json() {
    return json;
  }

  public Iterator<String> names() {
    return json.fieldNames();
  }

  public GoldenNode field(String name) {
    if (!json.isObject()) {
      throw problem("an object", describe(json));
    }
    GoldenNode field = new GoldenNode(place + ", " + name, json.path(name));
    if (field.json.isMissingNode()) {
      throw field.problem("a value", "nothing");
    }
    return field;
  }

  public GoldenNode object(String name) {
    GoldenNode field = field(name);
    if (!field.json.isObject()) {
      throw field.problem("an object", describe(field.json));
    }
    return field;
  }

  public String text(String name) {
    GoldenNode field = field(name);
    if (!field.json.isTextual()) {
      throw field.problem("a text", describe(field.json));
    }
    return field.json.textValue();
  }

  public double number(String name) {
    return field(name).number();
  }

  /** The number of that name; empty if there is none or it is null. */
  public OptionalDouble optionalNumber(String name) {
    return json.hasNonNull(name) ? OptionalDouble.of(number(name)) : OptionalDouble.empty();
  }

  public double number() {
    double number = json.doubleValue();
    if (!json.isNumber() || !Double.isFinite(number)) {
      throw problem("a finite number", describe(json));
    }
    return number;
  }

  public int count(String name) {
    return field(name).count();
  }

  private int count() {
    if (!json.canConvertToExactIntegral() || !json.canConvertToInt() || json.intValue() < 1) {
      throw problem("a whole number from 1", describe(json));
    }
    return json.intValue();
  }

  /** The elements of a list that has at least one. */
  public List<GoldenNode> list(String name) {
    return field(name).elements();
  }

  private List<GoldenNode> elements() {
    if (!json.isArray() || json.isEmpty()) {
      throw problem("a list with at least one element", describe(json));
    }
    List<GoldenNode> elements = new ArrayList<>();
    for (JsonNode element : json) {
      elements.add(new GoldenNode(place + "[" + elements.size() + "]", element));
    }
    return elements;
  }

  public double[] numbers(String name) {
    return field(name).numbers();
  }

  /** The numbers of a list, unchangeable. */
  public List<Double> figures(String name, int length) {
    return Arrays.stream(numbers(name, length)).boxed().toList();
  }

  public double[] numbers(String name, int length) {
    return field(name).numbers(length);
  }

  private double[] numbers() {
    return elements().stream().mapToDouble(GoldenNode::number).toArray();
  }

  private double[] numbers(int length) {
    double[] numbers = numbers();
    if (numbers.length != length) {
      throw problem(length + " numbers", String.valueOf(numbers.length));
    }
    return numbers;
  }

  /** A number, as a row of one, or a list of numbers. */
  public double[] numberOrNumbers(String name) {
    GoldenNode field = field(name);
    return field.json.isNumber() ? new double[] {field.number()} : field.numbers();
  }

  public int[] extents(String name) {
    return list(name).stream().mapToInt(GoldenNode::count).toArray();
  }

  /** A list of lists of numbers, each of any length. */
  public List<double[]> rows(String name) {
    return list(name).stream().map(GoldenNode::numbers).toList();
  }

  /** A list of lists of numbers. */
  public List<double[]> rows(String name, int rows, int length) {
    GoldenNode field = field(name);
    List<GoldenNode> elements = field.elements();
    if (elements.size() != rows) {
      throw field.problem(rows + " rows", String.valueOf(elements.size()));
    }
    return elements.stream().map(element -> element.numbers(length)).toList();
  }

  public GoldenFileException problem(String expected, String found) {
    return new GoldenFileException(place + ": expected " + expected + ", but found " + found);
  }

  private static String describe(JsonNode json) {
    String text = json.toString();
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
