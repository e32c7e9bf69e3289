// SPDX-License-Identifier: Apache-2.0
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
import org.junit.jupiter.api.Test;

/** What the sources must be like: packages in order. */
class SourcesTest {
  private static final Path SOURCES = Path.of("src", "main", "java", "org", "talweg");

  /** From the ground up: a package imports only what stands before it. */
  private static final List<String> PACKAGES =
      List.of(
          "internal",
          "worker",
          "matrix",
          "sum",
          "tensor",
          "schedule",
          "initializer",
          "rule",
          "optimizer",
          "gradient",
          "projection",
          "preset",
          "text",
          "checkpoint",
          "minimize",
          "engine",
          "training");

  private static final Pattern IMPORT =
      Pattern.compile("^import (?:static )?org\\.talweg\\.(\\w+)\\.", Pattern.MULTILINE);

  static Map<Path, String> sources() throws IOException {
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
}
