package org.talweg.benchmarks.conformance;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads golden files, of whatever kind, and checks all of them that a replay relies on. */
final class GoldenFileReader {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Optional<TenThousandImages> images;

  /**
   * A reader.
   *
   * @param images what the training reference is replayed with, if it is there
   */
  GoldenFileReader(Optional<TenThousandImages> images) {
    this.images = images;
  }

  /**
   * Reads one file.
   *
   * @throws GoldenFileException if it cannot be read or is not of the schema
   */
  GoldenFile read(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new GoldenFileException(path + ": no such file");
    }
    GoldenNode file = new GoldenNode(path.toString(), parse(path));
    String name = file.text("framework");
    Framework framework =
        Framework.KNOWN.stream()
            .filter(known -> known.name().equals(name))
            .findFirst()
            .orElseThrow(() -> file.field("framework").problem("one of " + names(), name));
    try {
      return read(file, framework);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new GoldenFileException(path + ": " + e.getMessage(), e);
    }
  }

  private GoldenFile read(GoldenNode file, Framework framework) {
    if (file.has("optimizer")) {
      return TrajectoryFile.read(file, framework);
    } else if (file.has("base_learning_rate")) {
      return ScheduleFile.read(file, framework);
    } else if (file.has("gains")) {
      return InitializerFile.read(file, framework);
    } else if (file.has("batches")) {
      return TrainingFile.read(file, framework, images);
    } else if (file.list("cases").get(0).has("clipped")) {
      return ClippingFile.read(file, framework);
    }
    throw file.problem("a kind of golden file", "none that is known");
  }

  private static String names() {
    return Framework.KNOWN.stream().map(Framework::name).toList().toString();
  }

  private static JsonNode parse(Path path) {
    try {
      return MAPPER.readTree(path.toFile());
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      String place =
          location == null
              ? ""
              : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
      // Jackson adds where the unfinished element began, and a note on a setting of its own.
      String reason = e.getOriginalMessage().replaceAll("(?s)\\s*(\\(start marker.*|\\R.*)", "");
      throw new GoldenFileException(path + ": not JSON" + place + ": " + reason, e);
    } catch (IOException e) {
      throw new GoldenFileException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
