package org.talweg.rule;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.talweg.internal.Powers;
import org.talweg.schedule.Schedule;

/**
 * The numbers of one step of one rule: what its hyperparameters are at that step, and what the rule
 * computes from them for its loops. Rewritten for each step, by one thread; read by all.
 *
 * <p>A rule's function of the numbers reads {@link #get}, {@link #learningRate}, {@link #stateStep}
 * and {@link #biasCorrection}, and calls {@link #set} for each number.
 */
public final class StepNumbers {
  private final Optimizer optimizer;
  private final WeightDecay weightDecay;
  private final Rule rule;
  private final Slot[] slots;
  private final List<Running> running;
  private final Hyperparameters hyperparameters;
  private final double[] values;
  private final boolean[] constant;
  private final double[] logarithms;
  private final double[] logarithmsOf;
  private final double[] wide;
  private final float[] narrow;
  private final double[] carried;
  private final double[] next;
  private long step;
  private long stateStep;
  private double learningRate;
  private double l2;
  private double decay;

  private StepNumbers(Optimizer optimizer, WeightDecay weightDecay) {
    this.optimizer = optimizer;
    this.weightDecay = weightDecay;
    this.rule = optimizer.rule();
    this.slots = rule.slots().stream().map(Slot::declared).toArray(Slot[]::new);
    this.running = rule.running();
    this.hyperparameters = optimizer.hyperparameters();
    int count = hyperparameters.numbers().size();
    this.values = new double[count];
    this.constant = new boolean[count];
    for (int i = 1; i < count; i++) {
      Hyperparameter number = hyperparameters.numbers().get(i);
      constant[i] = hyperparameters.get(number).isConstant();
      values[i] = constant[i] ? value(number, 1) : 0;
    }
    this.logarithms = new double[count];
    this.logarithmsOf = new double[count];
    this.wide = new double[rule.names().length];
    this.narrow = new float[wide.length];
    for (Slot slot : slots) {
      fade(slot); // one that the optimizer does not declare is found now
    }
    this.carried = running.stream().mapToDouble(Running::initial).toArray();
    this.next = carried.clone();
    Arrays.fill(logarithmsOf, Double.NaN);
  }

  /**
   * {@return the numbers of an optimizer, to be computed for each step}
   *
   * @param optimizer the rule with its hyperparameters
   */
  public static StepNumbers of(Optimizer optimizer) {
    return of(optimizer, requireNonNull(optimizer, "optimizer").hyperparameters().weightDecay());
  }

  /**
   * {@return the numbers of an optimizer with another weight decay, to be computed for each step}
   *
   * @param optimizer the rule with its hyperparameters
   * @param weightDecay the decay in place of the optimizer's own
   */
  public static StepNumbers of(Optimizer optimizer, WeightDecay weightDecay) {
    return new StepNumbers(
        requireNonNull(optimizer, "optimizer"), requireNonNull(weightDecay, "weightDecay"));
  }

  /** {@return the rule} */
  public Rule rule() {
    return rule;
  }

  /**
   * Computes the numbers of a step at the learning rate of the optimizer.
   *
   * @param atStep the number of the step, from 1, by which schedules go
   * @param ofState the same for the rule's state, which may be younger: 1 at its first step
   * @throws IllegalStateException if a schedule gives a value that is not allowed, or a number is
   *     not finite; the message names the rule, the hyperparameter, the step and the value
   */
  public void compute(long atStep, long ofState) {
    compute(atStep, ofState, value(Hyperparameter.LEARNING_RATE, atStep));
  }

  /**
   * Computes the numbers of a step at another learning rate.
   *
   * @param atStep the number of the step, from 1, by which schedules go
   * @param ofState the same for the rule's state, which may be younger: 1 at its first step
   * @param rate the learning rate, checked by the caller
   * @throws IllegalStateException if a schedule gives a value that is not allowed, or a number is
   *     not finite; the message names the rule, the hyperparameter, the step and the value
   */
  public void compute(long atStep, long ofState, double rate) {
    step = atStep;
    stateStep = ofState;
    learningRate = rate;
    values[0] = rate;
    for (int i = 1; i < values.length; i++) {
      if (!constant[i]) {
        values[i] = value(hyperparameters.numbers().get(i), atStep);
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
    l2 = weightDecay.kind() == WeightDecay.Kind.L2 ? lambda : 0;
    decay =
        switch (weightDecay.kind()) {
          case L2 -> 0;
          case DECOUPLED -> learningRate * lambda;
          case DECOUPLED_WITHOUT_RATE -> lambda;
        };
    if (!(decay <= 1)) {
      throw new IllegalStateException(
          optimizer
              + ": the weight decay "
              + weightDecay
              + " must take at most the whole weight, but at step "
              + step
              + " it would take "
              + decay
              + " times the weight and turn its sign");
    }
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
            + rule.names()[index]
            + " must be finite"
            + where
            + ", but at step "
            + step
            + " it was "
            + wide[index]);
  }

  /** Carries the running numbers over to the next step, after the step is done. */
  public void commit() {
    System.arraycopy(next, 0, carried, 0, carried.length);
  }

  /** {@return the number of the step by which schedules go, from 1} */
  public long step() {
    return step;
  }

  /** {@return the number of the step that the rule's state takes, from 1} */
  public long stateStep() {
    return stateStep;
  }

  /**
   * {@return what weights are multiplied by at this step if there is nothing but their decay; with
   * L2, what plain gradient descent would make of it}
   */
  public double fadeOfWeights() {
    return 1 - decay - learningRate * l2;
  }

  /**
   * {@return what a slot is multiplied by at this step where gradients are zero; 1 if it lasts}
   *
   * @param slot one of the rule's
   */
  public double fade(Slot slot) {
    Hyperparameter factor = requireNonNull(slot, "slot").factor();
    return factor == null ? 1 : get(factor);
  }

  /** {@return η at this step} */
  public double learningRate() {
    return learningRate;
  }

  /**
   * {@return the value of a hyperparameter at this step}
   *
   * @param number one that the rule declares
   */
  public double get(Hyperparameter number) {
    return values[hyperparameters.index(number)];
  }

  /**
   * {@return whether an option is on}
   *
   * @param flag one that the rule declares
   */
  public boolean is(Flag flag) {
    return hyperparameters.is(flag);
  }

  /**
   * {@return the value that a hyperparameter's schedule has at the state's step} For what belongs
   * to the state's age, as bias corrections do.
   *
   * @param number one that the rule declares
   * @throws IllegalStateException if the value is not allowed
   */
  public double getByState(Hyperparameter number) {
    return stateStep == step ? get(number) : value(number, stateStep);
  }

  /**
   * {@return 1 − βᵗ with β the value of a hyperparameter at this step, t the state's step}
   *
   * <p>A scheduled β counts as if it had always had its present value, as in PyTorch. Full relative
   * precision also where βᵗ is near 1.
   *
   * @param beta a number in [0, 1) that the rule declares
   */
  public double biasCorrection(Hyperparameter beta) {
    int index = hyperparameters.index(beta);
    double value = values[index];
    if (logarithmsOf[index] != value) {
      logarithmsOf[index] = value;
      logarithms[index] = StrictMath.log(value);
    }
    return Powers.oneMinus(logarithms[index], stateStep);
  }

  /**
   * {@return a running number as the step before left it}
   *
   * @param number one that the rule declares
   */
  public double running(Running number) {
    return carried[index(number)];
  }

  /**
   * Sets a running number for the next step.
   *
   * @param number one that the rule declares
   * @param value its value after this step
   */
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

  private int index(Running number) {
    for (int i = 0; i < carried.length; i++) {
      if (running.get(i) == number) {
        return i;
      }
    }
    throw new IllegalArgumentException("the rule has no " + number + ", only " + running);
  }

  /**
   * Sets one of the step's numbers.
   *
   * @param name its name
   * @param value its value, finite
   */
  @SuppressWarnings("EnumOrdinal") // the enum is the list of the numbers
  public void set(Enum<?> name, double value) {
    wide[requireNonNull(name, "name").ordinal()] = value;
  }

  /**
   * Runs the rule's loop over elements [from, to).
   *
   * @param chunk what the loop is given; used by this thread alone
   * @param scale what gradients are multiplied by
   * @param value the weights
   * @param gradient the gradients
   * @param state an array for each slot, in the rule's order, longer than to
   * @param from the first element
   * @param to the element after the last
   */
  public void update(
      FloatChunk chunk,
      double scale,
      float[] value,
      float[] gradient,
      float[][] state,
      int from,
      int to) {
    chunk.point(slots, narrow, value, gradient, state);
    chunk.limit((float) scale, (float) l2, (float) decay, from, to);
    rule.floats().accept(chunk);
  }

  /**
   * Runs the rule's loop over elements [from, to).
   *
   * @param chunk what the loop is given; used by this thread alone
   * @param scale what gradients are multiplied by
   * @param value the weights
   * @param gradient the gradients
   * @param state an array for each slot, in the rule's order, longer than to
   * @param from the first element
   * @param to the element after the last
   */
  public void update(
      DoubleChunk chunk,
      double scale,
      double[] value,
      double[] gradient,
      double[][] state,
      int from,
      int to) {
    chunk.point(slots, wide, value, gradient, state);
    chunk.limit(scale, l2, decay, from, to);
    rule.doubles().accept(chunk);
  }

  @Override
  public String toString() {
    return "step " + step + " of " + optimizer;
  }
}
