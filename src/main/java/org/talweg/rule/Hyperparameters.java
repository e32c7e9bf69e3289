package org.talweg.rule;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.talweg.internal.Lambdas;
import org.talweg.schedule.Schedule;

/**
 * The hyperparameters of one rule with their values: every number a schedule, every flag on or off,
 * and the weight decay that belongs to the rule. Immutable; equal by values.
 */
public final class Hyperparameters {
  private final List<Hyperparameter> numbers;
  private final List<Flag> flags;
  private final Schedule[] schedules;
  private final boolean[] on;
  private final WeightDecay weightDecay;

  private Hyperparameters(
      List<Hyperparameter> numbers,
      List<Flag> flags,
      Schedule[] schedules,
      boolean[] on,
      WeightDecay weightDecay) {
    this.numbers = numbers;
    this.flags = flags;
    this.schedules = schedules;
    this.on = on;
    this.weightDecay = weightDecay;
  }

  /**
   * Declares the hyperparameters of a rule, beside the {@linkplain Hyperparameter#LEARNING_RATE
   * learning rate}, which every rule has.
   *
   * @param declared the numbers, in the order in which the rule shows them
   * @return them all at their defaults
   * @throws IllegalArgumentException if two have the same name
   */
  public static Hyperparameters declare(Hyperparameter... declared) {
    Hyperparameter[] numbers = new Hyperparameter[1 + requireNonNull(declared, "declared").length];
    numbers[0] = Hyperparameter.LEARNING_RATE;
    for (int i = 0; i < declared.length; i++) {
      numbers[1 + i] = requireNonNull(declared[i], "a hyperparameter");
    }
    List<String> names = Arrays.stream(numbers).map(Hyperparameter::name).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException("two hyperparameters have the same name: " + names);
    }
    Schedule[] schedules =
        Arrays.stream(numbers)
            .map(number -> Schedule.constant(Double.isNaN(number.initial()) ? 0 : number.initial()))
            .toArray(Schedule[]::new);
    return new Hyperparameters(
        List.of(numbers), List.of(), schedules, new boolean[0], WeightDecay.NONE);
  }

  /**
   * {@return the same with flags declared too, at their defaults}
   *
   * @param declared the flags, in the order in which the rule shows them
   */
  public Hyperparameters withFlags(Flag... declared) {
    boolean[] initial = new boolean[requireNonNull(declared, "declared").length];
    for (int i = 0; i < initial.length; i++) {
      initial[i] = requireNonNull(declared[i], "a flag").initial();
    }
    return new Hyperparameters(numbers, List.of(declared), schedules, initial, weightDecay);
  }

  /**
   * {@return the same with another value of one number}
   *
   * @param number which one
   * @param value the value at every step
   * @throws IllegalArgumentException if the value is not allowed
   */
  public Hyperparameters with(Hyperparameter number, double value) {
    return with(number, Schedule.constant(requireNonNull(number, "number").require(value)));
  }

  /**
   * {@return the same with another value of one number, by step}
   *
   * <p>Values are checked at the step where they occur.
   *
   * @param number which one
   * @param schedule the value by step
   */
  public Hyperparameters with(Hyperparameter number, Schedule schedule) {
    Schedule[] changed = schedules.clone();
    changed[index(number)] = requireNonNull(schedule, number.name());
    return new Hyperparameters(numbers, flags, changed, on, weightDecay);
  }

  /**
   * {@return the same with a flag on or off}
   *
   * @param flag which one
   * @param set whether it is on
   */
  public Hyperparameters with(Flag flag, boolean set) {
    boolean[] changed = on.clone();
    changed[index(flag)] = set;
    return new Hyperparameters(numbers, flags, schedules, changed, weightDecay);
  }

  /**
   * {@return the same with another weight decay}
   *
   * @param decay the decay that belongs to the rule
   */
  public Hyperparameters with(WeightDecay decay) {
    return new Hyperparameters(numbers, flags, schedules, on, requireNonNull(decay, "decay"));
  }

  /** {@return the declared numbers, the learning rate first} */
  public List<Hyperparameter> numbers() {
    return numbers;
  }

  /** {@return the declared flags} */
  public List<Flag> flags() {
    return flags;
  }

  /** {@return the weight decay that belongs to the rule} */
  public WeightDecay weightDecay() {
    return weightDecay;
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
   * {@return whether a flag is on}
   *
   * @param flag which one
   */
  public boolean is(Flag flag) {
    return on[index(flag)];
  }

  /**
   * {@return whether a number is zero at every step}
   *
   * @param number which one
   */
  public boolean isZero(Hyperparameter number) {
    return get(number).equals(Schedule.constant(0));
  }

  int index(Hyperparameter number) {
    requireNonNull(number, "number");
    for (int i = 0; i < schedules.length; i++) {
      if (numbers.get(i) == number) {
        return i;
      }
    }
    throw new IllegalArgumentException(number + " is not one of " + numbers);
  }

  private int index(Flag flag) {
    int index = flags.indexOf(requireNonNull(flag, "flag"));
    if (index < 0) {
      throw new IllegalArgumentException(flag + " is not one of " + flags);
    }
    return index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hyperparameters that
        && numbers.equals(that.numbers)
        && flags.equals(that.flags)
        && Arrays.equals(schedules, that.schedules)
        && Arrays.equals(on, that.on)
        && weightDecay.equals(that.weightDecay);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        numbers, flags, Arrays.hashCode(schedules), Arrays.hashCode(on), weightDecay);
  }

  /** {@return names and values, as in {@code [learningRate=0.1, momentum=0.9]}} */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < schedules.length; i++) {
      text.add(numbers.get(i).name() + "=" + Lambdas.readable(schedules[i].toString()));
    }
    for (int i = 0; i < on.length; i++) {
      text.add(flags.get(i).name() + "=" + on[i]);
    }
    if (!weightDecay.equals(WeightDecay.NONE)) {
      text.add("weightDecay=" + weightDecay);
    }
    return text.toString();
  }
}
