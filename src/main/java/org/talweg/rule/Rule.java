package org.talweg.rule;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * A rule as the engine sees it: its slots, the function that computes a step's numbers, and two
 * loops, one for {@code float} and the same for {@code double}.
 *
 * <p>A rule treats every element alike: element i after a step depends on element i of the value,
 * the gradient and the slots, and on the step's numbers, and on nothing else. So a loop over [0, n)
 * equals a loop over [0, k) followed by one over [k, n), bit for bit, and the engine may cut the
 * work as it likes. What is the same for a whole step is computed once, in {@code double}, by the
 * function of the numbers; chunks hold it in the type of their elements.
 *
 * <p>A rule with a {@linkplain Slot#inShape slot in another shape} is not bound to that: each chunk
 * is a parameter as a whole, with its {@linkplain FloatChunk#shape shape}, from index 0. So it may
 * sum over rows, columns or everything. The engine does not cut or pack such parameters, and one
 * thread takes each. A short one is padded with zeros, to 160 {@code float} or 96 {@code double}.
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

  private Rule(
      List<Slot> slots,
      List<Running> running,
      Enum<?>[] names,
      Consumer<StepNumbers> numbers,
      Consumer<FloatChunk> floats,
      Consumer<DoubleChunk> doubles) {
    this.slots = slots;
    this.running = running;
    this.names = names;
    this.numbers = numbers;
    this.floats = floats;
    this.doubles = doubles;
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
        requireNonNull(doubles, "doubles"));
  }

  /**
   * {@return this rule with state for each element}
   *
   * @param declared the slots
   * @throws IllegalArgumentException if two have the same name
   */
  public Rule withSlots(Slot... declared) {
    return new Rule(listed(declared), running, names, numbers, floats, doubles);
  }

  /**
   * {@return this rule with numbers that it carries from step to step}
   *
   * @param declared the numbers
   * @throws IllegalArgumentException if two have the same name
   */
  public Rule withRunning(Running... declared) {
    return new Rule(slots, listed(declared), names, numbers, floats, doubles);
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

  /** {@return whether it treats every element alike: no slot is in another shape} */
  public boolean isElementwise() {
    return slots.stream().allMatch(Slot::isElementwise);
  }

  /** {@return the numbers carried from step to step} */
  public List<Running> running() {
    return running;
  }

  Enum<?>[] names() {
    return names;
  }

  Consumer<StepNumbers> numbers() {
    return numbers;
  }

  Consumer<FloatChunk> floats() {
    return floats;
  }

  Consumer<DoubleChunk> doubles() {
    return doubles;
  }

  @Override
  public String toString() {
    return "rule with slots " + slots + (running.isEmpty() ? "" : " and running " + running);
  }
}
