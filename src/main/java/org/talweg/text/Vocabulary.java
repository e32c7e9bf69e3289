// SPDX-License-Identifier: Apache-2.0
package org.talweg.text;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.talweg.internal.Text;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Optimizer;
import org.talweg.schedule.Schedule;

/** The types and calls that a text may name: values, and what makes values. */
final class Vocabulary {
  private static final String SIMPLE = "[A-Z][A-Za-z0-9]*";

  /** Of packages that have more than values. */
  private static final Set<String> VALUES =
      Set.of("WeightDecay", "Caution", "Epsilon", "WeightAverage", "LossScaling", "Group");

  private static final Set<String> MIXED = Set.of("rule", "training");

  private final List<Class<?>> added;

  Vocabulary(List<Class<?>> added) {
    this.added = added;
  }

  /** The type of a name: the library's own by its simple name, others by their full one. */
  Optional<Class<?>> type(String name) {
    Optional<Class<?>> other =
        added.stream()
            .filter(type -> name.equals(type.getName()) || name.equals(type.getCanonicalName()))
            .findFirst();
    if (other.isPresent() || !name.matches(SIMPLE)) {
      return other;
    }
    String root = Text.class.getPackageName().replaceFirst("internal$", "");
    return Text.PACKAGES.stream()
        .sorted()
        .flatMap(folder -> load(root + folder + "." + name))
        .findFirst();
  }

  private Stream<Class<?>> load(String name) {
    try {
      Class<?> type = Class.forName(name, false, Vocabulary.class.getClassLoader());
      return isValue(type) ? Stream.of(type) : Stream.empty();
    } catch (ClassNotFoundException
        | LinkageError e) { // a name in other capitals is a LinkageError
      return Stream.empty();
    }
  }

  private boolean isValue(Class<?> type) {
    String folder = type.getPackageName().replaceFirst(".*\\.", "");
    boolean ours =
        type.getModule() == Text.class.getModule()
            && Text.PACKAGES.contains(folder)
            && (!MIXED.contains(folder) || VALUES.contains(type.getSimpleName()))
            && Modifier.isPublic(type.getModifiers());
    return ours || added.contains(type) || Optimizer.class.isAssignableFrom(type);
  }

  /** A hyperparameter, or a value, that is a constant of a type. */
  Optional<Object> constant(Class<?> owner, String name) {
    try {
      Field field = owner.getField(name);
      boolean fixed =
          Modifier.isStatic(field.getModifiers()) && Modifier.isFinal(field.getModifiers());
      boolean value = field.getType() == Hyperparameter.class || isValue(field.getType());
      return fixed && value ? Optional.ofNullable(field.get(null)) : Optional.empty();
    } catch (NoSuchFieldException | IllegalAccessException e) {
      return Optional.empty();
    }
  }

  /** The public methods of a name that make a value: factories, or options of a value. */
  List<Method> methods(Class<?> owner, String name, boolean factories) {
    return Arrays.stream(owner.getMethods())
        .filter(method -> method.getName().equals(name) && !method.isSynthetic())
        .filter(method -> Modifier.isStatic(method.getModifiers()) == factories)
        .filter(method -> Modifier.isPublic(method.getDeclaringClass().getModifiers()))
        .filter(method -> isValue(method.getReturnType()))
        .sorted(Comparator.comparing(Vocabulary::schedules))
        .toList();
  }

  /** A number is a number first, and a constant schedule where nothing else takes it. */
  private static long schedules(Executable call) {
    return Arrays.stream(call.getParameterTypes()).filter(type -> type == Schedule.class).count();
  }

  /** The names that can be called, for messages. */
  String names(Class<?> owner, boolean factories) {
    return Arrays.stream(owner.getMethods())
        .filter(method -> !method.isSynthetic() && isValue(method.getReturnType()))
        .filter(method -> Modifier.isStatic(method.getModifiers()) == factories)
        .map(Method::getName)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  /** The canonical constructor of a public record. */
  static Optional<Constructor<?>> constructor(Class<?> type) {
    return type.isRecord()
        ? Arrays.stream(type.getConstructors())
            .filter(call -> call.getParameterCount() == type.getRecordComponents().length)
            .findFirst()
            .map(call -> call)
        : Optional.empty();
  }

  /** Calls it; what it throws for its arguments is thrown. */
  static Object call(Executable call, Object receiver, Object[] arguments) {
    try {
      Object made =
          call instanceof Constructor<?> constructor
              ? constructor.newInstance(arguments)
              : ((Method) call).invoke(receiver, arguments);
      if (made == null) {
        throw new IllegalArgumentException(call + " gave nothing");
      }
      return made;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw new IllegalArgumentException(thrown.getMessage(), thrown);
      }
      throw new IllegalArgumentException(call + " failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(call + " can't be called: is its package exported?", e);
    }
  }
}
