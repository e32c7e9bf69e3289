// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.talweg.catalogue.Catalogue;

/** Reads golden files, of whatever kind, and checks all of them that a replay relies on. */
public final class GoldenFileReader {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private GoldenFileReader() {}

  /** Turns the whole of a file into what can be replayed. */
  @FunctionalInterface
  public interface Kind {
    /** Of a file that names a framework which is known. */
    GoldenFile read(GoldenNode file);
  }

  /**
   * Reads one file of a kind that needs nothing but the library.
   *
   * @throws GoldenFileException if it cannot be read or is not of the schema
   */
  public static GoldenFile read(Path path) {
    return read(path, file -> read(file, path));
  }

  /**
   * Reads one file.
   *
   * @throws GoldenFileException if it cannot be read or is not of the schema
   */
  public static GoldenFile read(Path path, Kind kind) {
    GoldenNode file = parse(path);
    try {
      return kind.read(file);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new GoldenFileException(path + ": " + e.getMessage(), e);
    }
  }

  /** What is in a file of a kind that needs nothing but the library. */
  public static GoldenFile read(GoldenNode file, Path path) {
    if (file.has("optimizer")) {
      requireRules(file);
      String optimizer = file.text("optimizer");
      if (Catalogue.reference(file.text("framework"), optimizer).isEmpty()) {
        return () -> List.of(Row.unknownOptimizer(optimizer));
      }
      return file.has("inputs")
          ? FloatErrorFile.read(file, parse(path.resolveSibling(file.text("inputs"))))
          : TrajectoryFile.read(file);
    }
    if (FloatErrorFile.isInputs(file)) {
      return List::of;
    }
    if (RunFile.isOne(file)) {
      requireRules(file);
      return RunFile.read(file);
    }
    Framework framework = Framework.of(file);
    if (file.has("gains")) {
      return InitializerFile.read(file, framework);
    }
    GoldenNode first = file.list("cases").get(0);
    if (first.has("rates")) {
      return ScheduleFile.read(file, framework);
    } else if (first.has("sample_deviation")) {
      return SampleFile.read(file, framework);
    } else if (first.has("clipped")) {
      return ClippingFile.read(file, framework);
    }
    throw file.problem("a kind of golden file", "none that is known");
  }

  private static void requireRules(GoldenNode file) {
    String name = file.text("framework");
    if (!Catalogue.frameworks().contains(name)) {
      throw file.field("framework").problem("one of " + Catalogue.frameworks(), name);
    }
  }

  private static GoldenNode parse(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new GoldenFileException(path + ": no such file");
    }
    try {
      return new GoldenNode(path.toString(), MAPPER.readTree(path.toFile()));
    } catch (JsonProcessingException e) {
      throw new GoldenFileException(path + ": not JSON" + place(e.getLocation()) + reason(e), e);
    } catch (IOException e) {
      throw new GoldenFileException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static String place(JsonLocation location) {
    return location == null
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  // Jackson adds where the unfinished element began, and a note on a setting of its own.
  private static String reason(JsonProcessingException e) {
    return ": " + e.getOriginalMessage().replaceAll("(?s)\\s*(\\(start marker.*|\\R.*)", "");
  }
}
