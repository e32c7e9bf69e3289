// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.talweg.gradient.GradientTransform;
import org.talweg.internal.Checks;
import org.talweg.internal.Excerpt;
import org.talweg.internal.NamePattern;
import org.talweg.internal.Text;
import org.talweg.internal.Written;
import org.talweg.projection.Projection;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;

/**
 * Parameters of a trainer that are treated in a way of their own: by another rule, rate, decay or
 * clipping, or not at all while they are frozen. What a group leaves open is as in the trainer.
 *
 * <pre>{@code
 * Trainer.builder(AdamW.of(1e-3))
 *     .parameters(parameters)
 *     .groups(
 *         Group.matching("*.bias").withWeightDecay(WeightDecay.NONE),
 *         Group.matching("backbone.*").withRateFactor(0.1).frozen())
 *     .build();
 * }</pre>
 *
 * <p>Immutable. A parameter belongs to one group at most.
 */
public final class Group implements Written {
  private final String label;
  private final BiPredicate<String, Shape> selector;
  private final Optional<Optimizer> optimizer;
  private final Optional<Schedule> learningRate;
  private final Schedule rateFactor;
  private final Optional<WeightDecay> weightDecay;
  private final List<GradientTransform> transforms;
  private final List<Projection> projections;
  private final boolean frozen;

  private Group(
      String label,
      BiPredicate<String, Shape> selector,
      Optional<Optimizer> optimizer,
      Optional<Schedule> learningRate,
      Schedule rateFactor,
      Optional<WeightDecay> weightDecay,
      List<GradientTransform> transforms,
      List<Projection> projections,
      boolean frozen) {
    this.label = label;
    this.selector = selector;
    this.optimizer = optimizer;
    this.learningRate = learningRate;
    this.rateFactor = rateFactor;
    this.weightDecay = weightDecay;
    this.transforms = transforms;
    this.projections = projections;
    this.frozen = frozen;
  }

  private static Group of(String label, BiPredicate<String, Shape> selector) {
    return new Group(
        Checks.name("a group's label", label),
        selector,
        Optional.empty(),
        Optional.empty(),
        Schedule.constant(1),
        Optional.empty(),
        List.of(),
        List.of(),
        false);
  }

  /**
   * {@return the parameters whose whole name fits a pattern}
   *
   * @param pattern {@code *} stands for any run of characters, dots included, and {@code ?} for
   *     one: {@code "*.bias"}
   */
  public static Group matching(String pattern) {
    NamePattern names = NamePattern.of(pattern);
    return of(pattern, new ByPattern(names));
  }

  private record ByPattern(NamePattern names) implements BiPredicate<String, Shape> {
    @Override
    public boolean test(String name, Shape shape) {
      return names.matches(name);
    }

    @Override
    public String toString() {
      return "Group.matching(" + Text.quoted(names.toString()) + ")";
    }
  }

  /**
   * {@return the parameters that a predicate accepts}
   *
   * <p>Where it decides by a shape, every parameter needs extents: a trainer refuses one whose
   * array was wrapped without.
   *
   * @param label what to call the group, as in {@code "vectors"}
   * @param selector decides by name and shape
   */
  public static Group where(String label, BiPredicate<String, Shape> selector) {
    return of(label, requireNonNull(selector, "selector"));
  }

  /**
   * {@return the parameters of the given names}
   *
   * @param names the names, at least one
   */
  public static Group named(String... names) {
    Set<String> listed = new LinkedHashSet<>();
    for (String name : requireNonNull(names, "names")) {
      listed.add(requireNonNull(name, "a name"));
    }
    String all = Excerpt.list(listed);
    return of(all.substring(1, all.length() - 1), new ByName(listed));
  }

  private record ByName(Set<String> names) implements BiPredicate<String, Shape> {
    @Override
    public boolean test(String name, Shape shape) {
      return names.contains(name);
    }

    @Override
    public String toString() {
      return names.stream().map(Text::quoted).collect(joining(", ", "Group.named(", ")"));
    }
  }

  /** The names that it lists, if it does. */
  Optional<Set<String>> listed() {
    return selector instanceof ByName listed ? Optional.of(listed.names) : Optional.empty();
  }

  /** Requires that there is a parameter for every name that was listed. */
  void requireListed(Set<String> parameters) {
    if (selector instanceof ByName listed && !parameters.containsAll(listed.names)) {
      List<String> unknown =
          listed.names.stream().filter(name -> !parameters.contains(name)).toList();
      throw new IllegalArgumentException(
          described()
              + " lists "
              + Excerpt.list(unknown)
              + ", but there is only "
              + Excerpt.list(parameters));
    }
  }

  /**
   * {@return the given parameters}
   *
   * @param parameters the parameters, at least one
   */
  public static Group of(Parameter... parameters) {
    String[] names = new String[requireNonNull(parameters, "parameters").length];
    for (int i = 0; i < names.length; i++) {
      names[i] = requireNonNull(parameters[i], "a parameter").name();
    }
    return named(names);
  }

  /**
   * {@return the given parameters}
   *
   * @param parameters the parameters, at least one
   */
  public static Group of(Collection<Parameter> parameters) {
    return of(requireNonNull(parameters, "parameters").toArray(Parameter[]::new));
  }

  /**
   * {@return this group under another rule}
   *
   * <p>With it, the group has the rule's own rate and decay, unless it sets them itself.
   *
   * @param rule the rule
   */
  public Group withOptimizer(Optimizer rule) {
    return new Group(
        label,
        selector,
        Optional.of(requireNonNull(rule, "rule")),
        learningRate,
        rateFactor,
        weightDecay,
        transforms,
        projections,
        frozen);
  }

  /**
   * {@return this group at another constant rate}
   *
   * @param rate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public Group withLearningRate(double rate) {
    return withLearningRate(Schedule.constant(Checks.notNegative("learning rate", rate)));
  }

  /**
   * {@return this group at another scheduled rate}
   *
   * @param rate η by step
   */
  public Group withLearningRate(Schedule rate) {
    return new Group(
        label,
        selector,
        optimizer,
        Optional.of(requireNonNull(rate, "rate")),
        rateFactor,
        weightDecay,
        transforms,
        projections,
        frozen);
  }

  /**
   * {@return this group at a multiple of the rate}
   *
   * @param factor what the rate is multiplied by, zero or positive; 1 by default
   * @throws IllegalArgumentException if the factor is negative or not finite
   */
  public Group withRateFactor(double factor) {
    return withRateFactor(Schedule.constant(Checks.notNegative("rate factor", factor)));
  }

  /**
   * {@return this group at a scheduled multiple of the rate}
   *
   * @param factor what the rate is multiplied by, by step
   */
  public Group withRateFactor(Schedule factor) {
    return new Group(
        label,
        selector,
        optimizer,
        learningRate,
        requireNonNull(factor, "factor"),
        weightDecay,
        transforms,
        projections,
        frozen);
  }

  /**
   * {@return this group with another weight decay}
   *
   * @param decay the decay; {@link WeightDecay#NONE} for none
   */
  public Group withWeightDecay(WeightDecay decay) {
    return new Group(
        label,
        selector,
        optimizer,
        learningRate,
        rateFactor,
        Optional.of(requireNonNull(decay, "decay")),
        transforms,
        projections,
        frozen);
  }

  /**
   * {@return this group with a transform of its gradients, after those of the trainer}
   *
   * @param transform clips or scales this group's gradients; a global norm is that of the group
   */
  public Group withTransform(GradientTransform transform) {
    List<GradientTransform> more = new ArrayList<>(transforms);
    more.add(requireNonNull(transform, "transform"));
    return new Group(
        label,
        selector,
        optimizer,
        learningRate,
        rateFactor,
        weightDecay,
        List.copyOf(more),
        projections,
        frozen);
  }

  /**
   * {@return this group with a projection of its weights, after those of the trainer}
   *
   * @param projection bounds this group's weights, or draws them to zero
   */
  public Group withProjection(Projection projection) {
    List<Projection> more = new ArrayList<>(projections);
    more.add(requireNonNull(projection, "projection"));
    return new Group(
        label,
        selector,
        optimizer,
        learningRate,
        rateFactor,
        weightDecay,
        transforms,
        List.copyOf(more),
        frozen);
  }

  /** {@return this group, frozen at first: see {@link Trainer#freeze}} */
  public Group frozen() {
    return new Group(
        label,
        selector,
        optimizer,
        learningRate,
        rateFactor,
        weightDecay,
        transforms,
        projections,
        true);
  }

  /** {@return what the group is called in reports and messages} */
  public String label() {
    return label;
  }

  /** A predicate that asks for a rank must not be answered with one that nobody stated. */
  boolean selects(Parameter parameter) {
    Shape shape = parameter.value().shape();
    boolean selected = selector.test(parameter.name(), shape);
    if (shape.isAssumed()
        && shape.size() > 1
        && selector.test(parameter.name(), Shape.of(shape.size(), 1)) != selected) {
      throw new IllegalArgumentException(
          described()
              + " selects by shape, but parameter \""
              + parameter.name()
              + "\" was given without extents: state them, as in Parameter.of(\"dense.weight\","
              + " weights, gradient, 784, 10), or of a vector, Parameter.of(\"dense.bias\", bias,"
              + " gradient, 10)");
    }
    return selected;
  }

  Optional<Optimizer> optimizer() {
    return optimizer;
  }

  Optional<Schedule> learningRate() {
    return learningRate;
  }

  Schedule rateFactor() {
    return rateFactor;
  }

  Optional<WeightDecay> weightDecay() {
    return weightDecay;
  }

  List<GradientTransform> transforms() {
    return transforms;
  }

  List<Projection> projections() {
    return projections;
  }

  boolean isFrozen() {
    return frozen;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Group that
        && label.equals(that.label)
        && selector.equals(that.selector)
        && optimizer.equals(that.optimizer)
        && learningRate.equals(that.learningRate)
        && rateFactor.equals(that.rateFactor)
        && weightDecay.equals(that.weightDecay)
        && transforms.equals(that.transforms)
        && projections.equals(that.projections)
        && frozen == that.frozen;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        label, optimizer, learningRate, rateFactor, weightDecay, transforms, projections, frozen);
  }

  /** {@return the group in a message: with its label} */
  String described() {
    return "group " + Excerpt.quoted(label);
  }

  /** {@return the calls that make it, see {@link org.talweg.text.TextForm}} */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (selector instanceof ByPattern || selector instanceof ByName) {
      text.append(selector);
    } else {
      text.append("Group.where(").append(Text.quoted(label));
      text.append(", ").append(Text.part(selector)).append(')');
    }
    optimizer.ifPresent(rule -> option(text, "withOptimizer", rule));
    learningRate.ifPresent(rate -> option(text, "withLearningRate", rate));
    if (!rateFactor.equals(Schedule.constant(1))) {
      option(text, "withRateFactor", rateFactor);
    }
    weightDecay.ifPresent(decay -> option(text, "withWeightDecay", decay));
    transforms.forEach(transform -> option(text, "withTransform", transform));
    projections.forEach(projection -> option(text, "withProjection", projection));
    return text.append(frozen ? ".frozen()" : "").toString();
  }

  private static void option(StringBuilder text, String name, Object value) {
    text.append('.').append(name).append('(').append(Text.part(value)).append(')');
  }
}
