// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.talweg.engine.Observation;

/**
 * What one step has done to each parameter, for people as a table ({@link #toString}) and for
 * programs as values. {@link TrainerBuilder#diagnosticsEvery} asks for it, {@link
 * StepReport#diagnostics} has it:
 *
 * <pre>{@code
 * trainer.step().diagnostics().ifPresent(System.out::println);
 * }</pre>
 *
 * <p>Nothing changes after the fact: a step that follows makes diagnostics of its own.
 *
 * @param step the number of the step, from 1
 * @param parameters those that took part, in the trainer's order: not the frozen ones, nor those
 *     without a gradient at this step or without elements
 */
public record Diagnostics(long step, List<ParameterDiagnostics> parameters) {
  /**
   * Copies the list.
   *
   * @param step the number of the step
   * @param parameters what was observed of each
   */
  public Diagnostics {
    parameters = List.copyOf(requireNonNull(parameters, "parameters"));
  }

  static Diagnostics of(Observation observation) {
    List<ParameterDiagnostics> rows = new ArrayList<>();
    observation.forEach(
        (member, observed) ->
            rows.add(
                ParameterDiagnostics.of(
                    member.parameter().name(),
                    member.parameter().value().size(),
                    observed,
                    observation.unit())));
    return new Diagnostics(observation.step(), rows);
  }

  /**
   * {@return what was observed of a parameter}
   *
   * @param name its name
   * @throws IllegalArgumentException if no parameter of that name took part in the step
   */
  public ParameterDiagnostics parameter(String name) {
    requireNonNull(name, "name");
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no parameter \""
                        + name
                        + "\" took part in step "
                        + step
                        + ", only "
                        + parameters.stream().map(ParameterDiagnostics::name).toList()));
  }

  /** {@return a table with a line for each parameter} */
  @Override
  public String toString() {
    int width =
        parameters.stream()
            .mapToInt(row -> row.name().length())
            .reduce("parameter".length(), Math::max);
    StringBuilder table = new StringBuilder("step " + step + "\n");
    String columns = "%-" + width + "s %10s %10s %10s %10s %7s%s%n";
    append(table, columns, "parameter", "gradient", "weight", "update", "ratio", "dead", "");
    for (ParameterDiagnostics row : parameters) {
      append(
          table,
          columns,
          row.name(),
          number(row.gradientNorm()),
          number(row.weightNorm()),
          number(row.updateNorm()),
          number(row.ratio()),
          String.format(Locale.ROOT, "%.1f %%", 100 * row.dead()),
          place("gradient", row.nonFiniteGradient()) + place("weight", row.nonFiniteWeight()));
    }
    return table.toString();
  }

  private static void append(StringBuilder table, String columns, Object... cells) {
    table.append(String.format(Locale.ROOT, columns.replace("%n", "\n"), cells));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }

  private static String place(String what, OptionalInt index) {
    return index.isPresent() ? "  " + what + "[" + index.getAsInt() + "] is not finite" : "";
  }
}
