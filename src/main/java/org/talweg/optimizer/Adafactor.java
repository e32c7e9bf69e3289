// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.Arrays;
import java.util.List;
import org.talweg.internal.Powers;
import org.talweg.internal.ShortestRun;
import org.talweg.internal.Squares;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.Flag;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.Setting;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Shape;

/**
 * Adafactor: Adam without the first average, and with the second kept as one number for each row
 * and one for each column of a matrix, so that state takes next to no memory. Updates are bounded,
 * and relative to the size of the weights. For large language models.
 *
 * <pre>
 * r ← r + t^−c·(mean of g² over each row − r),  k likewise over each column
 * v = r·k / max(mean of r, ε₁)                                v ← v + t^−c·(g² − v) for a vector
 * u = g / √max(v, ε₁²)
 * w ← w − ρ·max(ε₂, rms(w)) · u / max(1, rms(u)/d)            ρ = min(η, 1/√t)
 * </pre>
 *
 * <p>g is the gradient, t the state's step, rms the root of the mean square over the parameter. A
 * tensor of more than two dimensions is a stack of matrices, its last two, each with rows and
 * columns of its own; a vector or scalar keeps v itself. Shazeer and Stern, "Adafactor: Adaptive
 * Learning Rates with Sublinear Memory Cost", 2018, without momentum. PyTorch: {@code Adafactor}.
 * In Keras and optax ε₁ is added to g², {@link #withAddedEpsilon}, and optax' rate is not relative.
 *
 * <p>Each update depends on the parameter as a whole, so parameters are not cut: a thread takes one
 * at a time. Sums are added in double precision, in one order.
 *
 * <p>Defaults, PyTorch's: c = 0.8, d = 1, ε₁ the precision of the type (2⁻²³ or 2⁻⁵²), ε₂ = 1e-3.
 */
public final class Adafactor extends AbstractOptimizer<Adafactor> {
  /** c, the exponent of the averages' decay, positive. */
  public static final Hyperparameter DECAY_EXPONENT = Hyperparameter.positive("decayExponent", 0.8);

  /** d, the largest root mean square of u, positive. */
  public static final Hyperparameter CLIP_THRESHOLD = Hyperparameter.positive("clipThreshold", 1);

  /** ε₁, zero for the precision of the type, or positive. */
  public static final Hyperparameter EPSILON = Hyperparameter.notNegative("epsilon", 0);

  /** ε₂, the least scale of a parameter, zero or positive. */
  public static final Hyperparameter SMALLEST_SCALE =
      Hyperparameter.notNegative("smallestScale", 1e-3);

  private static final Setting SMALLEST_FACTORED = Setting.count("smallestFactored", 0);
  private static final Flag ADDED = new Flag("addedEpsilon", false);
  private static final Flag RELATIVE = new Flag("relativeRate", true);
  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(DECAY_EXPONENT, CLIP_THRESHOLD, EPSILON, SMALLEST_SCALE)
          .withSettings(SMALLEST_FACTORED)
          .withFlags(ADDED, RELATIVE)
          .withDefaultDecay(WeightDecay.decoupled(0));

  private static final Slot ROWS = Slot.lasting("row_mean_square", 0);
  private static final Slot COLUMNS = Slot.lasting("column_mean_square", 0);
  private static final Slot ELEMENTS = Slot.lasting("mean_square", 0);
  private static final Shape EMPTY = Shape.of(0);

  /** Elements of a vector whose updates are computed together. */
  private static final int BLOCK = 1024;

  private enum Step {
    RATE,
    OLD,
    OFF,
    FRESH,
    THRESHOLD,
    ADDED,
    EPSILON,
    PRECISION,
    SMALLEST_SCALE,
    SMALLEST_FACTORED
  }

  private Adafactor(Hyperparameters hyperparameters) {
    super(hyperparameters);
    if (hyperparameters.is(ADDED) && hyperparameters.isZero(EPSILON)) {
      throw new IllegalArgumentException(
          "an epsilon that is added must be positive, but was 0.0: set withEpsilon first");
    }
  }

  @Override
  protected Adafactor with(Hyperparameters changed) {
    return new Adafactor(changed);
  }

  /**
   * {@return Adafactor at a rate}
   *
   * @param learningRate η, the largest share of its size by which a parameter moves, zero or
   *     positive and finite; 0.01 in PyTorch
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Adafactor of(double learningRate) {
    return new Adafactor(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return Adafactor at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static Adafactor of(Schedule learningRate) {
    return new Adafactor(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with another exponent of the averages' decay, β₂ = 1 − t^−c}
   *
   * @param exponent c, positive; 0.8 by default
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public Adafactor withDecayExponent(double exponent) {
    return with(hyperparameters().with(DECAY_EXPONENT, exponent));
  }

  /**
   * {@return a copy with another bound of updates}
   *
   * @param threshold d, the largest root mean square of u, positive; 1 by default
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public Adafactor withClipThreshold(double threshold) {
    return with(hyperparameters().with(CLIP_THRESHOLD, threshold));
  }

  /**
   * {@return a copy with another ε₁} It is the least mean of squares, and ε₁² the least v, unless
   * it is {@linkplain #withAddedEpsilon added}.
   *
   * @param epsilon ε₁, positive, or 0 for the precision of the type, the default
   * @throws IllegalArgumentException if it is negative or not finite, or 0 and added
   */
  public Adafactor withEpsilon(double epsilon) {
    return with(hyperparameters().with(EPSILON, epsilon));
  }

  /**
   * {@return a copy with ε₁ added to every square or not}
   *
   * <pre>
   * g² + ε₁ in place of g²,  v = r·k / mean of r
   * </pre>
   *
   * @param added {@code true} to add it, as in Keras and optax with an ε₁ of 1e-30; default {@code
   *     false}
   * @throws IllegalArgumentException if ε₁ is 0: set it first
   */
  public Adafactor withAddedEpsilon(boolean added) {
    return with(hyperparameters().with(ADDED, added));
  }

  /**
   * {@return a copy with another least scale of a parameter}
   *
   * @param smallest ε₂, zero or positive: a parameter whose root mean square is less moves as if it
   *     were this; 1e-3 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Adafactor withSmallestScale(double smallest) {
    return with(hyperparameters().with(SMALLEST_SCALE, smallest));
  }

  /**
   * {@return a copy that keeps v for each element of small matrices, as optax does}
   *
   * @param extent the least number of rows and of columns of a matrix that is factored, zero or
   *     positive; 0 by default, 128 in optax
   * @throws IllegalArgumentException if it is negative
   */
  public Adafactor withSmallestFactored(int extent) {
    return with(hyperparameters().with(SMALLEST_FACTORED, extent));
  }

  /**
   * {@return a copy whose rate is bounded by 1/√t or not}
   *
   * @param relative {@code true} for ρ = min(η, 1/√t), the default; {@code false} for ρ = η
   */
  public Adafactor withRelativeRate(boolean relative) {
    return with(hyperparameters().with(RELATIVE, relative));
  }

  @Override
  public List<String> equations() {
    boolean added = hyperparameters().is(ADDED);
    boolean relative = hyperparameters().is(RELATIVE);
    String square = added ? "(g² + {epsilon})" : "g²";
    return List.of(
        "b = t^−{decayExponent}",
        "r ← r + b·(mean of " + square + " by row − r)",
        "k ← k + b·(mean of " + square + " by column − k)",
        "v = r·k / " + (added ? "mean of r" : "max(mean of r, {epsilon})"),
        "v ← v + b·(" + square + " − v) for a vector",
        "u = g / " + (added ? "√v" : "√max(v, {epsilon}²)"),
        "ρ = " + (relative ? "min({learningRate}, 1 / √t)" : "{learningRate}"),
        "w ← w − ρ·max({smallestScale}, rms(w))·u / max(1, rms(u) / {clipThreshold})");
  }

  @Override
  public Rule rule() {
    double least = hyperparameters().get(SMALLEST_FACTORED);
    return Rule.of(Step.values(), this::numbers, Adafactor::step, Adafactor::step)
        .withSlots(
            ROWS.inShape(shape -> isFactored(shape, least) ? with1(shape, 1) : EMPTY),
            COLUMNS.inShape(shape -> isFactored(shape, least) ? with1(shape, 2) : EMPTY),
            ELEMENTS.inShape(shape -> isFactored(shape, least) ? EMPTY : shape));
  }

  private static boolean isFactored(Shape shape, double least) {
    return shape.rank() > 1 && columns(shape) >= least && rows(shape) >= least;
  }

  private static int columns(Shape shape) {
    return shape.extent(shape.rank() - 1);
  }

  private static int rows(Shape shape) {
    return shape.extent(shape.rank() - 2);
  }

  /** A shape with an extent of 1, counted from its end. */
  private static Shape with1(Shape shape, int fromEnd) {
    int[] extents = shape.toArray();
    extents[extents.length - fromEnd] = 1;
    return Shape.of(extents);
  }

  private void numbers(StepNumbers s) {
    double t = s.stateStep();
    double rate = s.learningRate();
    double epsilon = s.get(EPSILON);
    boolean added = s.is(ADDED);
    s.set(Step.RATE, s.is(RELATIVE) ? Math.min(rate, 1 / Math.sqrt(t)) : rate);
    double fresh = 1 / Powers.of(t, s.get(DECAY_EXPONENT));
    s.set(Step.OLD, Average.old(1 - fresh));
    s.set(Step.OFF, Average.off(1 - fresh));
    s.set(Step.FRESH, fresh);
    s.set(Step.THRESHOLD, s.get(CLIP_THRESHOLD));
    s.set(Step.ADDED, added ? epsilon : 0);
    s.set(Step.EPSILON, added ? 0 : epsilon);
    s.set(Step.PRECISION, added || epsilon > 0 ? 0 : 1);
    s.set(Step.SMALLEST_SCALE, s.get(SMALLEST_SCALE));
    s.set(Step.SMALLEST_FACTORED, hyperparameters().get(SMALLEST_FACTORED));
  }

  private static void step(FloatChunk c) {
    if (isFactored(c.shape(), c.number(Step.SMALLEST_FACTORED))) {
      stepMatrices(c);
    } else {
      stepElements(c);
    }
  }

  private static float least(FloatChunk c) {
    return c.number(Step.EPSILON) + c.number(Step.PRECISION) * Math.ulp(1f);
  }

  /** The largest 1 / √v. */
  private static float steepest(FloatChunk c) {
    return 1 / Math.max(least(c), (float) Math.sqrt(Float.MIN_NORMAL));
  }

  /** ρ · max(ε₂, rms(w)) / max(1, rms(u)/d), from the sums of both squares. */
  private static float rate(FloatChunk c, double weights, double updates) {
    float length = (float) Math.sqrt(weights / c.to()), size = (float) Math.sqrt(updates / c.to());
    return c.number(Step.RATE)
        * Math.max(c.number(Step.SMALLEST_SCALE), length)
        / Math.max(1, size / c.number(Step.THRESHOLD));
  }

  /**
   * Three passes: squares into the averages; the size of the update; the update. A row at a time is
   * copied to where one index serves all arrays of a loop.
   */
  private static void stepMatrices(FloatChunk c) {
    float[] w = c.value();
    float decay = c.decay();
    int size = c.to(), columns = columns(c.shape()), rows = rows(c.shape());
    float[][] scratch = c.scratch(2, columns);
    float[] x = scratch[0], byColumn = scratch[1];
    for (int row = 0; row * columns < size; row += rows) {
      average(c, row, x, byColumn);
    }
    double updates = 0;
    for (int row = 0; row * columns < size; row++) {
      loadUpdate(c, row, x, byColumn);
      updates += Squares.of(x, 0, columns);
    }
    float rate = rate(c, Squares.of(w, 0, size), updates);
    for (int i = 0, row = 0; i < size; i += columns, row++) {
      loadUpdate(c, row, x, byColumn);
      for (int j = 0; j < columns; j++) {
        float weight = w[i + j], change = rate * x[j];
        w[i + j] = decay == 0 ? weight - change : weight - (decay * weight + change);
      }
    }
  }

  /** The squares of a matrix, which begins with a row, into the averages. */
  private static void average(FloatChunk c, int firstRow, float[] x, float[] sums) {
    float[] ofRow = c.slot(ROWS), ofColumn = c.slot(COLUMNS);
    float old = c.number(Step.OLD), off = c.number(Step.OFF);
    float fresh = c.number(Step.FRESH), added = c.number(Step.ADDED);
    int columns = columns(c.shape()), rows = rows(c.shape());
    Arrays.fill(sums, 0);
    for (int row = firstRow; row < firstRow + rows; row++) {
      loadGradient(c, row * columns, x, columns);
      float sum = (float) Squares.of(x, 0, columns);
      float mean = Math.min(sum / columns + added, Float.MAX_VALUE);
      ofRow[row] = old * ofRow[row] + fresh * (mean - off * ofRow[row]);
      for (int j = 0; j < columns; j++) {
        sums[j] += x[j] * x[j];
      }
    }
    int first = firstRow / rows * columns;
    for (int j = 0; j < columns; j++) {
      float before = ofColumn[first + j];
      float mean = Math.min(sums[j] / rows + added, Float.MAX_VALUE);
      ofColumn[first + j] = old * before + fresh * (mean - off * before);
    }
  }

  /** x ← the gradients from an index on. */
  private static void loadGradient(FloatChunk c, int from, float[] x, int count) {
    float[] w = c.value(), g = c.gradient();
    float scale = c.gradientScale(), l2 = c.l2();
    System.arraycopy(g, from, x, 0, count);
    if (l2 != 0) {
      for (int j = 0; j < count; j++) {
        x[j] = scale * x[j] + l2 * w[from + j];
      }
    } else if (scale != 1) {
      for (int j = 0; j < count; j++) {
        x[j] *= scale;
      }
    }
  }

  /** x ← u of a row, before it is bounded; a matrix' first row sets √(mean / k) for all of it. */
  private static void loadUpdate(FloatChunk c, int row, float[] x, float[] byColumn) {
    float[] ofRow = c.slot(ROWS), ofColumn = c.slot(COLUMNS);
    int columns = columns(c.shape()), rows = rows(c.shape());
    if (row % rows == 0) {
      float root = (float) Math.sqrt(Math.max(mean(ofRow, row, rows), least(c)));
      int first = row / rows * columns;
      for (int j = 0; j < columns; j++) {
        byColumn[j] = root / (float) Math.sqrt(ofColumn[first + j]);
      }
    }
    float byRow = 1 / (float) Math.sqrt(ofRow[row]), steepest = steepest(c);
    loadGradient(c, row * columns, x, columns);
    for (int j = 0; j < columns; j++) {
      x[j] *= Math.min(byRow * byColumn[j], steepest);
    }
  }

  private static float mean(float[] x, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += x[i];
    }
    float total = (float) sum;
    return Math.min(total, Float.MAX_VALUE) / count;
  }

  /** The same for a vector. No loop is short: short arrays are padded, and scratch is longer. */
  private static void stepElements(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), v = c.slot(ELEMENTS);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay();
    float old = c.number(Step.OLD), off = c.number(Step.OFF);
    float fresh = c.number(Step.FRESH), added = c.number(Step.ADDED), steepest = steepest(c);
    int padded = Math.max(c.to(), ShortestRun.FLOATS);
    for (int i = 0; i < padded; i++) {
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
      float square = Math.min(grad * grad + added, Float.MAX_VALUE);
      v[i] = old * v[i] + fresh * (square - off * v[i]);
    }
    float[][] scratch = c.scratch(2, BLOCK);
    float[] x = scratch[0], mean = scratch[1];
    double updates = 0;
    for (int i = 0; i < c.to(); i += BLOCK) {
      int count = Math.min(BLOCK, c.to() - i);
      loadGradient(c, i, x, count);
      System.arraycopy(v, i, mean, 0, count);
      for (int j = 0, to = Math.max(count, ShortestRun.FLOATS); j < to; j++) {
        x[j] *= Math.min(1 / (float) Math.sqrt(mean[j]), steepest);
      }
      updates += Squares.of(x, 0, count);
    }
    float rate = rate(c, Squares.of(w, 0, c.to()), updates);
    for (int i = 0; i < padded; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float change = rate * (grad * Math.min(1 / (float) Math.sqrt(v[i]), steepest));
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    if (isFactored(c.shape(), c.number(Step.SMALLEST_FACTORED))) {
      stepMatrices(c);
    } else {
      stepElements(c);
    }
  }

  private static double least(DoubleChunk c) {
    return c.number(Step.EPSILON) + c.number(Step.PRECISION) * Math.ulp(1d);
  }

  /** The largest 1 / √v. */
  private static double steepest(DoubleChunk c) {
    return 1 / Math.max(least(c), Math.sqrt(Double.MIN_NORMAL));
  }

  /** ρ · max(ε₂, rms(w)) / max(1, rms(u)/d), from the sums of both squares. */
  private static double rate(DoubleChunk c, double weights, double updates) {
    double length = Math.sqrt(weights / c.to()), size = Math.sqrt(updates / c.to());
    return c.number(Step.RATE)
        * Math.max(c.number(Step.SMALLEST_SCALE), length)
        / Math.max(1, size / c.number(Step.THRESHOLD));
  }

  /**
   * Three passes: squares into the averages; the size of the update; the update. A row at a time is
   * copied to where one index serves all arrays of a loop.
   */
  private static void stepMatrices(DoubleChunk c) {
    double[] w = c.value();
    double decay = c.decay();
    int size = c.to(), columns = columns(c.shape()), rows = rows(c.shape());
    double[][] scratch = c.scratch(2, columns);
    double[] x = scratch[0], byColumn = scratch[1];
    for (int row = 0; row * columns < size; row += rows) {
      average(c, row, x, byColumn);
    }
    double updates = 0;
    for (int row = 0; row * columns < size; row++) {
      loadUpdate(c, row, x, byColumn);
      updates += Squares.of(x, 0, columns);
    }
    double rate = rate(c, Squares.of(w, 0, size), updates);
    for (int i = 0, row = 0; i < size; i += columns, row++) {
      loadUpdate(c, row, x, byColumn);
      for (int j = 0; j < columns; j++) {
        double weight = w[i + j], change = rate * x[j];
        w[i + j] = decay == 0 ? weight - change : weight - (decay * weight + change);
      }
    }
  }

  /** The squares of a matrix, which begins with a row, into the averages. */
  private static void average(DoubleChunk c, int firstRow, double[] x, double[] sums) {
    double[] ofRow = c.slot(ROWS), ofColumn = c.slot(COLUMNS);
    double old = c.number(Step.OLD), off = c.number(Step.OFF);
    double fresh = c.number(Step.FRESH), added = c.number(Step.ADDED);
    int columns = columns(c.shape()), rows = rows(c.shape());
    Arrays.fill(sums, 0);
    for (int row = firstRow; row < firstRow + rows; row++) {
      loadGradient(c, row * columns, x, columns);
      double sum = Squares.of(x, 0, columns);
      double mean = Math.min(sum / columns + added, Double.MAX_VALUE);
      ofRow[row] = old * ofRow[row] + fresh * (mean - off * ofRow[row]);
      for (int j = 0; j < columns; j++) {
        sums[j] += x[j] * x[j];
      }
    }
    int first = firstRow / rows * columns;
    for (int j = 0; j < columns; j++) {
      double before = ofColumn[first + j];
      double mean = Math.min(sums[j] / rows + added, Double.MAX_VALUE);
      ofColumn[first + j] = old * before + fresh * (mean - off * before);
    }
  }

  /** x ← the gradients from an index on. */
  private static void loadGradient(DoubleChunk c, int from, double[] x, int count) {
    double[] w = c.value(), g = c.gradient();
    double scale = c.gradientScale(), l2 = c.l2();
    System.arraycopy(g, from, x, 0, count);
    if (l2 != 0) {
      for (int j = 0; j < count; j++) {
        x[j] = scale * x[j] + l2 * w[from + j];
      }
    } else if (scale != 1) {
      for (int j = 0; j < count; j++) {
        x[j] *= scale;
      }
    }
  }

  /** x ← u of a row, before it is bounded; a matrix' first row sets √(mean / k) for all of it. */
  private static void loadUpdate(DoubleChunk c, int row, double[] x, double[] byColumn) {
    double[] ofRow = c.slot(ROWS), ofColumn = c.slot(COLUMNS);
    int columns = columns(c.shape()), rows = rows(c.shape());
    if (row % rows == 0) {
      double root = Math.sqrt(Math.max(mean(ofRow, row, rows), least(c)));
      int first = row / rows * columns;
      for (int j = 0; j < columns; j++) {
        byColumn[j] = root / Math.sqrt(ofColumn[first + j]);
      }
    }
    double byRow = 1 / Math.sqrt(ofRow[row]), steepest = steepest(c);
    loadGradient(c, row * columns, x, columns);
    for (int j = 0; j < columns; j++) {
      x[j] *= Math.min(byRow * byColumn[j], steepest);
    }
  }

  private static double mean(double[] x, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += x[i];
    }
    double total = sum;
    return Math.min(total, Double.MAX_VALUE) / count;
  }

  /** The same for a vector. No loop is short: short arrays are padded, and scratch is longer. */
  private static void stepElements(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), v = c.slot(ELEMENTS);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay();
    double old = c.number(Step.OLD), off = c.number(Step.OFF);
    double fresh = c.number(Step.FRESH), added = c.number(Step.ADDED), steepest = steepest(c);
    int padded = Math.max(c.to(), ShortestRun.DOUBLES);
    for (int i = 0; i < padded; i++) {
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
      double square = Math.min(grad * grad + added, Double.MAX_VALUE);
      v[i] = old * v[i] + fresh * (square - off * v[i]);
    }
    double[][] scratch = c.scratch(2, BLOCK);
    double[] x = scratch[0], mean = scratch[1];
    double updates = 0;
    for (int i = 0; i < c.to(); i += BLOCK) {
      int count = Math.min(BLOCK, c.to() - i);
      loadGradient(c, i, x, count);
      System.arraycopy(v, i, mean, 0, count);
      for (int j = 0, to = Math.max(count, ShortestRun.DOUBLES); j < to; j++) {
        x[j] *= Math.min(1 / Math.sqrt(mean[j]), steepest);
      }
      updates += Squares.of(x, 0, count);
    }
    double rate = rate(c, Squares.of(w, 0, c.to()), updates);
    for (int i = 0; i < padded; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double change = rate * (grad * Math.min(1 / Math.sqrt(v[i]), steepest));
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
