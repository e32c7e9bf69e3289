// SPDX-License-Identifier: Apache-2.0
package org.talweg.text;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.talweg.internal.Text;
import org.talweg.schedule.Schedule;

/**
 * The text of rules, schedules, weight decays, transforms, projections and groups: the Java calls
 * that make them.
 *
 * <pre>{@code
 * String text = TextForm.write(Adam.of(Schedule.cosine(1e-3, 20_000).warmUp(500)).withBetas(0.9, 0.95));
 * // Adam.of(Schedule.cosine(0.001, 20000).warmUp(500)).withBetas(0.9, 0.95)
 * Optimizer rule = TextForm.standard().read(Optimizer.class, text);
 * }</pre>
 *
 * <p>Values that are equal have the same text, on every JDK. It holds what differs from the
 * defaults, so that an option which a later version adds changes no text. Numbers are the shortest
 * decimals that are read as the same number.
 *
 * <p>A text may omit {@code Schedule.} before a schedule, and have a number where a schedule
 * belongs. It can make values of the library alone, and of the types that are {@linkplain
 * #with(Class...) named}; it calls their public factories, {@code of(…)}, and options, {@code
 * with…(…)}. Texts of strangers are safe to read: length, depth and memory are bounded, and
 * whatever is wrong is an {@link IllegalArgumentException}.
 *
 * <p>To be written, a rule of one's own needs nothing but what every rule has; a schedule or a
 * transform is a public record, or a schedule that has a {@linkplain Schedule#named name}.
 */
public final class TextForm {
  private static final TextForm STANDARD = new TextForm(List.of(), List.of());

  private final List<Class<?>> types;
  private final List<Schedule> named;

  private TextForm(List<Class<?>> types, List<Schedule> named) {
    this.types = types;
    this.named = named;
  }

  /**
   * {@return the text of a value}
   *
   * @param value a rule, a schedule, a weight decay, an epsilon, a transform, a projection, an
   *     average, or a group; a group's own predicate is a public record, as a transform is
   * @throws IllegalArgumentException if a part of it has no text; the message says which
   */
  public static String write(Object value) {
    String text = Text.part(requireNonNull(value, "value"));
    if (!Text.isWhole(text)) {
      throw new IllegalArgumentException(
          text
              + " can't be written: "
              + Text.missing(text)
              + " has no text; give a schedule a name with Schedule.named, or make it a public"
              + " record");
    }
    return text;
  }

  /** {@return a reader of texts that hold values of the library alone} */
  public static TextForm standard() {
    return STANDARD;
  }

  /**
   * {@return a reader that knows more types} A rule's text is {@code <full class
   * name>.of(…).with…(…)}, a record's {@code new <full class name>(…)}.
   *
   * @param added public classes: rules, schedules, transforms
   */
  public TextForm with(Class<?>... added) {
    return new TextForm(joined(types, added, "a type"), named);
  }

  /**
   * {@return a reader that knows named schedules}
   *
   * @param added made by {@link Schedule#named}
   * @throws IllegalArgumentException if one has no name
   */
  public TextForm with(Schedule... added) {
    List<Schedule> all = joined(named, added, "a schedule");
    for (Schedule schedule : all) {
      if (!Text.part(schedule).startsWith(Reader.NAMED)) {
        throw new IllegalArgumentException(
            "a schedule must be made by Schedule.named, but was " + Text.part(schedule));
      }
    }
    return new TextForm(types, all);
  }

  private static <T> List<T> joined(List<T> known, T[] added, String one) {
    List<T> joined = new ArrayList<>(known);
    for (T each : requireNonNull(added, "added")) {
      joined.add(requireNonNull(each, one));
    }
    return List.copyOf(joined);
  }

  /**
   * {@return the value that a text describes}
   *
   * @param type what it must be: {@code Optimizer.class}, {@code Schedule.class}, …
   * @param text of at most 65,536 characters
   * @param <T> the same
   * @throws IllegalArgumentException if it describes no value, or one of another type; the message
   *     says where and what was expected
   */
  public <T> T read(Class<T> type, String text) {
    requireNonNull(type, "type");
    return new Reader(new Vocabulary(types), named, requireNonNull(text, "text")).read(type);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TextForm that && types.equals(that.types) && named.equals(that.named);
  }

  @Override
  public int hashCode() {
    return 31 * types.hashCode() + named.hashCode();
  }

  @Override
  public String toString() {
    return "text form of the library's values"
        + (types.isEmpty() ? "" : ", " + types)
        + (named.isEmpty() ? "" : ", " + named);
  }
}
