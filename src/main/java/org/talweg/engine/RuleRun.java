// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.talweg.internal.Powers;
import org.talweg.rule.Caution;
import org.talweg.rule.Flag;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Optimizer;
import org.talweg.rule.Rule;
import org.talweg.rule.Running;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;

/**
 * Runs a rule: computes the numbers of each step, checked, and calls the rule's loops with them.
 * The numbers are rewritten for each step, by one thread, and read by all.
 */
public final class RuleRun implements StepNumbers {
  private static final double[] NONE = {};

  private final Optimizer optimizer;
  private final WeightDecay weightDecay;
  private final Rule rule;
  private final Slot[] slots;
  private final List<Running> running;
  private final Hyperparameters hyperparameters;
  private final double[] values;
  private final boolean[] constant;
  private final int[] fadesBy;
  private final double[] logarithms;
  private final double[] logarithmsOf;
  private final double[] wide;
  private final float[] narrow;
  private final double[] carried;
  private final double[] next;
  private final boolean scalesChange;
  private final List<Hyperparameter> declared;
  private boolean active = true;
  private long age;
  private long step;
  private double rate;
  private double l2;
  private double decay;
  private double decayBesides;

  private RuleRun(Optimizer optimizer, WeightDecay weightDecay) {
    this.optimizer = optimizer;
    this.weightDecay = weightDecay;
    this.rule = rule(optimizer);
    this.slots = rule.slots().stream().map(Slot::declared).toArray(Slot[]::new);
    this.running = rule.running();
    this.hyperparameters = optimizer.hyperparameters();
    this.declared = hyperparameters.numbers();
    this.scalesChange = rule.changeFactor().isPresent();
    requireDecay(optimizer, weightDecay, rule);
    if (hyperparameters.caution() != Caution.NONE && rule.hasResultApart()) {
      throw new IllegalArgumentException(
          optimizer + " moves other numbers than the weights, so it can't have a caution");
    }
    int count = declared.size();
    this.values = new double[count];
    this.constant = new boolean[count];
    for (int i = 1; i < count; i++) {
      Hyperparameter number = declared.get(i);
      constant[i] = hyperparameters.get(number).isConstant();
      values[i] = constant[i] ? value(number, 1) : 0;
    }
    this.logarithms = new double[count];
    this.logarithmsOf = new double[count];
    this.wide = new double[rule.names().size()];
    this.narrow = new float[wide.length];
    this.fadesBy =
        rule.slots().stream()
            .mapToInt(slot -> slot.fadesBy().map(this::index).orElse(-1))
            .toArray();
    this.carried =
        running.isEmpty() ? NONE : running.stream().mapToDouble(Running::initial).toArray();
    this.next = running.isEmpty() ? NONE : carried.clone();
    Arrays.fill(logarithmsOf, Double.NaN);
  }

  /** The optimizer's rule, with the trust ratio that it was given. */
  private static Rule rule(Optimizer optimizer) {
    Rule rule = optimizer.rule();
    double coefficient = optimizer.hyperparameters().trustCoefficient();
    if (coefficient == 0) {
      return rule;
    }
    boolean scaled = rule.changeFactor().isPresent() || rule.gradientFactor().isPresent();
    if (scaled || rule.readsWeights() || rule.hasResultApart()) {
      throw new IllegalArgumentException(
          optimizer
              + (scaled
                  ? " scales by norms already"
                  : rule.hasResultApart()
                      ? " moves other numbers than the weights"
                      : " has a formula that reads the weights")
              + ", so it can't have a trust ratio");
    }
    return rule.withChangeFactor(
        (weights, change, numbers) ->
            weights == 0 || change == 0 ? 1 : coefficient * (weights / change));
  }

  /** Cautious decay looks at the rule's change, which has to be that of the weights, and whole. */
  private static void requireDecay(Optimizer optimizer, WeightDecay decay, Rule rule) {
    boolean inNorm =
        rule.changeFactor().isPresent() && decay.kind() == WeightDecay.Kind.DECOUPLED_WITHOUT_RATE;
    if (decay.isCautious() && (inNorm || rule.hasResultApart())) {
      throw new IllegalArgumentException(
          optimizer
              + (inNorm
                  ? " scales its change by a norm, which takes decay with the rate alone,"
                  : " moves other numbers than the weights,")
              + " so its decay can't be "
              + decay);
    }
  }

  /**
   * {@return the numbers of an optimizer, to be computed for each step}
   *
   * @param optimizer the rule with its hyperparameters
   * @param weightDecay the decay, the optimizer's own or another in its place
   */
  public static RuleRun of(Optimizer optimizer, WeightDecay weightDecay) {
    return new RuleRun(
        requireNonNull(optimizer, "optimizer"), requireNonNull(weightDecay, "weightDecay"));
  }

  /** {@return the rule} */
  public Rule rule() {
    return rule;
  }

  /** {@return one with the same rule, whose state has the same history so far} */
  RuleRun fork() {
    RuleRun fork = new RuleRun(optimizer, weightDecay);
    fork.age = age;
    System.arraycopy(carried, 0, fork.carried, 0, carried.length);
    return fork;
  }

  /** Whether the state of both has the same history: age and running numbers. */
  boolean isLike(RuleRun other) {
    return age == other.age && Arrays.equals(carried, other.carried);
  }

  /** {@return a copy of the running numbers, in the rule's order} */
  public double[] carried() {
    return carried.clone();
  }

  /**
   * Replaces all running numbers.
   *
   * @param numbers what {@link #carried} gave
   */
  public void carry(double[] numbers) {
    System.arraycopy(numbers, 0, carried, 0, carried.length);
  }

  /** Whether the parameters with this history take part in the present step. */
  boolean isActive() {
    return active;
  }

  void setActive(boolean isActive) {
    active = isActive;
  }

  /** {@return how many steps the state has taken} */
  public long age() {
    return age;
  }

  /**
   * Sets how many steps the state has taken.
   *
   * @param steps zero or more
   */
  public void setAge(long steps) {
    age = steps;
  }

  /**
   * Computes the numbers of the state's next step at the learning rate of the optimizer.
   *
   * @param atStep the number of the step, from 1, by which schedules go
   * @throws IllegalStateException if a schedule gives a value that is not allowed, or a number is
   *     not finite; the message names the rule, the hyperparameter, the step and the value
   */
  public void compute(long atStep) {
    compute(atStep, value(Hyperparameter.LEARNING_RATE, atStep));
  }

  /**
   * Computes the numbers of the state's next step at another learning rate.
   *
   * @param atStep the number of the step, from 1, by which schedules go
   * @param learningRate the learning rate, checked by the caller
   * @throws IllegalStateException if a schedule gives a value that is not allowed, or a number is
   *     not finite; the message names the rule, the hyperparameter, the step and the value
   */
  public void compute(long atStep, double learningRate) {
    step = atStep;
    rate = learningRate;
    values[0] = scalesChange ? 1 : rate;
    for (int i = 1; i < values.length; i++) {
      if (!constant[i]) {
        values[i] = value(declared.get(i), atStep);
      }
    }
    computeDecay();
    System.arraycopy(carried, 0, next, 0, next.length);
    rule.numbers().accept(this);
    for (int i = 0; i < wide.length; i++) {
      narrow[i] = (float) wide[i];
      if (!Double.isFinite(wide[i])) {
        throw notUsable(i, "");
      }
    }
  }

  private void computeDecay() {
    double lambda = weightDecay.rate().at(step);
    if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
      throw new IllegalStateException(
          optimizer
              + ": the weight decay must be zero or positive, and finite, but at step "
              + step
              + " it was "
              + lambda);
    }
    WeightDecay.Kind kind = weightDecay.kind();
    double taken =
        switch (kind) {
          case L2 -> 0;
          case DECOUPLED -> rate * lambda;
          case DECOUPLED_WITHOUT_RATE -> lambda;
        };
    if (!(taken <= 1)) {
      throw new IllegalStateException(
          optimizer
              + ": the weight decay "
              + weightDecay
              + " must take at most the whole weight, but at step "
              + step
              + " it would take "
              + taken
              + " times the weight and turn its sign");
    }
    boolean inChange = kind == WeightDecay.Kind.DECOUPLED;
    l2 = kind == WeightDecay.Kind.L2 ? lambda : 0;
    decay = !scalesChange ? taken : inChange ? lambda : 0;
    decayBesides = scalesChange && !inChange ? taken : 0;
  }

  /** The value of a hyperparameter at a step, checked. */
  private double value(Hyperparameter number, long atStep) {
    Schedule schedule = hyperparameters.get(number);
    double value = schedule.at(atStep);
    if (!number.allows(value)) {
      throw new IllegalStateException(
          optimizer
              + ": "
              + number.name()
              + " must be "
              + number.domain()
              + ", but at step "
              + atStep
              + " it was "
              + value);
    }
    return value;
  }

  /**
   * Requires that all numbers are finite in single precision too.
   *
   * @throws IllegalStateException if one is not
   */
  public void requireSinglePrecision() {
    if (Float.isInfinite((float) l2)) {
      throw new IllegalStateException(
          optimizer
              + ": the weight decay must be finite in single precision, but at step "
              + step
              + " it was "
              + l2);
    }
    for (int i = 0; i < narrow.length; i++) {
      if (Float.isInfinite(narrow[i])) {
        throw notUsable(i, " in single precision");
      }
    }
  }

  /**
   * Requires that the initial values of all slots are finite in single precision too.
   *
   * @throws IllegalArgumentException if one is not
   */
  public void requireSlotsInSinglePrecision() {
    for (Slot slot : slots) {
      if (Float.isInfinite((float) slot.initial())) {
        throw new IllegalArgumentException(
            optimizer + ": slot " + slot + " is infinite in single precision");
      }
    }
  }

  private IllegalStateException notUsable(int index, String where) {
    return new IllegalStateException(
        optimizer
            + ": the number "
            + rule.names().get(index)
            + " must be finite"
            + where
            + ", but at step "
            + step
            + " it was "
            + wide[index]);
  }

  /** The step is done: the state is a step older, and running numbers are carried over. */
  public void commit() {
    System.arraycopy(next, 0, carried, 0, carried.length);
    age++;
  }

  @Override
  public long step() {
    return step;
  }

  @Override
  public long stateStep() {
    return age + 1;
  }

  /**
   * {@return what weights are multiplied by at this step if there is nothing but their decay; with
   * L2, what plain gradient descent would make of it}
   */
  double fadeOfWeights() {
    return 1 - decay - rate * l2;
  }

  /** {@return what a slot is multiplied by at this step where gradients are zero; 1 if it lasts} */
  double fade(int slot) {
    return fadesBy[slot] < 0 ? 1 : values[fadesBy[slot]];
  }

  @Override
  public double learningRate() {
    return values[0];
  }

  @Override
  public double get(Hyperparameter number) {
    return values[index(number)];
  }

  @Override
  public boolean is(Flag flag) {
    return hyperparameters.is(flag);
  }

  @Override
  public double getByState(Hyperparameter number) {
    return stateStep() == step ? get(number) : value(number, stateStep());
  }

  @Override
  public double biasCorrection(Hyperparameter beta) {
    int index = index(beta);
    double value = values[index];
    if (logarithmsOf[index] != value) {
      logarithmsOf[index] = value;
      logarithms[index] = StrictMath.log(value);
    }
    return Powers.oneMinus(logarithms[index], stateStep());
  }

  @Override
  public double running(Running number) {
    return carried[index(number)];
  }

  @Override
  public void setRunning(Running number, double value) {
    next[index(number)] = value;
  }

  /**
   * Replaces a running number, as after loading a checkpoint.
   *
   * @param number one that the rule declares
   * @param value its value before the next step
   */
  public void restoreRunning(Running number, double value) {
    carried[index(number)] = value;
  }

  @Override
  @SuppressWarnings("EnumOrdinal") // the enum is the list of the numbers
  public void set(Enum<?> name, double value) {
    wide[requireNonNull(name, "name").ordinal()] = value;
  }

  /** The learning rate of the step, also where the rule is run at 1 and its change is scaled. */
  double rate() {
    return rate;
  }

  @Override
  public double l2() {
    return l2;
  }

  /** The part of a weight that decays beside the rule's change. */
  public double decay() {
    return decay;
  }

  /** The part of a weight that decays and is not part of a change that is scaled. */
  double decayBesides() {
    return decayBesides;
  }

  /**
   * Runs the rule's loop over elements [from, to).
   *
   * @param chunk the loop's argument; used by this thread alone
   * @param scale what gradients are multiplied by
   * @param addedL2 what is added to gradients for each unit of weight
   * @param taken the part of a weight that decays
   * @param value the weights
   * @param gradient the gradients
   * @param state an array for each slot, in the rule's order, longer than to
   * @param from the first element
   * @param to the element after the last
   */
  public void update(
      FloatView chunk,
      double scale,
      double addedL2,
      double taken,
      float[] value,
      float[] gradient,
      float[][] state,
      int from,
      int to) {
    chunk.point(slots, narrow, value, gradient, state);
    chunk.limit((float) scale, (float) addedL2, (float) taken, from, to);
    rule.floats().accept(chunk);
  }

  /**
   * Runs the rule's loop over elements [from, to).
   *
   * @param chunk the loop's argument; used by this thread alone
   * @param scale what gradients are multiplied by
   * @param addedL2 what is added to gradients for each unit of weight
   * @param taken the part of a weight that decays
   * @param value the weights
   * @param gradient the gradients
   * @param state an array for each slot, in the rule's order, longer than to
   * @param from the first element
   * @param to the element after the last
   */
  public void update(
      DoubleView chunk,
      double scale,
      double addedL2,
      double taken,
      double[] value,
      double[] gradient,
      double[][] state,
      int from,
      int to) {
    chunk.point(slots, wide, value, gradient, state);
    chunk.limit(scale, addedL2, taken, from, to);
    rule.doubles().accept(chunk);
  }

  private int index(Hyperparameter number) {
    for (int i = 0; i < declared.size(); i++) {
      if (declared.get(i) == number) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        requireNonNull(number, "number") + " is not one of " + hyperparameters.numbers());
  }

  private int index(Running number) {
    for (int i = 0; i < carried.length; i++) {
      if (running.get(i) == number) {
        return i;
      }
    }
    throw new IllegalArgumentException("the rule has no " + number + ", only " + running);
  }

  @Override
  public String toString() {
    return "step " + step + " of " + optimizer;
  }
}
