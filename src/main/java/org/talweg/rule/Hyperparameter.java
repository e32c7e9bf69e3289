// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

import static java.util.Objects.requireNonNull;

import org.talweg.internal.Checks;
import org.talweg.schedule.Schedule;

/**
 * The declaration of a number that a rule's user may choose and schedule: its name, its default and
 * the values it may have. A rule declares each of its hyperparameters once, as a public constant
 * with the hyperparameter's name in capitals, {@code BETA1} for {@code beta1}. The value of one is
 * a {@linkplain org.talweg.schedule.Schedule schedule}, see {@link AbstractOptimizer#with}.
 *
 * <p>A hyperparameter is equal to itself alone: two rules may each have a {@code beta1}. Numbers
 * that can't change within a run are a {@link Setting}.
 */
public final class Hyperparameter {
  /** The learning rate η, zero or positive and finite. Each rule is made with one. */
  public static final Hyperparameter LEARNING_RATE = notNegative("learningRate", 0);

  private final String name;
  private final Schedule initial;
  private final Domain domain;

  private Hyperparameter(String name, Schedule initial, Domain domain) {
    this.name = Checks.name("a hyperparameter's name", name);
    this.initial = requireNonNull(initial, "initial");
    this.domain = domain;
  }

  private Hyperparameter(String name, double initial, Domain domain) {
    this(name, Schedule.constant(domain.require(name, initial)), domain);
  }

  /**
   * {@return a number of any size and sign}
   *
   * @param name its name, as the field writes it: {@code "beta1"}
   * @param initial the default
   * @throws IllegalArgumentException if the name is empty or the default is not allowed
   */
  public static Hyperparameter finite(String name, double initial) {
    return new Hyperparameter(name, initial, Domain.FINITE);
  }

  /**
   * {@return a number that is zero or positive}
   *
   * @param name its name
   * @param initial the default
   * @throws IllegalArgumentException if the name is empty or the default is not allowed
   */
  public static Hyperparameter notNegative(String name, double initial) {
    return new Hyperparameter(name, initial, Domain.NOT_NEGATIVE);
  }

  /**
   * {@return a number above zero}
   *
   * @param name its name
   * @param initial the default
   * @throws IllegalArgumentException if the name is empty or the default is not allowed
   */
  public static Hyperparameter positive(String name, double initial) {
    return new Hyperparameter(name, initial, Domain.POSITIVE);
  }

  /**
   * {@return a number in [0, 1), such as the decay rate of an average}
   *
   * @param name its name
   * @param initial the default
   * @throws IllegalArgumentException if the name is empty or the default is not allowed
   */
  public static Hyperparameter fraction(String name, double initial) {
    return new Hyperparameter(name, initial, Domain.FRACTION);
  }

  /**
   * {@return a number in [0, 1], both included}
   *
   * @param name its name
   * @param initial the default
   * @throws IllegalArgumentException if the name is empty or the default is not allowed
   */
  public static Hyperparameter share(String name, double initial) {
    return new Hyperparameter(name, initial, Domain.SHARE);
  }

  /**
   * {@return a number that keeps a divisor from zero: at least {@link Epsilon#LEAST}, 1e-30}
   *
   * @param name its name
   * @param initial the default
   * @throws IllegalArgumentException if the name is empty or the default is not allowed
   */
  public static Hyperparameter epsilon(String name, double initial) {
    return new Hyperparameter(name, initial, Domain.EPSILON);
  }

  /**
   * {@return a declaration like this one whose default is a schedule}
   *
   * @param schedule the default by step
   */
  public Hyperparameter byDefault(Schedule schedule) {
    return new Hyperparameter(name, schedule, domain);
  }

  /** {@return the name} */
  public String name() {
    return name;
  }

  /** {@return the default} */
  public Schedule initial() {
    return initial;
  }

  /** {@return the values that are allowed, in words} */
  public String domain() {
    return domain.words();
  }

  /**
   * {@return whether the hyperparameter may have a value}
   *
   * @param value the value
   */
  public boolean allows(double value) {
    return domain.allows(value);
  }

  /**
   * Requires an allowed value.
   *
   * @param value the value
   * @return the value
   * @throws IllegalArgumentException if it is not allowed; the message says which values are
   */
  public double require(double value) {
    return domain.require(name, value);
  }

  @Override
  public String toString() {
    return name + " " + initial + ", " + domain.words();
  }
}
