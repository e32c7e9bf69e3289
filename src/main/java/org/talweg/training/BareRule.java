// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.talweg.engine.DoubleView;
import org.talweg.engine.FloatView;
import org.talweg.engine.RuleRun;
import org.talweg.internal.Checks;
import org.talweg.internal.ShortestRun;
import org.talweg.rule.Caution;
import org.talweg.rule.Optimizer;
import org.talweg.rule.Slot;
import org.talweg.rule.WeightDecay;

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
 * <p>It computes what a trainer computes, to the bit; but it does not let tiny state vanish, as a
 * trainer does every 32 steps.
 *
 * <p>There are two clocks: schedules go by one, and the age of the state, by which bias is
 * corrected, by the other, as a row may be stepped more seldom than the whole. Numbers that a rule
 * carries from step to step, such as NAdam's product of momenta, are those of a state that was
 * stepped at steps 1, 2, 3 and so on, so a step depends on its clocks and arrays alone.
 *
 * <p>Short rows are copied, so that they do not teach the JVM slow loops. Used by one thread at a
 * time.
 */
public final class BareRule {
  /** Copies of carried numbers are kept at every so many steps. */
  private static final int KEPT_EVERY = 128;

  /** Elements that are copied at once where arrays do not share an index. */
  private static final int PART = 4096;

  private final Optimizer optimizer;
  private final WeightDecay decay;
  private final double scale;
  private final List<Slot> slots;
  private final FloatView floats = new FloatView();
  private final DoubleView doubles = new DoubleView();
  private final RuleRun run;
  private double[][] kept;
  private long lastStep;
  private long lastStateStep;
  private float[][] floatScratch = {};
  private float[][] floatStateScratch = {};
  private double[][] doubleScratch = {};
  private double[][] doubleStateScratch = {};

  private BareRule(Optimizer optimizer, WeightDecay decay, double scale) {
    if (decay.isCautious()) {
      throw new IllegalArgumentException(
          "cautious decay needs the rule's change apart from the weights, which a trainer alone"
              + " has, but the decay was "
              + decay);
    }
    if (optimizer.hyperparameters().caution() != Caution.NONE) {
      throw new IllegalArgumentException(
          "caution needs the rule's change apart from the weights, which a trainer alone has, but"
              + " the rule was "
              + optimizer);
    }
    this.optimizer = optimizer;
    this.decay = decay;
    this.scale = scale;
    this.run = RuleRun.of(optimizer, decay);
    this.slots = run.rule().slots();
    this.kept = new double[][] {run.carried()};
  }

  /**
   * {@return a rule without a trainer, with the optimizer's own weight decay}
   *
   * @param optimizer the rule with its hyperparameters
   * @throws IllegalArgumentException if the rule takes parameters as a whole, or scales the
   *     gradient or change of each by norms; or if it has a {@link Caution}, or cautious decay
   */
  public static BareRule of(Optimizer optimizer) {
    WeightDecay decay = requireNonNull(optimizer, "optimizer").hyperparameters().weightDecay();
    BareRule bare = new BareRule(optimizer, decay, 1);
    if (!bare.run.rule().isElementwise()) {
      throw new IllegalArgumentException(
          optimizer + " takes parameters as a whole, which a trainer alone gives it");
    }
    return bare;
  }

  /**
   * {@return the same rule with another weight decay}
   *
   * @param other the decay in place of the optimizer's own
   * @throws IllegalArgumentException if it is cautious
   */
  public BareRule withWeightDecay(WeightDecay other) {
    return new BareRule(optimizer, requireNonNull(other, "other"), scale);
  }

  /**
   * {@return the same rule with gradients multiplied by a factor}
   *
   * @param factor the factor, finite; 1 by default; −1 to climb
   * @throws IllegalArgumentException if it is not finite
   */
  public BareRule withGradientScale(double factor) {
    return new BareRule(optimizer, decay, Checks.finite("the gradients' scale", factor));
  }

  /** {@return the slots, in the order in which {@link #step} takes their arrays} */
  public List<Slot> slots() {
    return slots;
  }

  /**
   * {@return new state: an array for each slot, at the slot's initial value} A slot that starts as
   * a copy of the weights is to be filled with them.
   *
   * @param size the number of weights
   * @throws IllegalArgumentException if it is negative, or if a slot's initial value is infinite in
   *     single precision
   */
  public float[][] floatState(int size) {
    requireSize(size);
    run.requireSlotsInSinglePrecision();
    float[][] state = new float[slots.size()][size];
    for (int i = 0; i < state.length; i++) {
      Arrays.fill(state[i], (float) slots.get(i).initial());
    }
    return state;
  }

  /**
   * Steps all weights, by one clock.
   *
   * @param step the number of the step, from 1
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
   * Steps weights [from, to), by one clock.
   *
   * @param step the number of the step, from 1
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
    requireArrays(requireNonNull(state, "state"));
    requireLength(weights.length, gradient.length, state.length);
    for (float[] array : state) {
      requireLength(weights.length, array.length, state.length);
    }
    Objects.checkFromToIndex(from, to, weights.length);
    step(step, step, weights, from, gradient, from, state, from, to - from);
  }

  /**
   * Steps weights anywhere in their arrays, such as a row of a table, by two clocks.
   *
   * @param step the number of the step by which schedules go, from 1
   * @param stateStep the same for the state: 1 at its first step
   * @param weights updated in place
   * @param weightsFrom the index of the first weight
   * @param gradient read alone
   * @param gradientFrom the index of the first weight's gradient
   * @param state an array for each slot, updated in place
   * @param stateFrom the index of the first weight's state in each
   * @param count how many weights
   * @throws IllegalArgumentException if the arrays are not those of the slots, or one array is
   *     given for two of them; nothing is changed then
   * @throws IndexOutOfBoundsException if an array ends before its last element; nothing is changed
   *     then
   * @throws IllegalStateException if a schedule gives a value that is not allowed; nothing is
   *     changed then
   */
  public void step(
      long step,
      long stateStep,
      float[] weights,
      int weightsFrom,
      float[] gradient,
      int gradientFrom,
      float[][] state,
      int stateFrom,
      int count) {
    requireNonNull(weights, "weights");
    requireNonNull(gradient, "gradient");
    requireArrays(requireNonNull(state, "state"));
    Objects.checkFromIndexSize(weightsFrom, count, weights.length);
    Objects.checkFromIndexSize(gradientFrom, count, gradient.length);
    for (float[] array : state) {
      Objects.checkFromIndexSize(stateFrom, count, array.length);
    }
    requireDistinct(weights, gradient, state);
    prepare(step, stateStep, true);
    boolean oneIndex = weightsFrom == gradientFrom && (weightsFrom == stateFrom || slots.isEmpty());
    if (oneIndex && count >= ShortestRun.FLOATS) {
      update(weights, gradient, state, weightsFrom, weightsFrom + count);
      return;
    }
    for (int done = 0, part; done < count; done += part) {
      part = Math.min(PART, count - done);
      int w = weightsFrom + done;
      int g = gradientFrom + done;
      stepPart(weights, w, gradient, g, state, stateFrom + done, part);
    }
  }

  private void stepPart(
      float[] weights, int w, float[] gradient, int g, float[][] state, int s, int count) {
    int length = Math.max(count, ShortestRun.FLOATS);
    if (floatScratch.length == 0 || floatScratch[0].length < length) {
      floatScratch = new float[2][length];
      floatStateScratch = new float[state.length][length];
    }
    load(weights, w, floatScratch[0], count, length);
    load(gradient, g, floatScratch[1], count, length);
    for (int i = 0; i < state.length; i++) {
      load(state[i], s, floatStateScratch[i], count, length);
    }
    update(floatScratch[0], floatScratch[1], floatStateScratch, 0, length);
    System.arraycopy(floatScratch[0], 0, weights, w, count);
    for (int i = 0; i < state.length; i++) {
      System.arraycopy(floatStateScratch[i], 0, state[i], s, count);
    }
  }

  private void update(float[] value, float[] gradient, float[][] state, int from, int to) {
    run.update(floats, scale, run.l2(), run.decay(), value, gradient, state, from, to);
  }

  private static void load(float[] array, int from, float[] scratch, int count, int length) {
    System.arraycopy(array, from, scratch, 0, count);
    Arrays.fill(scratch, count, length, 0);
  }

  /**
   * {@return new state: an array for each slot, at the slot's initial value} A slot that starts as
   * a copy of the weights is to be filled with them.
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
   * Steps all weights, by one clock.
   *
   * @param step the number of the step, from 1
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
   * Steps weights [from, to), by one clock.
   *
   * @param step the number of the step, from 1
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
    requireArrays(requireNonNull(state, "state"));
    requireLength(weights.length, gradient.length, state.length);
    for (double[] array : state) {
      requireLength(weights.length, array.length, state.length);
    }
    Objects.checkFromToIndex(from, to, weights.length);
    step(step, step, weights, from, gradient, from, state, from, to - from);
  }

  /**
   * Steps weights anywhere in their arrays, such as a row of a table, by two clocks.
   *
   * @param step the number of the step by which schedules go, from 1
   * @param stateStep the same for the state: 1 at its first step
   * @param weights updated in place
   * @param weightsFrom the index of the first weight
   * @param gradient read alone
   * @param gradientFrom the index of the first weight's gradient
   * @param state an array for each slot, updated in place
   * @param stateFrom the index of the first weight's state in each
   * @param count how many weights
   * @throws IllegalArgumentException if the arrays are not those of the slots, or one array is
   *     given for two of them; nothing is changed then
   * @throws IndexOutOfBoundsException if an array ends before its last element; nothing is changed
   *     then
   * @throws IllegalStateException if a schedule gives a value that is not allowed; nothing is
   *     changed then
   */
  public void step(
      long step,
      long stateStep,
      double[] weights,
      int weightsFrom,
      double[] gradient,
      int gradientFrom,
      double[][] state,
      int stateFrom,
      int count) {
    requireNonNull(weights, "weights");
    requireNonNull(gradient, "gradient");
    requireArrays(requireNonNull(state, "state"));
    Objects.checkFromIndexSize(weightsFrom, count, weights.length);
    Objects.checkFromIndexSize(gradientFrom, count, gradient.length);
    for (double[] array : state) {
      Objects.checkFromIndexSize(stateFrom, count, array.length);
    }
    requireDistinct(weights, gradient, state);
    prepare(step, stateStep, false);
    boolean oneIndex = weightsFrom == gradientFrom && (weightsFrom == stateFrom || slots.isEmpty());
    if (oneIndex && count >= ShortestRun.DOUBLES) {
      update(weights, gradient, state, weightsFrom, weightsFrom + count);
      return;
    }
    for (int done = 0, part; done < count; done += part) {
      part = Math.min(PART, count - done);
      int w = weightsFrom + done;
      int g = gradientFrom + done;
      stepPart(weights, w, gradient, g, state, stateFrom + done, part);
    }
  }

  private void stepPart(
      double[] weights, int w, double[] gradient, int g, double[][] state, int s, int count) {
    int length = Math.max(count, ShortestRun.DOUBLES);
    if (doubleScratch.length == 0 || doubleScratch[0].length < length) {
      doubleScratch = new double[2][length];
      doubleStateScratch = new double[state.length][length];
    }
    load(weights, w, doubleScratch[0], count, length);
    load(gradient, g, doubleScratch[1], count, length);
    for (int i = 0; i < state.length; i++) {
      load(state[i], s, doubleStateScratch[i], count, length);
    }
    update(doubleScratch[0], doubleScratch[1], doubleStateScratch, 0, length);
    System.arraycopy(doubleScratch[0], 0, weights, w, count);
    for (int i = 0; i < state.length; i++) {
      System.arraycopy(doubleStateScratch[i], 0, state[i], s, count);
    }
  }

  private void update(double[] value, double[] gradient, double[][] state, int from, int to) {
    run.update(doubles, scale, run.l2(), run.decay(), value, gradient, state, from, to);
  }

  private static void load(double[] array, int from, double[] scratch, int count, int length) {
    System.arraycopy(array, from, scratch, 0, count);
    Arrays.fill(scratch, count, length, 0);
  }

  private static void requireSize(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("size must not be negative, but was " + size);
    }
  }

  private void requireArrays(Object[] state) {
    for (Object array : state) {
      requireNonNull(array, "an array of state");
    }
    if (state.length != slots.size()) {
      throw new IllegalArgumentException(
          optimizer
              + " needs an array of state for each of its "
              + slots.size()
              + " slots, but there were "
              + state.length);
    }
  }

  private void requireLength(int weights, int others, int arrays) {
    if (others != weights) {
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

  private void prepare(long step, long stateStep, boolean single) {
    requireStep("step", step);
    requireStep("stateStep", stateStep);
    if (step == lastStep && stateStep == lastStateStep) {
      return; // the next row at the same clocks
    }
    lastStep = 0;
    if (kept[0].length > 0 && run.age() != stateStep - 1) {
      carryTo(stateStep - 1);
    }
    run.setAge(stateStep - 1);
    run.compute(step);
    if (single) {
      run.requireSinglePrecision();
    }
    if (kept[0].length > 0) {
      run.commit();
      keep();
    }
    lastStep = step;
    lastStateStep = stateStep;
  }

  private static void requireStep(String name, long step) {
    if (step < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but was " + step);
    }
  }

  /** Numbers that are carried become those after so many steps. */
  private void carryTo(long age) {
    int nearest = (int) Math.min(age / KEPT_EVERY, kept.length - 1);
    run.carry(kept[nearest]);
    run.setAge((long) nearest * KEPT_EVERY);
    while (run.age() < age) {
      run.compute(run.age() + 1);
      run.commit();
      keep();
    }
  }

  private void keep() {
    if (run.age() == (long) kept.length * KEPT_EVERY) {
      kept = Arrays.copyOf(kept, kept.length + 1);
      kept[kept.length - 1] = run.carried();
    }
  }

  @Override
  public String toString() {
    return "bare " + optimizer;
  }
}
