// SPDX-License-Identifier: Apache-2.0
package org.talweg.surface;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.talweg.training.Trainer;

/** What the module exports: its public types and what can be called on them. */
final class Surface {
  private Surface() {}

  /** All public types of the exported packages, nested ones too. */
  static List<Class<?>> types() {
    try {
      Path classes =
          Path.of(Trainer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      ModuleDescriptor module;
      try (InputStream file = Files.newInputStream(classes.resolve("module-info.class"))) {
        module = ModuleDescriptor.read(file);
      }
      List<Class<?>> types = new ArrayList<>();
      for (ModuleDescriptor.Exports exported : module.exports()) {
        types.addAll(types(classes, exported.source()));
      }
      types.sort(Comparator.comparing(Class::getName));
      return types;
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Class<?>> types(Path classes, String name) throws IOException {
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(classes.resolve(name.replace('.', '/')))) {
      for (Path file : files.toList()) {
        String simpleName = file.getFileName().toString().replace(".class", "");
        if (!simpleName.equals("package-info")) {
          Class<?> type = load(name + "." + simpleName);
          if (isPublic(type)) {
            types.add(type);
          }
        }
      }
    }
    return types;
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
  }

  /** Constructors and methods that the type itself declares and that do something. */
  static List<Executable> calls(Class<?> type) {
    List<Executable> calls = new ArrayList<>();
    if (!Modifier.isAbstract(type.getModifiers()) && !type.isEnum()) {
      calls.addAll(Arrays.asList(type.getConstructors()));
    }
    for (Method method : type.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())
          && !Modifier.isAbstract(method.getModifiers())
          && !method.isSynthetic()
          && !(type.isEnum() && method.getName().equals("valueOf"))
          && !method.getName().equals("equals")) {
        calls.add(method);
      }
    }
    calls.sort(Comparator.comparing(Executable::toString));
    return calls;
  }

  /** Whether there are objects of the type, and not static methods alone. */
  static boolean hasInstances(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .anyMatch(
            method ->
                !Modifier.isStatic(method.getModifiers())
                    && method.getDeclaringClass() != Object.class);
  }
}
