// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.talweg.internal.Excerpt;
import org.talweg.internal.NamePattern;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;

/**
 * First values for all parameters of a model, by rules on their names and shapes:
 *
 * <pre>{@code
 * ModelInitializer.outputFirst(42)
 *     .with("*.bias", Bias.zeros())
 *     .with((name, shape) -> shape.rank() == 4, He.normal())
 *     .with("*", LeCun.fanInUniform())
 *     .fill(parameters);
 * }</pre>
 *
 * <p>For each parameter the first rule that matches decides. A parameter that no rule matches is an
 * error; a last rule {@code "*"} makes it a default. The values of a parameter depend on the seed,
 * its name and its shape, and not on the other parameters, on their order or on threads: {@code
 * parameters.parallelStream().forEach(model::fill)} gives the same bits.
 *
 * <p>The layout of weights is stated by the factory and holds for the whole model. Immutable; equal
 * by seed, layout and rules.
 */
public final class ModelInitializer {
  private record Rule(
      String label,
      BiPredicate<String, Shape> condition,
      Convolution convolution,
      Initializer initializer) {}

  /** A pattern as a condition that is equal to another of the same pattern. */
  private record ByName(NamePattern pattern) implements BiPredicate<String, Shape> {
    @Override
    public boolean test(String name, Shape shape) {
      return pattern.matches(name);
    }
  }

  private final long seed;
  private final Layout layout;
  private final List<Rule> rules;

  private ModelInitializer(long seed, Layout layout, List<Rule> rules) {
    this.seed = seed;
    this.layout = layout;
    this.rules = rules;
  }

  /**
   * Without rules yet, for weights stored as (out, in / groups, kernel…).
   *
   * @param seed the seed; any value is as good as another
   * @return the initializer
   */
  public static ModelInitializer outputFirst(long seed) {
    return new ModelInitializer(seed, Layout.OUTPUT_FIRST, List.of());
  }

  /**
   * Without rules yet, for weights stored as (kernel…, in / groups, out).
   *
   * @param seed the seed; any value is as good as another
   * @return the initializer
   */
  public static ModelInitializer inputFirst(long seed) {
    return new ModelInitializer(seed, Layout.INPUT_FIRST, List.of());
  }

  /**
   * With one more rule, after the present ones: parameters of a name.
   *
   * @param pattern a pattern for the whole name, such as {@code "*.bias"}: {@code *} stands for any
   *     run of characters, dots and slashes included, {@code ?} for one character
   * @param initializer fills their values
   * @return the longer list of rules
   * @throws IllegalArgumentException if the pattern is empty or holds control characters
   */
  public ModelInitializer with(String pattern, Initializer initializer) {
    return with(pattern, Convolution.of(), initializer);
  }

  /**
   * With one more rule, after the present ones: parameters of a name that are weights of transposed
   * convolutions, or of ones in groups.
   *
   * <pre>{@code
   * .with("up*.weight", Convolution.transpose(), He.normal())
   * .with("depthwise.weight", Convolution.of().withGroups(64), He.normal())
   * }</pre>
   *
   * @param pattern the pattern of the name, as in {@link #with(String, Initializer)}
   * @param convolution by which their fans are counted
   * @param initializer fills their values
   * @return the longer list of rules
   * @throws IllegalArgumentException if the pattern is empty or holds control characters
   */
  public ModelInitializer with(String pattern, Convolution convolution, Initializer initializer) {
    ByName condition = new ByName(NamePattern.of(pattern));
    Objects.requireNonNull(convolution, "convolution");
    return with(new Rule(Excerpt.quoted(pattern), condition, convolution, check(initializer)));
  }

  /**
   * With one more rule, after the present ones: parameters of a name and shape.
   *
   * @param condition whether the rule is for a parameter of this name and shape
   * @param initializer fills its value
   * @return the longer list of rules
   */
  public ModelInitializer with(BiPredicate<String, Shape> condition, Initializer initializer) {
    Objects.requireNonNull(condition, "condition");
    String label = "rule " + (rules.size() + 1);
    return with(new Rule(label, condition, Convolution.of(), check(initializer)));
  }

  private static Initializer check(Initializer initializer) {
    return Objects.requireNonNull(initializer, "initializer");
  }

  private ModelInitializer with(Rule rule) {
    List<Rule> longer = new ArrayList<>(rules);
    longer.add(rule);
    return new ModelInitializer(seed, layout, List.copyOf(longer));
  }

  /**
   * Fills all parameters, or none: all are checked against the rules before the first is changed,
   * as in {@link #plan}.
   *
   * @param parameters whose values to fill; their gradients stay as they are
   * @throws IllegalArgumentException if no rule matches a parameter, if two have one name, or if
   *     the initializer of one can't fill it; the message names it
   */
  public void fill(Collection<Parameter> parameters) {
    plan(parameters);
    parameters.forEach(parameter -> write(parameter, rule(parameter)));
  }

  /**
   * Fills one parameter.
   *
   * @param parameter whose value to fill; its gradient stays as it is
   * @throws IllegalArgumentException if no rule matches it, or if its initializer can't fill it
   */
  public void fill(Parameter parameter) {
    Objects.requireNonNull(parameter, "parameter");
    Rule rule = rule(parameter);
    line(parameter, rule);
    write(parameter, rule);
  }

  private void write(Parameter parameter, Rule rule) {
    if (parameter.value().size() == 0) {
      return;
    }
    try {
      rule.initializer()
          .fill(parameter.value(), fan(parameter, rule), RandomStream.of(seed, parameter.name()));
    } catch (IllegalArgumentException e) {
      throw unfit(parameter, rule, e);
    }
  }

  /**
   * The plan that {@link #fill(Collection)} would follow: a table of parameters and their rules.
   *
   * @param parameters the parameters, which stay as they are
   * @return the plan
   * @throws IllegalArgumentException if no rule matches a parameter, if two have one name, or if
   *     the initializer of one can't fill it; the message names it
   */
  public InitializationPlan plan(Collection<Parameter> parameters) {
    Objects.requireNonNull(parameters, "parameters");
    Set<String> names = new HashSet<>();
    Set<Rule> used = new HashSet<>();
    List<InitializationPlan.Line> lines = new ArrayList<>();
    for (Parameter parameter : parameters) {
      Objects.requireNonNull(parameter, "a parameter");
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException(
            "two parameters are named "
                + Excerpt.quoted(parameter.name())
                + ": their values would be the same");
      }
      Rule rule = rule(parameter);
      used.add(rule);
      lines.add(line(parameter, rule));
    }
    List<String> unused = rules.stream().filter(r -> !used.contains(r)).map(Rule::label).toList();
    return new InitializationPlan(lines, unused);
  }

  /** The rule for a parameter, after checking that it fits. */
  private InitializationPlan.Line line(Parameter parameter, Rule rule) {
    try {
      boolean empty = parameter.value().size() == 0;
      if (!empty) {
        rule.initializer().requireFits(parameter.value(), fan(parameter, rule));
      }
      return new InitializationPlan.Line(
          parameter.name(),
          parameter.value().shape(),
          rule.label(),
          empty ? "no elements" : rule.initializer().spread(fan(parameter, rule)),
          rule.initializer().toString());
    } catch (IllegalArgumentException e) {
      throw unfit(parameter, rule, e);
    }
  }

  private Fan fan(Parameter parameter, Rule rule) {
    return Fan.ofAny(parameter.value().shape(), layout, rule.convolution());
  }

  private Rule rule(Parameter parameter) {
    Shape shape = parameter.value().shape();
    Optional<Rule> rule =
        rules.stream().filter(r -> r.condition().test(parameter.name(), shape)).findFirst();
    return rule.orElseThrow(
        () ->
            new IllegalArgumentException(
                "no rule matches parameter "
                    + parameter
                    + "; add one, or a last rule \"*\" for all others, to "
                    + Excerpt.list(labels())));
  }

  private List<String> labels() {
    return rules.stream().map(Rule::label).toList();
  }

  private static IllegalArgumentException unfit(
      Parameter parameter, Rule rule, IllegalArgumentException cause) {
    return new IllegalArgumentException(
        "parameter " + parameter + ", by " + rule.label() + ": " + cause.getMessage(), cause);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ModelInitializer that
        && seed == that.seed
        && layout == that.layout
        && rules.equals(that.rules);
  }

  @Override
  public int hashCode() {
    return Objects.hash(seed, layout, rules);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("ModelInitializer." + layout + "(" + seed + ")");
    for (Rule rule : rules) {
      text.append("\n  ").append(rule.label()).append(rule.convolution().suffix());
      text.append(" -> ").append(rule.initializer());
    }
    return text.toString();
  }
}
