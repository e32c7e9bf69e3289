package org.talweg.rule;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.talweg.internal.ShortestRun;

/**
 * A rule on arrays of one's own, without a trainer: for a program that steps a row at each event,
 * or keeps the state in records of its own.
 *
 * <pre>{@code
 * BareRule adam = BareRule.of(Adam.of(1e-3));
 * float[][] state = adam.floatState(weights.length);
 * for (long t = 1; …; t++) { adam.step(t, weights, gradient, state); }
 * }</pre>
 *
 * <p>It computes what a trainer computes, to the bit, the optimizer's own weight decay included;
 * but it does not let tiny state vanish, as a trainer does every 32 steps. A rule that carries
 * numbers from step to step computes them again when steps do not follow each other, so that a step
 * depends on t and its arrays alone. Short rows are copied, so that they do not teach the JVM slow
 * loops. Used by one thread at a time.
 */
public final class BareRule {
  private final Optimizer optimizer;
  private final List<Slot> slots;
  private final FloatChunk floats = new FloatChunk();
  private final DoubleChunk doubles = new DoubleChunk();
  private StepNumbers numbers;
  private long reached;
  private float[][] floatScratch = {};
  private float[][] floatStateScratch = {};
  private double[][] doubleScratch = {};
  private double[][] doubleStateScratch = {};

  private BareRule(Optimizer optimizer) {
    this.optimizer = optimizer;
    this.numbers = StepNumbers.of(optimizer);
    this.slots = numbers.rule().slots();
  }

  /**
   * {@return a rule without a trainer}
   *
   * @param optimizer the rule with its hyperparameters
   * @throws IllegalArgumentException if it has a slot in another shape than the parameter's
   */
  public static BareRule of(Optimizer optimizer) {
    BareRule bare = new BareRule(requireNonNull(optimizer, "optimizer"));
    if (!bare.numbers.rule().isElementwise()) {
      throw new IllegalArgumentException(
          optimizer + " takes parameters as a whole, which a trainer alone gives it");
    }
    return bare;
  }

  /** {@return the slots, in the order in which {@link #step} takes their arrays} */
  public List<Slot> slots() {
    return slots;
  }

  /**
   * {@return new state: an array for each slot, at the slot's initial value}
   *
   * @param size the number of weights
   * @throws IllegalArgumentException if it is negative, or if a slot's initial value is infinite in
   *     single precision
   */
  public float[][] floatState(int size) {
    requireSize(size);
    numbers.requireSlotsInSinglePrecision();
    float[][] state = new float[slots.size()][size];
    for (int i = 0; i < state.length; i++) {
      Arrays.fill(state[i], (float) slots.get(i).initial());
    }
    return state;
  }

  /**
   * {@return new state: an array for each slot, at the slot's initial value}
   *
   * @param size the number of weights
   * @throws IllegalArgumentException if it is negative
   */
  public double[][] doubleState(int size) {
    requireSize(size);
    double[][] state = new double[slots.size()][size];
    for (int i = 0; i < state.length; i++) {
      Arrays.fill(state[i], slots.get(i).initial());
    }
    return state;
  }

  /**
   * Steps all weights.
   *
   * @param step the number of the state's step, from 1
   * @param weights updated in place
   * @param gradient of the same length, read alone
   * @param state an array of the same length for each slot, updated in place
   * @throws IllegalArgumentException if the arrays do not fit; nothing is changed then
   * @throws IllegalStateException if a schedule gives a value that is not allowed; nothing is
   *     changed then
   */
  public void step(long step, float[] weights, float[] gradient, float[][] state) {
    step(step, weights, gradient, state, 0, requireNonNull(weights, "weights").length);
  }

  /**
   * Steps weights [from, to).
   *
   * @param step the number of the state's step, from 1
   * @param weights updated in place
   * @param gradient of the same length, read alone
   * @param state an array of the same length for each slot, updated in place
   * @param from the first weight
   * @param to the weight after the last
   * @throws IllegalArgumentException if the arrays do not fit; nothing is changed then
   * @throws IllegalStateException if a schedule gives a value that is not allowed; nothing is
   *     changed then
   */
  public void step(
      long step, float[] weights, float[] gradient, float[][] state, int from, int to) {
    requireNonNull(weights, "weights");
    requireNonNull(gradient, "gradient");
    requireNonNull(state, "state");
    requireFit(weights.length, gradient.length, state.length);
    for (float[] array : state) {
      requireFit(weights.length, requireNonNull(array, "an array of state").length, state.length);
    }
    requireDistinct(weights, gradient, state);
    Objects.checkFromToIndex(from, to, weights.length);
    prepare(step, true);
    if (to - from >= ShortestRun.FLOATS) {
      numbers.update(floats, 1, weights, gradient, state, from, to);
    } else {
      stepFew(weights, gradient, state, from, to - from);
    }
  }

  private void stepFew(float[] weights, float[] gradient, float[][] state, int from, int count) {
    if (floatScratch.length == 0) {
      floatScratch = new float[2][ShortestRun.FLOATS];
      floatStateScratch = new float[state.length][ShortestRun.FLOATS];
    }
    load(weights, from, floatScratch[0], count);
    load(gradient, from, floatScratch[1], count);
    for (int i = 0; i < state.length; i++) {
      load(state[i], from, floatStateScratch[i], count);
    }
    numbers.update(
        floats, 1, floatScratch[0], floatScratch[1], floatStateScratch, 0, ShortestRun.FLOATS);
    System.arraycopy(floatScratch[0], 0, weights, from, count);
    for (int i = 0; i < state.length; i++) {
      System.arraycopy(floatStateScratch[i], 0, state[i], from, count);
    }
  }

  private static void load(float[] array, int from, float[] scratch, int count) {
    System.arraycopy(array, from, scratch, 0, count);
    Arrays.fill(scratch, count, ShortestRun.FLOATS, 0);
  }

  /**
   * Steps all weights.
   *
   * @param step the number of the state's step, from 1
   * @param weights updated in place
   * @param gradient of the same length, read alone
   * @param state an array of the same length for each slot, updated in place
   * @throws IllegalArgumentException if the arrays do not fit; nothing is changed then
   * @throws IllegalStateException if a schedule gives a value that is not allowed; nothing is
   *     changed then
   */
  public void step(long step, double[] weights, double[] gradient, double[][] state) {
    step(step, weights, gradient, state, 0, requireNonNull(weights, "weights").length);
  }

  /**
   * Steps weights [from, to).
   *
   * @param step the number of the state's step, from 1
   * @param weights updated in place
   * @param gradient of the same length, read alone
   * @param state an array of the same length for each slot, updated in place
   * @param from the first weight
   * @param to the weight after the last
   * @throws IllegalArgumentException if the arrays do not fit; nothing is changed then
   * @throws IllegalStateException if a schedule gives a value that is not allowed; nothing is
   *     changed then
   */
  public void step(
      long step, double[] weights, double[] gradient, double[][] state, int from, int to) {
    requireNonNull(weights, "weights");
    requireNonNull(gradient, "gradient");
    requireNonNull(state, "state");
    requireFit(weights.length, gradient.length, state.length);
    for (double[] array : state) {
      requireFit(weights.length, requireNonNull(array, "an array of state").length, state.length);
    }
    requireDistinct(weights, gradient, state);
    Objects.checkFromToIndex(from, to, weights.length);
    prepare(step, false);
    if (to - from >= ShortestRun.DOUBLES) {
      numbers.update(doubles, 1, weights, gradient, state, from, to);
    } else {
      stepFew(weights, gradient, state, from, to - from);
    }
  }

  private void stepFew(double[] weights, double[] gradient, double[][] state, int from, int count) {
    if (doubleScratch.length == 0) {
      doubleScratch = new double[2][ShortestRun.DOUBLES];
      doubleStateScratch = new double[state.length][ShortestRun.DOUBLES];
    }
    load(weights, from, doubleScratch[0], count);
    load(gradient, from, doubleScratch[1], count);
    for (int i = 0; i < state.length; i++) {
      load(state[i], from, doubleStateScratch[i], count);
    }
    numbers.update(
        doubles, 1, doubleScratch[0], doubleScratch[1], doubleStateScratch, 0, ShortestRun.DOUBLES);
    System.arraycopy(doubleScratch[0], 0, weights, from, count);
    for (int i = 0; i < state.length; i++) {
      System.arraycopy(doubleStateScratch[i], 0, state[i], from, count);
    }
  }

  private static void load(double[] array, int from, double[] scratch, int count) {
    System.arraycopy(array, from, scratch, 0, count);
    Arrays.fill(scratch, count, ShortestRun.DOUBLES, 0);
  }

  private static void requireSize(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative, but was " + size);
    }
  }

  private void requireFit(int weights, int others, int arrays) {
    if (others != weights || arrays != slots.size()) {
      throw new IllegalArgumentException(
          optimizer
              + ": "
              + weights
              + " weights need as many gradients, and as many elements of state in "
              + slots.size()
              + " arrays, but there were "
              + others
              + " in one of "
              + arrays
              + " arrays");
    }
  }

  private void requireDistinct(Object weights, Object gradient, Object[] state) {
    boolean distinct = weights != gradient;
    for (int i = 0; i < state.length; i++) {
      distinct &= state[i] != weights && state[i] != gradient;
      for (int k = 0; k < i; k++) {
        distinct &= state[i] != state[k];
      }
    }
    if (!distinct) {
      throw new IllegalArgumentException(
          optimizer + ": one array was given for two of weights, gradient and state");
    }
  }

  private void prepare(long step, boolean single) {
    if (step < 1) {
      throw new IllegalArgumentException("step must be at least 1, but was " + step);
    }
    try {
      compute(step);
      if (single) {
        numbers.requireSinglePrecision();
      }
    } catch (Throwable e) {
      numbers = StepNumbers.of(optimizer); // whatever was carried so far is computed again
      reached = 0;
      throw e;
    }
  }

  private void compute(long step) {
    boolean carries = !numbers.rule().running().isEmpty();
    if (carries && step != reached && step != reached + 1) {
      numbers = StepNumbers.of(optimizer);
      for (reached = 0; reached < step - 1; reached++) {
        numbers.compute(reached + 1, reached + 1);
        numbers.commit();
      }
    } else if (step == reached + 1 && reached > 0) {
      numbers.commit();
    }
    numbers.compute(step, step);
    reached = step;
  }

  @Override
  public String toString() {
    return "bare " + optimizer;
  }
}
