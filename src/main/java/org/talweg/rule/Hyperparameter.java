package org.talweg.rule;

import static java.util.Objects.requireNonNull;

import org.talweg.internal.Checks;

/**
 * The declaration of a number that a rule's user may choose: its name, its default and the values
 * it may have. A rule declares each of its hyperparameters once, as a constant; the value of one is
 * a {@linkplain org.talweg.schedule.Schedule schedule} in {@link Hyperparameters}.
 *
 * <p>A hyperparameter is equal to itself alone: two rules may each have a {@code beta1}.
 */
public final class Hyperparameter {
  /** The learning rate η, zero or positive and finite. It has no default. */
  public static final Hyperparameter LEARNING_RATE = notNegative("learningRate", Double.NaN);

  private final String name;
  private final double initial;
  private final Domain domain;

  private Hyperparameter(String name, double initial, Domain domain) {
    this.name = Checks.name("a hyperparameter's name", name);
    this.initial = initial;
    this.domain = domain;
  }

  /** What values are allowed. */
  private enum Domain {
    FINITE("finite") {
      @Override
      boolean allows(double value) {
        return Double.isFinite(value);
      }
    },
    NOT_NEGATIVE("zero or positive, and finite") {
      @Override
      boolean allows(double value) {
        return value >= 0 && value < Double.POSITIVE_INFINITY;
      }
    },
    POSITIVE("positive and finite") {
      @Override
      boolean allows(double value) {
        return value > 0 && value < Double.POSITIVE_INFINITY;
      }
    },
    FRACTION("in [0, 1)") {
      @Override
      boolean allows(double value) {
        return value >= 0 && value < 1;
      }
    },
    EPSILON("0 or at least 1e-30, and finite") {
      @Override
      boolean allows(double value) {
        return value == 0 || (value >= LEAST_EPSILON && value < Double.POSITIVE_INFINITY);
      }
    };

    private final String words;

    Domain(String words) {
      this.words = words;
    }

    abstract boolean allows(double value);
  }

  /**
   * The least ε. In single precision a smaller one could vanish beside the corrections that some
   * rules apply to it.
   */
  public static final double LEAST_EPSILON = 1e-30;

  /**
   * {@return a number of any size and sign}
   *
   * @param name its name, as the field writes it: {@code "beta1"}
   * @param initial the default
   */
  public static Hyperparameter finite(String name, double initial) {
    return new Hyperparameter(name, initial, Domain.FINITE);
  }

  /**
   * {@return a number that is zero or positive}
   *
   * @param name its name
   * @param initial the default
   */
  public static Hyperparameter notNegative(String name, double initial) {
    return new Hyperparameter(name, initial, Domain.NOT_NEGATIVE);
  }

  /**
   * {@return a number above zero}
   *
   * @param name its name
   * @param initial the default
   */
  public static Hyperparameter positive(String name, double initial) {
    return new Hyperparameter(name, initial, Domain.POSITIVE);
  }

  /**
   * {@return a number in [0, 1), as the decay of an average is}
   *
   * @param name its name
   * @param initial the default
   */
  public static Hyperparameter fraction(String name, double initial) {
    return new Hyperparameter(name, initial, Domain.FRACTION);
  }

  /**
   * {@return what keeps a denominator from zero: 0 or at least 1e-30}
   *
   * @param name its name
   * @param initial the default
   */
  public static Hyperparameter epsilon(String name, double initial) {
    return new Hyperparameter(name, initial, Domain.EPSILON);
  }

  /** {@return the name} */
  public String name() {
    return name;
  }

  /** {@return the default, NaN if there is none} */
  public double initial() {
    return initial;
  }

  /** {@return what values are allowed, in words} */
  public String domain() {
    return domain.words;
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
   * @throws IllegalArgumentException if it is not allowed; the message says what is
   */
  public double require(double value) {
    if (!allows(value)) {
      throw new IllegalArgumentException(
          name + " must be " + requireNonNull(domain.words) + ", but was " + value);
    }
    return value;
  }

  @Override
  public String toString() {
    return name + (Double.isNaN(initial) ? "" : " " + initial) + ", " + domain.words;
  }
}
