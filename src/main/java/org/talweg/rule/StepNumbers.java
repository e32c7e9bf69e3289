// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

/**
 * The argument of a rule's function of the numbers: the hyperparameters at one step, the learning
 * rate, and the counts of steps. The function {@linkplain #set sets} each number that the loops
 * will read. All of it is {@code double}; what a loop over {@code float} reads is narrowed once.
 *
 * <p>There are two counts. Schedules go by the {@linkplain #step trainer's step}; corrections of
 * bias and whatever else belongs to the age of the state go by the {@linkplain #stateStep state's
 * step}, which is smaller where a parameter was frozen or had no gradient for a time.
 *
 * <p>Implemented by the library alone.
 */
public interface StepNumbers {
  /** {@return the number of the step by which schedules go, from 1} */
  long step();

  /** {@return the number of the step that the rule's state takes, from 1} */
  long stateStep();

  /** {@return η at this step} */
  double learningRate();

  /** {@return λ of an L2 decay at this step: what is added to gradients for each unit of weight} */
  double l2();

  /**
   * {@return the value of a hyperparameter at this step}
   *
   * @param number one that the rule declares
   */
  double get(Hyperparameter number);

  /**
   * {@return whether an option is on}
   *
   * @param flag one that the rule declares
   */
  boolean is(Flag flag);

  /**
   * {@return the value that a hyperparameter's schedule has at the state's step} For what belongs
   * to the state's age, as bias corrections do.
   *
   * @param number one that the rule declares
   * @throws IllegalStateException if the value is not allowed
   */
  double getByState(Hyperparameter number);

  /**
   * {@return 1 − βᵗ with β the value of a hyperparameter at this step, t the state's step}
   *
   * <p>A scheduled β counts as if it had always had its present value, as in PyTorch. Full relative
   * precision also where βᵗ is near 1.
   *
   * @param beta a number in [0, 1) that the rule declares
   */
  double biasCorrection(Hyperparameter beta);

  /**
   * {@return a running number as the step before left it}
   *
   * @param number one that the rule declares
   */
  double running(Running number);

  /**
   * Sets a running number for the next step.
   *
   * @param number one that the rule declares
   * @param value its value after this step
   */
  void setRunning(Running number, double value);

  /**
   * Sets one of the step's numbers.
   *
   * @param name its name
   * @param value its value, finite
   */
  void set(Enum<?> name, double value);
}
