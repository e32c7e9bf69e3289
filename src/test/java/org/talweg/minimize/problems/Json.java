// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/** Reads the fixtures about minimizers: what other implementations computed and published. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** A fixture by its name, such as {@code functions.json}. */
  static JsonNode fixture(String name) {
    try (InputStream in = Json.class.getResourceAsStream("/minimize/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no fixture is called " + name);
      }
      return MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static double[] numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }

  /** The elements of a list or n times a number; a null stands for what is given. */
  static double[] vector(JsonNode node, int n, double absent) {
    double[] vector = new double[n];
    Arrays.fill(vector, node.isNumber() ? node.doubleValue() : absent);
    for (int i = 0; i < node.size(); i++) {
      vector[i] = node.get(i).isNull() ? absent : node.get(i).doubleValue();
    }
    return vector;
  }

  static OptionalInt count(JsonNode node) {
    return node.isNumber() ? OptionalInt.of(node.intValue()) : OptionalInt.empty();
  }

  static String[] texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::textValue)
        .toArray(String[]::new);
  }
}
