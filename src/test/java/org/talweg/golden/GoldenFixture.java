package org.talweg.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads the reference results among the test resources. */
final class GoldenFixture {
  private GoldenFixture() {}

  /** The fixtures in their folder: a new one is found by itself. */
  static List<String> names() {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/golden"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode read(String name) {
    String resource = "/golden/" + name + ".json";
    try (InputStream in = GoldenFixture.class.getResourceAsStream(resource)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /** The options of a case, in the reference's names: {@code lr=0.1 momentum=0.9}. */
  static String options(JsonNode golden) {
    return golden.get("options").properties().stream()
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining(" "));
  }

  /** The numbers of an array, or the one number that stands there alone. */
  static double[] numbers(JsonNode node) {
    return node.isNumber()
        ? new double[] {node.doubleValue()}
        : StreamSupport.stream(node.spliterator(), false)
            .mapToDouble(JsonNode::doubleValue)
            .toArray();
  }

  static List<double[]> rows(JsonNode array) {
    List<double[]> rows = new ArrayList<>();
    array.forEach(row -> rows.add(numbers(row)));
    return rows;
  }
}
