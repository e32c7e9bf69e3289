package org.talweg.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the sources must be like: halves that are one text, packages in order. */
class SourcesTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "org", "talweg");

  /** From the ground up: a package imports only what stands before it. */
  private static final List<String> PACKAGES =
      List.of(
          "internal",
          "tensor",
          "schedule",
          "initializer",
          "optimizer",
          "gradient",
          "preset",
          "checkpoint",
          "minimize",
          "engine",
          "training");

  private static final Pattern IMPORT =
      Pattern.compile("^import (?:static )?org\\.talweg\\.(\\w+)\\.", Pattern.MULTILINE);

  private static Map<Path, String> sources() throws IOException {
    Map<Path, String> sources = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).sorted().toList()) {
        sources.put(file, Files.readString(file));
      }
    }
    return sources;
  }

  @Test
  void aPackageImportsOnlyWhatStandsBelowIt() throws IOException {
    List<String> faults = new ArrayList<>();
    sources()
        .forEach(
            (file, source) -> {
              String own = SOURCES.relativize(file).getName(0).toString();
              assertThat(PACKAGES).as("the package of %s has no place", file).contains(own);
              Matcher matcher = IMPORT.matcher(source);
              while (matcher.find()) {
                String imported = matcher.group(1);
                if (PACKAGES.indexOf(imported) > PACKAGES.indexOf(own)) {
                  faults.add(file + " imports " + imported);
                }
              }
            });
    assertThat(faults).isEmpty();
  }

  /**
   * The text for {@code double} as it would be for {@code float}: types and names exchanged, and no
   * blanks, as lines may be broken elsewhere. What only one of them needs, a cast of a root or the
   * suffix of a literal, goes from both.
   */
  private static String asFloats(String text) {
    return text.replaceAll("(?s)/\\*.*?\\*/|//[^\\n]*", "")
        .replaceAll("Double", "Float")
        .replaceAll("\\bdouble", "float")
        .replaceAll("FLOAT64", "FLOAT32")
        .replaceAll("DOUBLE", "FLOAT")
        .replaceAll("\\(float\\) ?", "")
        .replaceAll("(?<=\\d)[fd]\\b", "")
        .replaceAll("\\s", "");
  }

  /** What a pair of files has of its own: thresholds, and what tells the types apart. */
  private static final Map<String, String> OWN =
      Map.of(
          "FloatKernels.java", "0x1p(120|500)",
          "FloatStore.java",
              "super\\(\\d+\\)|!Float.isInfinite\\(number\\)|Float.isFinite\\(number\\)");

  @Test
  void filesForFloatAndDoubleAreOneText() throws IOException {
    Map<Path, String> sources = sources();
    int pairs = 0;
    for (Map.Entry<Path, String> source : sources.entrySet()) {
      String name = source.getKey().getFileName().toString();
      String other =
          sources.get(source.getKey().resolveSibling(name.replaceFirst("^Float", "Double")));
      if (name.startsWith("Float") && other != null) {
        pairs++;
        assertThat(without(OWN.get(name), asFloats(other)))
            .as("%s and its half for double", name)
            .isEqualTo(without(OWN.get(name), asFloats(source.getValue())));
      }
    }
    assertThat(pairs).isGreaterThanOrEqualTo(5);
  }

  private static String without(@Nullable String pattern, String text) {
    return pattern == null ? text : text.replaceAll(pattern, "");
  }

  private static final Pattern METHOD =
      Pattern.compile(
          "^  (?:private|public)?[\\w ]*? (\\w+)\\((Float|Double)Chunk (\\w+)\\) \\{\\n(.*?)^  }\\n",
          Pattern.MULTILINE | Pattern.DOTALL);

  /** Every loop of a rule, in every file. */
  @Test
  void theLoopsOfARuleAreOneText() throws IOException {
    int pairs = 0;
    for (Map.Entry<Path, String> source : sources().entrySet()) {
      Map<String, String> floats = new LinkedHashMap<>();
      Map<String, String> doubles = new LinkedHashMap<>();
      Matcher matcher = METHOD.matcher(source.getValue());
      while (matcher.find()) {
        (matcher.group(2).equals("Float") ? floats : doubles)
            .put(matcher.group(1), asFloats(matcher.group(4)));
      }
      assertThat(doubles).as("loops of %s", source.getKey()).isEqualTo(floats);
      pairs += floats.size();
    }
    assertThat(pairs).isGreaterThanOrEqualTo(10);
  }
}
