// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleUnaryOperator;

/** A golden file of the library's tests, to be changed and written elsewhere. */
final class Fixture {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectNode root;

  private Fixture(ObjectNode root) {
    this.root = root;
  }

  /** Where a golden file lies: once in the repository, with the library's tests. */
  static Path path(String name) {
    return Path.of("..", "src", "test", "resources", "golden", name + ".json");
  }

  static Fixture of(String name) throws IOException {
    return new Fixture((ObjectNode) MAPPER.readTree(path(name).toFile()));
  }

  /** Changes a number, which is an element of a list. */
  Fixture number(String list, int index, DoubleUnaryOperator change) {
    ArrayNode array = (ArrayNode) root.at(list);
    array.set(index, DoubleNode.valueOf(change.applyAsDouble(array.get(index).doubleValue())));
    return this;
  }

  /** Sets a field; the object is the root if its pointer is empty. */
  Fixture set(String object, String field, Object value) {
    ((ObjectNode) root.at(object)).set(field, MAPPER.<JsonNode>valueToTree(value));
    return this;
  }

  Fixture remove(String object, String field) {
    ((ObjectNode) root.at(object)).remove(field);
    return this;
  }

  Path write(Path file) throws IOException {
    return Files.writeString(file, MAPPER.writeValueAsString(root));
  }
}
