package org.talweg.optimizer;

import java.util.List;
import org.talweg.internal.Checks;
import org.talweg.schedule.Schedule;

/**
 * AdaGrad: every element has a rate of its own, which falls with the gradients it has seen.
 *
 * <pre>
 * h ← h + g²
 * w ← w − η / (1 + (t − 1)·d) · g / (√h + ε)
 * </pre>
 *
 * <p>η is the learning rate, d the learning-rate decay, t the step from 1; h starts at the initial
 * accumulator. ε stands outside the root, as in the lecture's code and in PyTorch; Keras and optax
 * have it inside. Duchi, Hazan and Singer, "Adaptive Subgradient Methods for Online Learning and
 * Stochastic Optimization", JMLR 12, 2011. PyTorch: {@code Adagrad}.
 *
 * <p>Defaults, PyTorch's: d = 0, initial accumulator 0, ε = 1e-10 (the lecture: 1e-7).
 */
public final class AdaGrad implements ElementwiseOptimizer {
  private final Schedule learningRate;
  private final double learningRateDecay;
  private final double initialAccumulator;
  private final double epsilon;

  private AdaGrad(
      Schedule learningRate, double learningRateDecay, double initialAccumulator, double epsilon) {
    this.learningRate = learningRate;
    this.learningRateDecay = Checks.notNegative("learning-rate decay", learningRateDecay);
    this.initialAccumulator = Checks.notNegative("initial accumulator", initialAccumulator);
    this.epsilon = Hyperparameters.epsilon(epsilon);
  }

  /**
   * {@return AdaGrad at a constant rate}
   *
   * @param learningRate the rate of every step, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static AdaGrad of(double learningRate) {
    return of(Schedule.constant(learningRate));
  }

  /**
   * {@return AdaGrad at a scheduled rate}
   *
   * @param learningRate the rate by step
   */
  public static AdaGrad of(Schedule learningRate) {
    return new AdaGrad(learningRate, 0, 0, 1e-10);
  }

  /**
   * {@return this rule with another decay of the learning rate}
   *
   * @param learningRateDecay d, zero or positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public AdaGrad withLearningRateDecay(double learningRateDecay) {
    return new AdaGrad(learningRate, learningRateDecay, initialAccumulator, epsilon);
  }

  /**
   * {@return this rule with another start of h}
   *
   * @param initialAccumulator h before the first step, zero or positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public AdaGrad withInitialAccumulator(double initialAccumulator) {
    return new AdaGrad(learningRate, learningRateDecay, initialAccumulator, epsilon);
  }

  /**
   * {@return this rule with another ε}
   *
   * @param epsilon ε, positive; 1e-10 by default
   * @throws IllegalArgumentException unless it is at least {@link Float#MIN_NORMAL} and finite: an
   *     ε that vanishes in single precision lets 0 / 0 through
   */
  public AdaGrad withEpsilon(double epsilon) {
    return new AdaGrad(learningRate, learningRateDecay, initialAccumulator, epsilon);
  }

  @Override
  public Schedule learningRate() {
    return learningRate;
  }

  @Override
  public List<Slot> slots() {
    return List.of(new Slot("sum_of_squares", initialAccumulator));
  }

  @Override
  public int coefficientCount() {
    return 1;
  }

  @Override
  public void coefficients(long step, double learningRate, double[] c) {
    c[OWN] = learningRate / (1 + (double) (step - 1) * learningRateDecay);
  }

  @Override
  public void update(double[] c, float[] w, float[] g, float[][] slots, int from, int to) {
    float[] h = slots[0];
    float scale = (float) c[GRADIENT_SCALE];
    float l2 = (float) c[L2];
    float keep = (float) c[KEEP];
    float rate = (float) c[OWN];
    float eps = (float) epsilon;
    for (int i = from; i < to; i++) {
      float weight = w[i];
      float grad = scale * g[i] + l2 * weight;
      float sum = h[i] + grad * grad;
      h[i] = sum;
      w[i] = keep * weight - rate * grad / ((float) Math.sqrt(sum) + eps);
    }
  }

  @Override
  public void update(double[] c, double[] w, double[] g, double[][] slots, int from, int to) {
    double[] h = slots[0];
    double scale = c[GRADIENT_SCALE];
    double l2 = c[L2];
    double keep = c[KEEP];
    double rate = c[OWN];
    double eps = epsilon;
    for (int i = from; i < to; i++) {
      double weight = w[i];
      double grad = scale * g[i] + l2 * weight;
      double sum = h[i] + grad * grad;
      h[i] = sum;
      w[i] = keep * weight - rate * grad / (Math.sqrt(sum) + eps);
    }
  }

  @Override
  public String toString() {
    return "AdaGrad[learningRate="
        + learningRate
        + ", learningRateDecay="
        + learningRateDecay
        + ", initialAccumulator="
        + initialAccumulator
        + ", epsilon="
        + epsilon
        + "]";
  }
}
