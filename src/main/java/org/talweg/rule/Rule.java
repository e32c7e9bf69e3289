// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A rule as the engine sees it: its slots, the function that computes a step's numbers, two loops,
 * one for {@code float} and the same for {@code double}, and what it needs of the engine besides.
 *
 * <p>A rule treats every element alike: element i after a step depends on element i of the value,
 * the gradient and the slots, and on the step's numbers, and on nothing else. So a loop over [0, n)
 * equals a loop over [0, k) followed by one over [k, n), bit for bit, and the engine may cut the
 * work as it likes. What is the same for a whole step is computed once, in {@code double}, by the
 * function of the numbers; chunks hold it in the type of their elements.
 *
 * <p>A rule over {@linkplain #whole whole parameters} is not bound to that: each chunk is a
 * parameter as a whole, with its {@linkplain FloatChunk#shape shape}, from index 0. So it may sum
 * over rows, columns or everything. The engine does not cut or pack such parameters, and one thread
 * takes each. A short one is padded with zeros, to 160 {@code float} or 96 {@code double}.
 *
 * <p>A rule may also have the engine take norms, and multiply by a factor for each parameter:
 * {@linkplain #withGradientFactor the gradient} before the loop, as LARS does, or {@linkplain
 * #withChangeFactor the change} after it, as LAMB does. Its loop stays elementwise.
 *
 * <p>The engine has a say in every loop: it scales gradients, adds L2 decay to them, and lets
 * weights decay. Every loop begins and ends alike:
 *
 * <pre>{@code
 * float weight = w[i];
 * float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
 * …
 * w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
 * }</pre>
 *
 * <p>HotSpot makes a loop of its own for each case, so the comparisons cost nothing, and a weight
 * that is infinite can't spoil the state of a rule without decay.
 *
 * <p>A loop runs at the speed of memory if it uses one index for all arrays; has no branch that
 * depends on an element and mixes no {@code float} with {@code double}; reads all numbers into
 * local variables first, and each element once; and is short: HotSpot vectorizes no loop of more
 * than 60 nodes, of which each array takes 7 and each operation 1. Five arrays leave room for 18
 * operations. For the same bits on every machine it avoids {@code Math.fma} and takes
 * transcendental functions from {@link StrictMath}; {@code Math.sqrt} has one answer everywhere.
 */
public final class Rule {
  private final List<Slot> slots;
  private final List<Running> running;
  private final Enum<?>[] names;
  private final Consumer<StepNumbers> numbers;
  private final Consumer<FloatChunk> floats;
  private final Consumer<DoubleChunk> doubles;
  private final Needs needs;

  /** The needs of a rule besides elements, slots and numbers. */
  private record Needs(
      boolean whole,
      boolean weights,
      Optional<Slot> evaluated,
      boolean apart,
      Optional<NormFactor> ofGradient,
      boolean withDecay,
      Optional<NormFactor> ofChange) {
    static final Needs NOTHING =
        new Needs(false, false, Optional.empty(), false, Optional.empty(), false, Optional.empty());

    Needs withWhole() {
      return new Needs(true, weights, evaluated, apart, ofGradient, withDecay, ofChange);
    }

    Needs withWeights() {
      return new Needs(whole, true, evaluated, apart, ofGradient, withDecay, ofChange);
    }

    Needs withEvaluated(Slot slot, boolean isResult) {
      return new Needs(
          whole, weights, Optional.of(slot), isResult, ofGradient, withDecay, ofChange);
    }

    Needs withGradientFactor(NormFactor factor, boolean decayed) {
      return new Needs(whole, weights, evaluated, apart, Optional.of(factor), decayed, ofChange);
    }

    Needs withChangeFactor(NormFactor factor) {
      return new Needs(
          whole, weights, evaluated, apart, ofGradient, withDecay, Optional.of(factor));
    }
  }

  private Rule(
      List<Slot> slots,
      List<Running> running,
      Enum<?>[] names,
      Consumer<StepNumbers> numbers,
      Consumer<FloatChunk> floats,
      Consumer<DoubleChunk> doubles,
      Needs needs) {
    this.slots = slots;
    this.running = running;
    this.names = names;
    this.numbers = numbers;
    this.floats = floats;
    this.doubles = doubles;
    this.needs = needs;
    List<String> keys = new ArrayList<>();
    slots.forEach(slot -> keys.add(slot.name()));
    running.forEach(number -> keys.add(number.name()));
    if (new HashSet<>(keys).size() < keys.size()) {
      throw new IllegalArgumentException(
          "the slots and running numbers of a rule must have different names, but were " + keys);
    }
  }

  /**
   * {@return a rule without state}
   *
   * @param names the names of a step's numbers: all constants of an enum, in their order
   * @param numbers computes them, by {@link StepNumbers#set}; allocates nothing
   * @param floats the loop in single precision
   * @param doubles the same loop in double precision
   * @throws IllegalArgumentException if the names are not all constants of an enum, in their order
   */
  public static Rule of(
      Enum<?>[] names,
      Consumer<StepNumbers> numbers,
      Consumer<FloatChunk> floats,
      Consumer<DoubleChunk> doubles) {
    List<Enum<?>> listed = listed(names);
    for (Enum<?> name : listed) {
      if (!Arrays.equals(name.getDeclaringClass().getEnumConstants(), names)) {
        throw new IllegalArgumentException(
            "the names of a step's numbers must be all constants of an enum, but were " + listed);
      }
    }
    return new Rule(
        List.of(),
        List.of(),
        names.clone(),
        requireNonNull(numbers, "numbers"),
        requireNonNull(floats, "floats"),
        requireNonNull(doubles, "doubles"),
        Needs.NOTHING);
  }

  /**
   * {@return this rule with state for each element}
   *
   * @param declared the slots
   * @throws IllegalArgumentException if two have the same name
   */
  public Rule withSlots(Slot... declared) {
    return new Rule(listed(declared), running, names, numbers, floats, doubles, needs);
  }

  /**
   * {@return this rule with numbers that it carries from step to step}
   *
   * @param declared the numbers
   * @throws IllegalArgumentException if two have the same name
   */
  public Rule withRunning(Running... declared) {
    return new Rule(slots, listed(declared), names, numbers, floats, doubles, needs);
  }

  /**
   * {@return this rule over whole parameters} Its loops get each parameter at once, with its shape,
   * and may sum over it. A rule with a slot {@linkplain Slot#inShape in another shape} is one.
   */
  public Rule whole() {
    return with(needs.withWhole());
  }

  /**
   * {@return this rule, whose formula reads the weights} For a rule whose change of a weight
   * depends on the weight, other than by weight decay, as in FTRL. The engine runs all other rules
   * over zeros, where it needs their change alone.
   */
  public Rule readingWeights() {
    return with(needs.withWeights());
  }

  /**
   * {@return this rule with a slot that is to be evaluated in place of the weights, as an average
   * of them is} A trainer puts it in place by {@code useAverages()}.
   *
   * @param slot one of the rule's, of the parameter's shape
   * @throws IllegalArgumentException if the rule does not have it
   */
  public Rule evaluatedBy(Slot slot) {
    if (!slots.contains(requireNonNull(slot, "slot"))) {
      throw new IllegalArgumentException("the rule has no slot " + slot + ", only " + slots);
    }
    return with(needs.withEvaluated(slot, false));
  }

  /**
   * {@return this rule, whose result is a slot, and whose weights are no more than the place where
   * it wants gradients} As in schedule-free rules. Besides what {@link #evaluatedBy} does, a
   * checkpoint has the slot under the parameter's own name; the trainer keeps no averages of such
   * weights, nor projects them.
   *
   * @param slot one of the rule's, of the parameter's shape, a {@linkplain Slot#copyOfWeights copy
   *     of the weights} at first
   * @throws IllegalArgumentException if the rule does not have it
   */
  public Rule withResult(Slot slot) {
    return with(evaluatedBy(slot).needs.withEvaluated(slot, true));
  }

  /**
   * {@return this rule with a factor on the gradient of each parameter} The norms are those of the
   * weights and of the gradient, scaled, without its L2 decay. The factor multiplies both the
   * gradient and the decay.
   *
   * @param factor the factor by these norms
   */
  public Rule withGradientFactor(NormFactor factor) {
    return withGradientFactor(factor, false);
  }

  /**
   * {@return this rule with a factor on the gradient of each parameter} The same, but the norm is
   * that of the gradient with its L2 decay added: ‖g + λ·w‖.
   *
   * @param factor the factor by these norms
   */
  public Rule withFactorOfDecayedGradient(NormFactor factor) {
    return withGradientFactor(factor, true);
  }

  private Rule withGradientFactor(NormFactor factor, boolean withDecay) {
    return with(needs.withGradientFactor(requireNonNull(factor, "factor"), withDecay));
  }

  /**
   * {@return this rule with a factor on the change of each parameter} The loop is run with a
   * learning rate of 1, and the norms are those of the weights and of what it would take from them,
   * decoupled decay included. This change, times the factor, times the learning rate, is then taken
   * from the weights.
   *
   * @param factor the factor by these norms
   * @throws IllegalStateException if the rule's formula reads the weights: there is no change
   *     without them
   */
  public Rule withChangeFactor(NormFactor factor) {
    requireNonNull(factor, "factor");
    if (needs.weights) {
      throw new IllegalStateException("the formula of this rule reads the weights");
    }
    return with(needs.withChangeFactor(factor));
  }

  private Rule with(Needs others) {
    return new Rule(slots, running, names, numbers, floats, doubles, others);
  }

  private static <T> List<T> listed(T[] declared) {
    for (T one : requireNonNull(declared, "declared")) {
      requireNonNull(one, "one of those declared");
    }
    return List.of(declared);
  }

  /** {@return the state kept for each element} */
  public List<Slot> slots() {
    return slots;
  }

  /** {@return whether element i after a step depends on element i alone: no norms, not whole} */
  public boolean isElementwise() {
    return !isWhole() && needs.ofGradient.isEmpty() && needs.ofChange.isEmpty();
  }

  /** {@return whether its loops get whole parameters} */
  public boolean isWhole() {
    return needs.whole || !slots.stream().allMatch(Slot::isElementwise);
  }

  /** {@return whether its formula reads the weights} */
  public boolean readsWeights() {
    return needs.weights;
  }

  /** {@return the slot to be evaluated in place of the weights} */
  public Optional<Slot> evaluated() {
    return needs.evaluated;
  }

  /** {@return whether that slot is the result, which the weights are not} */
  public boolean hasResultApart() {
    return needs.apart;
  }

  /** {@return the factor on each parameter's gradient} */
  public Optional<NormFactor> gradientFactor() {
    return needs.ofGradient;
  }

  /** {@return whether the norm for that factor is of the gradient with its L2 decay} */
  public boolean isGradientFactorOfDecayed() {
    return needs.withDecay;
  }

  /** {@return the factor on each parameter's change} */
  public Optional<NormFactor> changeFactor() {
    return needs.ofChange;
  }

  /** {@return the numbers carried from step to step} */
  public List<Running> running() {
    return running;
  }

  /** {@return the names of a step's numbers, in their order} */
  public List<Enum<?>> names() {
    return List.of(names);
  }

  /** {@return the function that computes a step's numbers} */
  public Consumer<StepNumbers> numbers() {
    return numbers;
  }

  /** {@return the loop in single precision} */
  public Consumer<FloatChunk> floats() {
    return floats;
  }

  /** {@return the loop in double precision} */
  public Consumer<DoubleChunk> doubles() {
    return doubles;
  }

  @Override
  public String toString() {
    return "rule with slots " + slots + (running.isEmpty() ? "" : " and running " + running);
  }
}
