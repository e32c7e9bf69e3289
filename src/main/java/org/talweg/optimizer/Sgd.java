package org.talweg.optimizer;

import java.util.List;
import org.talweg.schedule.Schedule;

/**
 * Stochastic gradient descent: the weight goes against its gradient, by the learning rate.
 *
 * <pre>
 * w ← w − η·g
 * </pre>
 *
 * <p>η is the learning rate, g the gradient of the batch's loss. Robbins and Monro, "A Stochastic
 * Approximation Method", 1951. PyTorch: {@code SGD} without momentum. With momentum: {@link
 * Momentum}.
 */
public final class Sgd implements ElementwiseOptimizer {
  private final Schedule learningRate;

  private Sgd(Schedule learningRate) {
    this.learningRate = learningRate;
  }

  /**
   * {@return SGD at a constant rate}
   *
   * @param learningRate the rate of every step, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Sgd of(double learningRate) {
    return of(Schedule.constant(learningRate));
  }

  /**
   * {@return SGD at a scheduled rate}
   *
   * @param learningRate the rate by step
   */
  public static Sgd of(Schedule learningRate) {
    return new Sgd(learningRate);
  }

  @Override
  public Schedule learningRate() {
    return learningRate;
  }

  @Override
  public List<Slot> slots() {
    return List.of();
  }

  @Override
  public int coefficientCount() {
    return 1;
  }

  @Override
  public void coefficients(long step, double learningRate, double[] c) {
    c[OWN] = learningRate;
  }

  @Override
  public void update(double[] c, float[] w, float[] g, float[][] slots, int from, int to) {
    float scale = (float) c[GRADIENT_SCALE];
    float l2 = (float) c[L2];
    float keep = (float) c[KEEP];
    float rate = (float) c[OWN];
    for (int i = from; i < to; i++) {
      float grad = scale * g[i] + l2 * w[i];
      w[i] = keep * w[i] - rate * grad;
    }
  }

  @Override
  public void update(double[] c, double[] w, double[] g, double[][] slots, int from, int to) {
    double scale = c[GRADIENT_SCALE];
    double l2 = c[L2];
    double keep = c[KEEP];
    double rate = c[OWN];
    for (int i = from; i < to; i++) {
      double grad = scale * g[i] + l2 * w[i];
      w[i] = keep * w[i] - rate * grad;
    }
  }

  @Override
  public String toString() {
    return "Sgd[learningRate=" + learningRate + "]";
  }
}
