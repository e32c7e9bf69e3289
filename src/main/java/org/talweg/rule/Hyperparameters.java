// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.talweg.internal.Checks;
import org.talweg.internal.Text;
import org.talweg.schedule.Schedule;

/**
 * The options of a rule with their values: {@linkplain Hyperparameter numbers}, each a schedule;
 * {@linkplain Epsilon ε} and its place; {@linkplain Setting settings}; {@linkplain Flag flags}; and
 * the weight decay that belongs to the rule. Immutable; equal by values.
 *
 * <p>A rule declares them once, with their defaults, as a constant:
 *
 * <pre>{@code
 * Hyperparameters.declare(BETA1, BETA2)
 *     .withEpsilon(Epsilon.outsideRoot(1e-8), Epsilon.Place.INSIDE_ROOT)
 *     .withSettings(INITIAL_ACCUMULATOR)
 *     .withFlags(AMSGRAD)
 * }</pre>
 */
public final class Hyperparameters {
  private final Declared declared;
  private final Schedule[] schedules;
  private final @Nullable Epsilon epsilon;
  private final double[] settings;
  private final boolean[] on;
  private final WeightDecay weightDecay;
  private final Around around;

  /** The options that every rule has around its change. */
  private record Around(Caution caution, double trustCoefficient) {
    static final Around NOTHING = new Around(Caution.NONE, 0);
  }

  /** The declared options; the same object for all values of one rule. */
  private record Declared(
      List<Hyperparameter> numbers,
      @Nullable Epsilon epsilon,
      Set<Epsilon.Place> places,
      List<Setting> settings,
      List<Flag> flags,
      WeightDecay weightDecay,
      Map<String, List<Hyperparameter>> together) {
    Declared {
      List<String> names =
          Stream.of(
                  numbers.stream().map(Hyperparameter::name),
                  settings.stream().map(Setting::name),
                  flags.stream().map(Flag::name))
              .flatMap(kind -> kind)
              .toList();
      if (names.stream().distinct().count() < names.size()) {
        throw new IllegalArgumentException("two hyperparameters have the same name: " + names);
      }
    }
  }

  private Hyperparameters(
      Declared declared,
      Schedule[] schedules,
      @Nullable Epsilon epsilon,
      double[] settings,
      boolean[] on,
      WeightDecay weightDecay,
      Around around) {
    this.declared = declared;
    this.schedules = schedules;
    this.epsilon = epsilon;
    this.settings = settings;
    this.on = on;
    this.weightDecay = weightDecay;
    this.around = around;
  }

  /** All at their defaults. */
  private static Hyperparameters initial(Declared declared) {
    boolean[] on = new boolean[declared.flags.size()];
    for (int i = 0; i < on.length; i++) {
      on[i] = declared.flags.get(i).initial();
    }
    return new Hyperparameters(
        declared,
        declared.numbers.stream().map(Hyperparameter::initial).toArray(Schedule[]::new),
        declared.epsilon,
        declared.settings.stream().mapToDouble(Setting::initial).toArray(),
        on,
        declared.weightDecay,
        Around.NOTHING);
  }

  /**
   * {@return a declaration of numbers, all at their defaults; the {@linkplain
   * Hyperparameter#LEARNING_RATE learning rate}, which every rule has, is declared too}
   *
   * @param declared the numbers, in the order in which the rule shows them
   * @throws IllegalArgumentException if two have the same name
   */
  public static Hyperparameters declare(Hyperparameter... declared) {
    Hyperparameter[] numbers = new Hyperparameter[1 + requireNonNull(declared, "declared").length];
    numbers[0] = Hyperparameter.LEARNING_RATE;
    for (int i = 0; i < declared.length; i++) {
      numbers[1 + i] = requireNonNull(declared[i], "a hyperparameter");
    }
    return initial(
        new Declared(
            List.of(numbers), null, Set.of(), List.of(), List.of(), WeightDecay.NONE, Map.of()));
  }

  /**
   * {@return the declaration with an ε that has a place}
   *
   * @param initial the default
   * @param others the places that it may have besides the default's
   */
  public Hyperparameters withEpsilon(Epsilon initial, Epsilon.Place... others) {
    Set<Epsilon.Place> places = EnumSet.of(requireNonNull(initial, "initial").place());
    for (Epsilon.Place place : requireNonNull(others, "others")) {
      places.add(requireNonNull(place, "a place"));
    }
    return initial(
        new Declared(
            declared.numbers,
            initial,
            places,
            declared.settings,
            declared.flags,
            declared.weightDecay,
            declared.together));
  }

  /**
   * {@return the declaration with settings}
   *
   * @param added the settings, in the order in which the rule shows them
   * @throws IllegalArgumentException if two have the same name
   */
  public Hyperparameters withSettings(Setting... added) {
    return initial(
        new Declared(
            declared.numbers,
            declared.epsilon,
            declared.places,
            listed(added, "a setting"),
            declared.flags,
            declared.weightDecay,
            declared.together));
  }

  /**
   * {@return the declaration with flags}
   *
   * @param added the flags, in the order in which the rule shows them
   * @throws IllegalArgumentException if two have the same name
   */
  public Hyperparameters withFlags(Flag... added) {
    return initial(
        new Declared(
            declared.numbers,
            declared.epsilon,
            declared.places,
            declared.settings,
            listed(added, "a flag"),
            declared.weightDecay,
            declared.together));
  }

  /**
   * {@return the declaration with a weight decay by default} Its kind is also what a number stands
   * for in {@link AbstractOptimizer#withWeightDecay(double)}; without this call it is L2.
   *
   * @param initial the default
   */
  public Hyperparameters withDefaultDecay(WeightDecay initial) {
    return initial(
        new Declared(
            declared.numbers,
            declared.epsilon,
            declared.places,
            declared.settings,
            declared.flags,
            requireNonNull(initial, "initial"),
            declared.together));
  }

  /**
   * {@return the declaration, with numbers that one of the rule's methods sets together} Each of
   * the others has a method of its own, {@code withMomentum} for {@code momentum}.
   *
   * @param method its name, such as {@code withBetas}
   * @param set the numbers in the order of its parameters
   */
  public Hyperparameters setTogether(String method, Hyperparameter... set) {
    Map<String, List<Hyperparameter>> together = new LinkedHashMap<>(declared.together);
    together.put(requireNonNull(method, "method"), listed(set, "a hyperparameter"));
    return initial(
        new Declared(
            declared.numbers,
            declared.epsilon,
            declared.places,
            declared.settings,
            declared.flags,
            declared.weightDecay,
            Collections.unmodifiableMap(together)));
  }

  private static <T> List<T> listed(T[] added, String one) {
    for (T each : requireNonNull(added, "added")) {
      requireNonNull(each, one);
    }
    return List.of(added);
  }

  /**
   * {@return these with another value of one number}
   *
   * @param number which one
   * @param value the value at every step
   * @throws IllegalArgumentException if the value is not allowed
   */
  public Hyperparameters with(Hyperparameter number, double value) {
    return with(number, Schedule.constant(requireNonNull(number, "number").require(value)));
  }

  /**
   * {@return these with another value of one number, by step}
   *
   * <p>A constant is checked now, other values at the step where they occur.
   *
   * @param number which one
   * @param schedule the value by step
   * @throws IllegalArgumentException if a constant value is not allowed
   */
  public Hyperparameters with(Hyperparameter number, Schedule schedule) {
    Schedule[] changed = schedules.clone();
    changed[index(number)] = requireNonNull(schedule, number.name());
    if (schedule.isConstant()) {
      number.require(schedule.at(1));
    }
    return new Hyperparameters(declared, changed, epsilon, settings, on, weightDecay, around);
  }

  /**
   * {@return these with another ε}
   *
   * @param changed ε and its place
   * @throws IllegalArgumentException if the rule does not have that place
   */
  public Hyperparameters with(Epsilon changed) {
    Epsilon.Place place = requireNonNull(changed, "epsilon").place();
    if (!declared.places.contains(place)) {
      throw new IllegalArgumentException(
          "the place of epsilon must be one of "
              + declared.places
              + ", but was that of "
              + changed);
    }
    return new Hyperparameters(declared, schedules, changed, settings, on, weightDecay, around);
  }

  /**
   * {@return these with another value of a setting}
   *
   * @param setting which one
   * @param value its value
   * @throws IllegalArgumentException if the value is not allowed
   */
  public Hyperparameters with(Setting setting, double value) {
    double[] changed = settings.clone();
    changed[index(declared.settings, setting, "setting")] = setting.require(value);
    return new Hyperparameters(declared, schedules, epsilon, changed, on, weightDecay, around);
  }

  /**
   * {@return these with a flag on or off}
   *
   * @param flag which one
   * @param set whether it is on
   */
  public Hyperparameters with(Flag flag, boolean set) {
    boolean[] changed = on.clone();
    changed[index(declared.flags, flag, "flag")] = set;
    return new Hyperparameters(
        declared, schedules, epsilon, settings, changed, weightDecay, around);
  }

  /**
   * {@return these with another weight decay}
   *
   * @param decay the decay that belongs to the rule
   */
  public Hyperparameters with(WeightDecay decay) {
    return new Hyperparameters(
        declared, schedules, epsilon, settings, on, requireNonNull(decay, "decay"), around);
  }

  /**
   * {@return these with another caution}
   *
   * @param changed what becomes of changes that go against the gradient
   */
  public Hyperparameters with(Caution changed) {
    return with(new Around(requireNonNull(changed, "caution"), around.trustCoefficient));
  }

  /**
   * {@return these with a trust ratio, or without one}
   *
   * @param coefficient the length of a change in units of that of the weights and of the learning
   *     rate; 0 for changes as long as the rule makes them
   * @throws IllegalArgumentException if the coefficient is negative or not finite
   */
  public Hyperparameters withTrustRatio(double coefficient) {
    return with(
        new Around(around.caution, Checks.notNegative("the trust coefficient", coefficient)));
  }

  private Hyperparameters with(Around changed) {
    return new Hyperparameters(declared, schedules, epsilon, settings, on, weightDecay, changed);
  }

  /** {@return the same declaration, all at their defaults} */
  public Hyperparameters defaults() {
    return initial(declared);
  }

  /** {@return the declared numbers, the learning rate first} */
  public List<Hyperparameter> numbers() {
    return declared.numbers;
  }

  /** {@return the declared settings} */
  public List<Setting> settings() {
    return declared.settings;
  }

  /** {@return the declared flags} */
  public List<Flag> flags() {
    return declared.flags;
  }

  /** {@return whether the rule has an ε with a place} */
  public boolean hasEpsilon() {
    return epsilon != null;
  }

  /**
   * {@return ε and its place}
   *
   * @throws IllegalStateException if the rule declares none
   */
  public Epsilon epsilon() {
    if (epsilon == null) {
      throw new IllegalStateException("the rule declares no epsilon that has a place");
    }
    return epsilon;
  }

  /** {@return the weight decay that belongs to the rule} */
  public WeightDecay weightDecay() {
    return weightDecay;
  }

  /** {@return what becomes of changes that go against the gradient} */
  public Caution caution() {
    return around.caution;
  }

  /** {@return the coefficient of the trust ratio; 0 if there is none} */
  public double trustCoefficient() {
    return around.trustCoefficient;
  }

  /**
   * {@return the value of a number, by step}
   *
   * @param number which one
   */
  public Schedule get(Hyperparameter number) {
    return schedules[index(number)];
  }

  /**
   * {@return the value of a setting}
   *
   * @param setting which one
   */
  public double get(Setting setting) {
    return settings[index(declared.settings, setting, "setting")];
  }

  /**
   * {@return whether a flag is on}
   *
   * @param flag which one
   */
  public boolean is(Flag flag) {
    return on[index(declared.flags, flag, "flag")];
  }

  /**
   * {@return whether a number is zero at every step}
   *
   * @param number which one
   */
  public boolean isZero(Hyperparameter number) {
    return get(number).equals(Schedule.constant(0));
  }

  /** Methods that set several numbers, by name. */
  Map<String, List<Hyperparameter>> together() {
    return declared.together;
  }

  int index(Hyperparameter number) {
    requireNonNull(number, "number");
    for (int i = 0; i < schedules.length; i++) {
      if (declared.numbers.get(i) == number) {
        return i;
      }
    }
    throw new IllegalArgumentException(number + " is not one of " + declared.numbers);
  }

  private static <T> int index(List<T> declared, T one, String kind) {
    int index = declared.indexOf(requireNonNull(one, kind));
    if (index < 0) {
      throw new IllegalArgumentException(one + " is not one of " + declared);
    }
    return index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hyperparameters that
        && declared.equals(that.declared)
        && Arrays.equals(schedules, that.schedules)
        && Objects.equals(epsilon, that.epsilon)
        && Arrays.equals(settings, that.settings)
        && Arrays.equals(on, that.on)
        && weightDecay.equals(that.weightDecay)
        && around.equals(that.around);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        declared,
        Arrays.hashCode(schedules),
        epsilon,
        Arrays.hashCode(settings),
        Arrays.hashCode(on),
        weightDecay,
        around);
  }

  /** {@return names and values, as in {@code [learningRate=0.1, momentum=0.9]}} */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < schedules.length; i++) {
      text.add(declared.numbers.get(i).name() + "=" + Text.part(schedules[i]));
    }
    if (epsilon != null) {
      text.add("epsilon=" + epsilon);
    }
    for (int i = 0; i < settings.length; i++) {
      Setting setting = declared.settings.get(i);
      text.add(setting.name() + "=" + setting.text(settings[i]));
    }
    for (int i = 0; i < on.length; i++) {
      text.add(declared.flags.get(i).name() + "=" + on[i]);
    }
    if (!weightDecay.equals(WeightDecay.NONE)) {
      text.add("weightDecay=" + weightDecay);
    }
    if (around.caution != Caution.NONE) {
      text.add("caution=" + around.caution);
    }
    if (around.trustCoefficient != 0) {
      text.add("trustCoefficient=" + Text.of(around.trustCoefficient));
    }
    return text.toString();
  }
}
