package org.talweg.benchmarks.speed.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.talweg.benchmarks.speed.probe.Windows;

/** The times of one or more files; what is not in them is NaN. */
final class Results {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Measured> times = new ArrayList<>();
  private final Map<String, Double> pytorch = new LinkedHashMap<>();
  private String java = "";
  private String pytorchVersion = "";

  /**
   * Adds a file that JMH wrote.
   *
   * @throws IOException if it can't be read or is not such a file
   */
  void addJmh(Path file) throws IOException {
    JsonNode root = read(file);
    if (!root.isArray() || root.isEmpty()) {
      throw new IOException("expected the results of JMH, a JSON array");
    }
    for (JsonNode result : root) {
      if (!"ns/op".equals(result.at("/primaryMetric/scoreUnit").asText())) {
        throw new IOException("expected results in ns/op");
      }
      java = result.path("vmName").asText() + " " + result.path("vmVersion").asText();
      String name = result.path("benchmark").asText();
      int method = name.lastIndexOf('.');
      String benchmark = name.substring(name.lastIndexOf('.', method - 1) + 1);
      Map<String, String> parameters = new LinkedHashMap<>();
      result
          .path("params")
          .properties()
          .forEach(entry -> parameters.put(entry.getKey(), entry.getValue().asText()));
      DoubleStream.Builder iterations = DoubleStream.builder();
      for (JsonNode fork : result.at("/primaryMetric/rawData")) {
        fork.forEach(iteration -> iterations.add(iteration.asDouble()));
      }
      double median = Windows.median(iterations.build().toArray());
      times.add(new Measured(benchmark, parameters, median));
    }
  }

  /**
   * Adds a file that the script for PyTorch wrote.
   *
   * @throws IOException if it can't be read or is not such a file
   */
  void addPyTorch(Path file) throws IOException {
    JsonNode root = read(file);
    if (!root.path("results").isArray()) {
      throw new IOException("expected the results of the script for PyTorch");
    }
    pytorchVersion = root.path("pytorch").asText();
    for (JsonNode result : root.path("results")) {
      pytorch.put(result.path("case").asText(), result.path("nanoseconds").asDouble());
    }
  }

  /** The time of a benchmark with parameters given as name, value, name, value… */
  double nanoseconds(String benchmark, String... parameters) {
    return times.stream()
        .filter(time -> time.is(benchmark, parameters))
        .mapToDouble(Measured::nanoseconds)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** PyTorch's time of a case, as in {@code torch-fused/adam/float32/1x1000/1}. */
  double pytorch(String name) {
    return pytorch.getOrDefault(name, Double.NaN);
  }

  /** What the results were measured on. */
  String platform() {
    String text = java.isEmpty() ? "" : "Java: " + java + ". ";
    return pytorchVersion.isEmpty() ? text : text + "PyTorch " + pytorchVersion + ". ";
  }

  private static JsonNode read(Path file) throws IOException {
    return JSON.readTree(file.toFile());
  }
}
