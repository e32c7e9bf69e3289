package org.talweg.benchmarks.speed.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.talweg.benchmarks.speed.probe.Case;
import org.talweg.benchmarks.speed.probe.Windows;

/** The times of one or more files; what is not in them is NaN. */
final class Results {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Double> times = new HashMap<>();
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
      String subject =
          result.at("/params/subject").asText(name.substring(name.lastIndexOf('.') + 1));
      DoubleStream.Builder iterations = DoubleStream.builder();
      for (JsonNode fork : result.at("/primaryMetric/rawData")) {
        fork.forEach(iteration -> iterations.add(iteration.asDouble()));
      }
      times.put(subject, Windows.median(iterations.build().toArray()));
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
      times.put(result.path("case").asText(), result.path("nanoseconds").asDouble());
    }
  }

  /** The time of a case. */
  double nanoseconds(Case subject) {
    return nanoseconds(subject.toString());
  }

  /** The time of a case as it is written, or of a benchmark that is no case, by its method. */
  double nanoseconds(String subject) {
    return times.getOrDefault(subject, Double.NaN);
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
