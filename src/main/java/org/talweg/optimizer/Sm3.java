// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.Arrays;
import java.util.List;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Shape;

/**
 * SM3: {@link AdaGrad} whose sums are kept as one number for each slice of a tensor, such as the
 * rows and the columns of a matrix. For embeddings and other layers so large that a sum for each
 * element does not fit in memory.
 *
 * <pre>
 * ν = min over the slices S that an element is in of μ(S) + g²
 * μ(S) ← max of ν over S
 * m ← m + (1 − β₁)·(g / √(ν + ε) − m)
 * w ← w − η·m
 * </pre>
 *
 * <p>η is the learning rate. A tensor with extents n₁ … n_k has n₁ + … + n_k slices, each with one
 * index fixed; their numbers are in one array, dimension by dimension. A vector keeps ν itself, as
 * AdaGrad does. With β₂ below 1, ν = β₂·min μ(S) + (1 − β₂)·g² forgets. Anil, Gupta, Koren and
 * Singer, "Memory-Efficient Adaptive Optimization", NeurIPS 2019, <a
 * href="https://arxiv.org/abs/1901.11150">arXiv:1901.11150</a>, SM3-II. optax: {@code sm3}.
 *
 * <p>Each parameter is taken as a whole, by one thread.
 *
 * <p>Defaults, optax': β₁ = 0.9 (0 keeps no average, so that state is next to nothing), β₂ = 1, ε =
 * 1e-8.
 */
public final class Sm3 extends AbstractOptimizer<Sm3> {
  /** β₁, the decay rate of the scaled gradient's average, in [0, 1). */
  public static final Hyperparameter BETA1 = Hyperparameter.fraction("beta1", 0.9);

  /** β₂, the decay rate of the sums, in [0, 1]; 1 adds squares up. */
  public static final Hyperparameter BETA2 = Hyperparameter.share("beta2", 1);

  /** ε, at least 1e-30. */
  public static final Hyperparameter EPSILON = Hyperparameter.epsilon("epsilon", 1e-8);

  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2, EPSILON).setTogether("withBetas", BETA1, BETA2);

  private static final Slot AVERAGE = Slot.fading("scaled_first_moment", BETA1);
  private static final Slot SUMS = Slot.lasting("slice_sum_of_squares", 0);

  private enum Step {
    RATE,
    OLD1,
    OFF1,
    NEW1,
    OLD2,
    NEW2,
    EPSILON
  }

  private Sm3(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected Sm3 with(Hyperparameters changed) {
    return new Sm3(changed);
  }

  /**
   * {@return SM3 at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Sm3 of(double learningRate) {
    return new Sm3(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return SM3 at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static Sm3 of(Schedule learningRate) {
    return new Sm3(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates}
   *
   * @param beta1 β₁ of the scaled gradient's average, in [0, 1); 0.9 by default, 0 for no average
   * @param beta2 β₂ of the sums, in [0, 1]; 1 by default, which adds squares up
   * @throws IllegalArgumentException if one of them is outside
   */
  public Sm3 withBetas(double beta1, double beta2) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2));
  }

  /**
   * {@return a copy with another ε}
   *
   * @param epsilon ε, inside the root, at least 1e-30; 1e-8 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public Sm3 withEpsilon(double epsilon) {
    return with(hyperparameters().with(EPSILON, epsilon));
  }

  @Override
  public List<String> equations() {
    boolean adds = hyperparameters().get(BETA2).equals(Schedule.constant(1));
    String sum = "ν = " + (adds ? "min μ + g²" : "{beta2}·min μ + (1 − {beta2})·g²");
    return hyperparameters().isZero(BETA1)
        ? List.of(sum, "μ ← max ν", "w ← w − {learningRate}·g / √(ν + {epsilon})")
        : List.of(
            sum,
            "μ ← max ν",
            "m ← {beta1}·m + (1 − {beta1})·g / √(ν + {epsilon})",
            "w ← w − {learningRate}·m");
  }

  @Override
  public Rule rule() {
    Slot sums = SUMS.inShape(shape -> Shape.of(slices(shape)));
    return hyperparameters().isZero(BETA1)
        ? Rule.of(Step.values(), Sm3::numbers, c -> step(c, false), c -> step(c, false))
            .withSlots(sums)
        : Rule.of(Step.values(), Sm3::numbers, c -> step(c, true), c -> step(c, true))
            .withSlots(AVERAGE, sums);
  }

  private static void numbers(StepNumbers s) {
    double beta1 = s.get(BETA1);
    double beta2 = s.get(BETA2);
    s.set(Step.RATE, s.learningRate());
    s.set(Step.OLD1, Average.old(beta1));
    s.set(Step.OFF1, Average.off(beta1));
    s.set(Step.NEW1, 1 - beta1);
    s.set(Step.OLD2, beta2);
    s.set(Step.NEW2, beta2 == 1 ? 1 : 1 - beta2);
    s.set(Step.EPSILON, s.get(EPSILON));
  }

  /** A scalar is a vector of one element. */
  private static int slices(Shape shape) {
    long slices = shape.rank() == 0 ? 1 : 0;
    for (int d = 0; d < shape.rank(); d++) {
      slices += shape.extent(d);
    }
    if (slices > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the extents of " + shape + " must add up to at most 2147483647, but to " + slices);
    }
    return (int) slices;
  }

  private static int columns(Shape shape) {
    return shape.rank() == 0 ? 1 : shape.extent(shape.rank() - 1);
  }

  private static void step(FloatChunk c, boolean averages) {
    float[] sums = c.slot(SUMS);
    int slices = slices(c.shape()), size = c.to();
    if (size == 0) {
      return;
    }
    float[][] scratch = c.scratch(3, Math.max(WholeParameter.SCRATCH, slices));
    float[] x = scratch[0], square = scratch[1], largest = scratch[2];
    Arrays.fill(largest, 0, slices, 0);
    for (int i = 0, count, end = WholeParameter.end(c); i < end; i += count) {
      count = WholeParameter.block(end - i);
      WholeParameter.gradients(c, i, x, count);
      leastOfSlices(c, sums, i, square, count);
      divide(c, x, square, count);
      largestOfSlices(c, largest, i, square, Math.min(count, size - i));
      if (averages) {
        moveByAverage(c, i, x, count);
      } else {
        move(c, i, x, count);
      }
    }
    System.arraycopy(largest, 0, sums, 0, slices);
  }

  /** square ← the least sum of the slices that each element is in. */
  private static void leastOfSlices(
      FloatChunk c, float[] sums, int from, float[] square, int count) {
    int columns = columns(c.shape()), slices = slices(c.shape());
    int inBlock = Math.min(count, c.to() - from);
    int row = from / columns, column = from % columns;
    for (int j = 0, end; j < inBlock; j = end) {
      end = Math.min(inBlock, j + columns - column);
      float others = leastOfOthers(c, sums, row);
      int shift = slices - columns + column - j;
      for (int k = j; k < end; k++) {
        square[k] = Math.min(others, sums[shift + k]);
      }
      row++;
      column = 0;
    }
    Arrays.fill(square, inBlock, count, 0);
  }

  /** The least sum of the slices of all dimensions but the last, for a row of elements. */
  private static float leastOfOthers(FloatChunk c, float[] sums, int row) {
    int first = slices(c.shape()) - columns(c.shape());
    float least = Float.MAX_VALUE;
    for (int d = c.shape().rank() - 2, rest = row; d >= 0; d--) {
      int extent = c.shape().extent(d);
      first -= extent;
      least = Math.min(least, sums[first + rest % extent]);
      rest /= extent;
    }
    return least;
  }

  /** square ← ν, and x ← g / √(ν + ε). */
  private static void divide(FloatChunk c, float[] x, float[] square, int count) {
    float old = c.number(Step.OLD2), fresh = c.number(Step.NEW2), eps = c.number(Step.EPSILON);
    for (int j = 0; j < count; j++) {
      float sum = Math.min(old * square[j] + fresh * x[j] * x[j], Float.MAX_VALUE);
      square[j] = sum;
      x[j] /= (float) Math.sqrt(sum + eps);
    }
  }

  /** The largest ν of each slice so far. */
  private static void largestOfSlices(
      FloatChunk c, float[] largest, int from, float[] square, int count) {
    int columns = columns(c.shape()), slices = slices(c.shape());
    int row = from / columns, column = from % columns;
    for (int j = 0, end; j < count; j = end) {
      end = Math.min(count, j + columns - column);
      int shift = slices - columns + column - j;
      float ofRow = 0;
      for (int k = j; k < end; k++) {
        largest[shift + k] = Math.max(largest[shift + k], square[k]);
        ofRow = Math.max(ofRow, square[k]);
      }
      raiseOthers(c, largest, row, ofRow);
      row++;
      column = 0;
    }
  }

  private static void raiseOthers(FloatChunk c, float[] largest, int row, float to) {
    int first = slices(c.shape()) - columns(c.shape());
    for (int d = c.shape().rank() - 2, rest = row; d >= 0; d--) {
      int extent = c.shape().extent(d);
      first -= extent;
      int at = first + rest % extent;
      largest[at] = Math.max(largest[at], to);
      rest /= extent;
    }
  }

  private static void move(FloatChunk c, int from, float[] x, int count) {
    float[] w = c.value();
    float decay = c.decay(), rate = c.number(Step.RATE);
    for (int j = 0; j < count; j++) {
      float weight = w[from + j], change = rate * x[j];
      w[from + j] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void moveByAverage(FloatChunk c, int from, float[] x, int count) {
    float[] w = c.value(), m = c.slot(AVERAGE);
    float decay = c.decay(), rate = c.number(Step.RATE);
    float old = c.number(Step.OLD1), off = c.number(Step.OFF1), fresh = c.number(Step.NEW1);
    for (int j = 0; j < count; j++) {
      float weight = w[from + j];
      float average = old * m[from + j] + fresh * (x[j] - off * m[from + j]);
      m[from + j] = average;
      float change = rate * average;
      w[from + j] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c, boolean averages) {
    double[] sums = c.slot(SUMS);
    int slices = slices(c.shape()), size = c.to();
    if (size == 0) {
      return;
    }
    double[][] scratch = c.scratch(3, Math.max(WholeParameter.SCRATCH, slices));
    double[] x = scratch[0], square = scratch[1], largest = scratch[2];
    Arrays.fill(largest, 0, slices, 0);
    for (int i = 0, count, end = WholeParameter.end(c); i < end; i += count) {
      count = WholeParameter.block(end - i);
      WholeParameter.gradients(c, i, x, count);
      leastOfSlices(c, sums, i, square, count);
      divide(c, x, square, count);
      largestOfSlices(c, largest, i, square, Math.min(count, size - i));
      if (averages) {
        moveByAverage(c, i, x, count);
      } else {
        move(c, i, x, count);
      }
    }
    System.arraycopy(largest, 0, sums, 0, slices);
  }

  private static void leastOfSlices(
      DoubleChunk c, double[] sums, int from, double[] square, int count) {
    int columns = columns(c.shape()), slices = slices(c.shape());
    int inBlock = Math.min(count, c.to() - from);
    int row = from / columns, column = from % columns;
    for (int j = 0, end; j < inBlock; j = end) {
      end = Math.min(inBlock, j + columns - column);
      double others = leastOfOthers(c, sums, row);
      int shift = slices - columns + column - j;
      for (int k = j; k < end; k++) {
        square[k] = Math.min(others, sums[shift + k]);
      }
      row++;
      column = 0;
    }
    Arrays.fill(square, inBlock, count, 0);
  }

  private static double leastOfOthers(DoubleChunk c, double[] sums, int row) {
    int first = slices(c.shape()) - columns(c.shape());
    double least = Double.MAX_VALUE;
    for (int d = c.shape().rank() - 2, rest = row; d >= 0; d--) {
      int extent = c.shape().extent(d);
      first -= extent;
      least = Math.min(least, sums[first + rest % extent]);
      rest /= extent;
    }
    return least;
  }

  private static void divide(DoubleChunk c, double[] x, double[] square, int count) {
    double old = c.number(Step.OLD2), fresh = c.number(Step.NEW2), eps = c.number(Step.EPSILON);
    for (int j = 0; j < count; j++) {
      double sum = Math.min(old * square[j] + fresh * x[j] * x[j], Double.MAX_VALUE);
      square[j] = sum;
      x[j] /= Math.sqrt(sum + eps);
    }
  }

  private static void largestOfSlices(
      DoubleChunk c, double[] largest, int from, double[] square, int count) {
    int columns = columns(c.shape()), slices = slices(c.shape());
    int row = from / columns, column = from % columns;
    for (int j = 0, end; j < count; j = end) {
      end = Math.min(count, j + columns - column);
      int shift = slices - columns + column - j;
      double ofRow = 0;
      for (int k = j; k < end; k++) {
        largest[shift + k] = Math.max(largest[shift + k], square[k]);
        ofRow = Math.max(ofRow, square[k]);
      }
      raiseOthers(c, largest, row, ofRow);
      row++;
      column = 0;
    }
  }

  private static void raiseOthers(DoubleChunk c, double[] largest, int row, double to) {
    int first = slices(c.shape()) - columns(c.shape());
    for (int d = c.shape().rank() - 2, rest = row; d >= 0; d--) {
      int extent = c.shape().extent(d);
      first -= extent;
      int at = first + rest % extent;
      largest[at] = Math.max(largest[at], to);
      rest /= extent;
    }
  }

  private static void move(DoubleChunk c, int from, double[] x, int count) {
    double[] w = c.value();
    double decay = c.decay(), rate = c.number(Step.RATE);
    for (int j = 0; j < count; j++) {
      double weight = w[from + j], change = rate * x[j];
      w[from + j] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void moveByAverage(DoubleChunk c, int from, double[] x, int count) {
    double[] w = c.value(), m = c.slot(AVERAGE);
    double decay = c.decay(), rate = c.number(Step.RATE);
    double old = c.number(Step.OLD1), off = c.number(Step.OFF1), fresh = c.number(Step.NEW1);
    for (int j = 0; j < count; j++) {
      double weight = w[from + j];
      double average = old * m[from + j] + fresh * (x[j] - off * m[from + j]);
      m[from + j] = average;
      double change = rate * average;
      w[from + j] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
