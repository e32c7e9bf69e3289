package org.talweg.engine;

import java.util.List;
import org.talweg.rule.Optimizer;
import org.talweg.rule.Running;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.rule.WeightDecay;

/**
 * Parameters under one rule: the rule's numbers at this step, the decay, how many steps the state
 * has taken, and whether the parameters are frozen.
 */
public final class RuleGroup {
  private final String label;
  private final Optimizer optimizer;
  private final StepNumbers numbers;
  private final WeightDecay weightDecay;
  private boolean frozen;
  private long steps;
  private boolean hasFloats;
  private double clamp = Double.POSITIVE_INFINITY;
  private double rate;
  private int parameters;
  private long elements;

  /**
   * A group.
   *
   * @param label what it is called in messages
   * @param optimizer its rule
   * @param weightDecay its decay
   */
  public RuleGroup(String label, Optimizer optimizer, WeightDecay weightDecay) {
    this.label = label;
    this.optimizer = optimizer;
    this.numbers = StepNumbers.of(optimizer, weightDecay);
    this.weightDecay = weightDecay;
  }

  void admit(Store store, int size) {
    parameters++;
    elements += size;
    if (store == FloatStore.INSTANCE) {
      hasFloats = true;
      numbers.requireSlotsInSinglePrecision();
    }
  }

  /**
   * Computes the numbers of a step.
   *
   * @param step the number of the step by which schedules go
   * @param rate the learning rate
   * @throws IllegalStateException if a value is not allowed; nothing has changed then
   */
  public void prepare(long step, double rate) {
    this.rate = rate;
    numbers.compute(step, steps + 1, rate);
    if (hasFloats) {
      numbers.requireSinglePrecision();
    }
  }

  /** The step is done: the state is a step older. */
  public void commit() {
    numbers.commit();
    steps++;
  }

  /** {@return what it is called} */
  public String label() {
    return label;
  }

  /** {@return its rule with hyperparameters} */
  public Optimizer optimizer() {
    return optimizer;
  }

  /** {@return its decay} */
  public WeightDecay weightDecay() {
    return weightDecay;
  }

  /** {@return its rule's slots} */
  public List<Slot> slots() {
    return numbers.rule().slots();
  }

  /** {@return whether its rule treats every element alike} */
  boolean isElementwise() {
    return numbers.rule().isElementwise();
  }

  /** {@return the numbers that its rule carries from step to step} */
  public List<Running> runningNumbers() {
    return numbers.rule().running();
  }

  /** {@return how many parameters are in it} */
  public int parameters() {
    return parameters;
  }

  /** {@return how many elements they have} */
  public long elements() {
    return elements;
  }

  /** {@return whether it has parameters of {@code float}} */
  public boolean hasFloats() {
    return hasFloats;
  }

  /** {@return whether its gradients are not read and its weights stay} */
  public boolean isFrozen() {
    return frozen;
  }

  /**
   * Freezes or thaws.
   *
   * @param frozen whether its weights are to stay
   */
  public void setFrozen(boolean frozen) {
    this.frozen = frozen;
  }

  /** {@return how many steps its state has taken} */
  public long steps() {
    return steps;
  }

  /**
   * Sets how many steps its state has taken.
   *
   * @param steps zero or more
   */
  public void setSteps(long steps) {
    this.steps = steps;
  }

  /**
   * {@return a number that the rule carries from step to step}
   *
   * @param number one of the rule's
   */
  public double running(Running number) {
    return numbers.running(number);
  }

  /**
   * Sets a number that the rule carries from step to step.
   *
   * @param number one of the rule's
   * @param value its value
   */
  public void setRunning(Running number, double value) {
    numbers.restoreRunning(number, value);
  }

  /** {@return the learning rate of the last step that was prepared} */
  public double rate() {
    return rate;
  }

  /**
   * Bounds the elements of its gradients, where they are staged.
   *
   * @param bound their largest magnitude; infinity for none
   */
  public void setClamp(double bound) {
    clamp = bound;
  }

  double clamp() {
    return clamp;
  }

  StepNumbers numbers() {
    return numbers;
  }

  @Override
  public String toString() {
    return label;
  }
}
