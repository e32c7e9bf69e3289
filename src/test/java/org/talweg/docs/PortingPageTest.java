// SPDX-License-Identifier: Apache-2.0
package org.talweg.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.talweg.training.Trainer;

/** Every name of ours in docs/porting.md, in the last column of its tables, exists. */
class PortingPageTest {
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** A class alone or with a constant, a static call, a trainer's call, a chained call. */
  private static final Pattern CLASS = Pattern.compile("\\b([A-Z]\\w*[a-z]\\w*)\\b");

  private static final Pattern MEMBER = Pattern.compile("\\b([A-Z]\\w*[a-z]\\w*)\\.(\\w+)(\\()?");
  private static final Pattern CALL = Pattern.compile("(?<=\\.)([a-z]\\w*)\\(");

  private final Map<String, Class<?>> classes = exported();

  private static Map<String, Class<?>> exported() {
    Map<String, Class<?>> classes = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/talweg"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        String name =
            Path.of("src/main/java").relativize(file).toString().replaceAll("\\.java$", "");
        if (!name.endsWith("-info")) {
          Class<?> found = Class.forName(name.replace(file.getFileSystem().getSeparator(), "."));
          if (Modifier.isPublic(found.getModifiers())) {
            classes.put(found.getSimpleName(), found);
          }
        }
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    return classes;
  }

  /** Code in last columns; a framework's name that stands in a first one is not ours. */
  private static List<String> ours() throws IOException {
    List<String> ours = new ArrayList<>();
    Set<String> theirs = new HashSet<>();
    for (String line : Files.readAllLines(Path.of("docs", "porting.md"))) {
      if (line.startsWith("| ")) {
        Matcher name = CLASS.matcher(line.substring(0, line.indexOf(" | ")));
        while (name.find()) {
          theirs.add(name.group(1));
        }
        int end = line.lastIndexOf(" |");
        Matcher code = CODE.matcher(line.substring(line.lastIndexOf("| ", end), end));
        while (code.find()) {
          ours.add(code.group(1));
        }
      }
    }
    ours.removeAll(theirs);
    return ours;
  }

  @Test
  void everyNameExists() throws IOException {
    assertThat(ours()).hasSizeGreaterThan(100);
    assertThat(ours().stream().flatMap(code -> unknown(code).stream())).isEmpty();
  }

  @Test
  void aNameThatDoesNotExistIsFound() {
    assertThat(unknown("Adam.of(rate).withBetas(a, b)")).isEmpty();
    assertThat(unknown("Adam.off(rate)")).isNotEmpty();
    assertThat(unknown("Adan2.of(rate)")).isNotEmpty();
    assertThat(unknown("trainer.stepp()")).isNotEmpty();
    assertThat(unknown("Schedule.cosine(a, b).thenn(n, c)")).isNotEmpty();
    assertThat(unknown("NormType.MANHATTAN")).isNotEmpty();
  }

  private List<String> unknown(String code) {
    List<String> unknown = new ArrayList<>();
    Matcher name = CLASS.matcher(code);
    while (name.find()) {
      if (!classes.containsKey(name.group(1))) {
        unknown.add(code + ": no class " + name.group(1));
      }
    }
    Matcher member = MEMBER.matcher(code.replaceAll("\\btrainer\\.", "Trainer."));
    while (member.find()) {
      Class<?> owner = classes.getOrDefault(member.group(1), Trainer.class);
      if (!has(owner, member.group(2), member.group(3) != null)) {
        unknown.add(code + ": no " + member.group(2) + " in " + owner.getSimpleName());
      }
    }
    Matcher call = CALL.matcher(code);
    while (call.find()) {
      if (classes.values().stream().noneMatch(owner -> has(owner, call.group(1), true))) {
        unknown.add(code + ": no method " + call.group(1));
      }
    }
    return unknown;
  }

  private static boolean has(Class<?> owner, String name, boolean method) {
    return method
        ? Arrays.stream(owner.getMethods()).map(Method::getName).anyMatch(name::equals)
        : Arrays.stream(owner.getFields()).anyMatch(field -> field.getName().equals(name));
  }
}
