// SPDX-License-Identifier: Apache-2.0
package org.talweg.text;

import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.talweg.internal.Text;
import org.talweg.schedule.Schedule;

/** What stands between the parentheses of a call, as its parameters take it. */
final class Arguments {
  /** All {@code int} arguments of a text together: they may count elements of arrays. */
  private static final int MOST_ELEMENTS = 1 << 22;

  private long elements;

  /** The arguments of a call, if they fit its parameters. */
  Optional<Object[]> fit(Executable call, List<Object> given) {
    Class<?>[] types = call.getParameterTypes();
    int fixed = call.isVarArgs() ? types.length - 1 : types.length;
    if (call.isVarArgs() ? given.size() < fixed : given.size() != fixed) {
      return Optional.empty();
    }
    Object[] arguments = new Object[types.length];
    for (int i = 0; i < fixed; i++) {
      Object argument = converted(types[i], given.get(i));
      if (argument == null) {
        return Optional.empty();
      }
      arguments[i] = argument;
    }
    if (call.isVarArgs()) {
      Object rest = array(types[fixed].getComponentType(), given.subList(fixed, given.size()));
      if (rest == null) {
        return Optional.empty();
      }
      arguments[fixed] = rest;
    }
    return Optional.of(arguments);
  }

  private @Nullable Object array(Class<?> type, List<Object> given) {
    Object array = Array.newInstance(type, given.size());
    for (int i = 0; i < given.size(); i++) {
      Object element = converted(type, given.get(i));
      if (element == null) {
        return null;
      }
      Array.set(array, i, element);
    }
    return array;
  }

  private @Nullable Object converted(Class<?> type, Object given) {
    if (given instanceof Literal number) {
      if (type == double.class) {
        return number.value();
      }
      if (type == long.class) {
        return number.whole() ? number.exact() : null;
      }
      if (type == int.class) {
        return number.whole() && number.exact() == (int) number.exact()
            ? counted((int) number.exact())
            : null;
      }
      return type == Schedule.class ? number.constant() : null;
    }
    if (type == boolean.class) {
      return given instanceof Boolean ? given : null;
    }
    return type.isInstance(given) ? given : null;
  }

  private int counted(int count) {
    elements += Math.max(0, count);
    if (elements > MOST_ELEMENTS) {
      throw new IllegalArgumentException(
          "the counts in a text must be at most " + MOST_ELEMENTS + " together");
    }
    return count;
  }

  /** What is wrong, when no call of the name takes the arguments. */
  String mismatch(String name, List<? extends Executable> candidates, List<Object> given) {
    return "no "
        + name
        + " takes "
        + given.stream().map(Arguments::name).collect(Collectors.joining(", ", "(", ")"))
        + ", only "
        + candidates.stream()
            .map(
                call ->
                    Arrays.stream(call.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", name + "(", ")")))
            .collect(Collectors.joining(" and "));
  }

  /** A value in a message. */
  static String name(Object value) {
    return value instanceof Literal number ? number.toString() : Text.part(value);
  }
}
