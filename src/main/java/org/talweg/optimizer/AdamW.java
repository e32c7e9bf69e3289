package org.talweg.optimizer;

import java.util.List;
import org.talweg.schedule.Schedule;

/**
 * AdamW: {@link Adam} with {@linkplain WeightDecay#decoupled decoupled} weight decay.
 *
 * <pre>
 * w ← w − η·λ·w, then Adam's update
 * </pre>
 *
 * <p>Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, <a
 * href="https://arxiv.org/abs/1711.05101">arXiv:1711.05101</a>. PyTorch: {@code AdamW}.
 *
 * <p>Defaults: those of {@link Adam}, and λ = 0.01 as in PyTorch (optax has 1e-4, Keras 0.004).
 */
public final class AdamW implements ElementwiseOptimizer {
  private final Adam adam;
  private final WeightDecay weightDecay;

  private AdamW(Adam adam, double weightDecay) {
    this.adam = adam;
    this.weightDecay = WeightDecay.decoupled(weightDecay);
  }

  /**
   * {@return AdamW at a constant rate}
   *
   * @param learningRate the rate of every step, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static AdamW of(double learningRate) {
    return of(Adam.of(learningRate));
  }

  /**
   * {@return AdamW at a scheduled rate}
   *
   * @param learningRate the rate by step
   */
  public static AdamW of(Schedule learningRate) {
    return of(Adam.of(learningRate));
  }

  /**
   * {@return AdamW with the hyperparameters of an Adam, and λ = 0.01}
   *
   * @param adam gives the rate, the betas, ε and whether it is AMSGrad
   */
  public static AdamW of(Adam adam) {
    return new AdamW(adam, 0.01);
  }

  /**
   * {@return this rule with another decay of the weights}
   *
   * @param weightDecay λ, zero or positive; 0.01 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public AdamW withWeightDecay(double weightDecay) {
    return new AdamW(adam, weightDecay);
  }

  @Override
  public WeightDecay weightDecay() {
    return weightDecay;
  }

  @Override
  public Schedule learningRate() {
    return adam.learningRate();
  }

  @Override
  public List<Slot> slots() {
    return adam.slots();
  }

  @Override
  public int coefficientCount() {
    return adam.coefficientCount();
  }

  @Override
  public void coefficients(long step, double learningRate, double[] c) {
    adam.coefficients(step, learningRate, c);
  }

  @Override
  public void update(double[] c, float[] w, float[] g, float[][] slots, int from, int to) {
    adam.update(c, w, g, slots, from, to);
  }

  @Override
  public void update(double[] c, double[] w, double[] g, double[][] slots, int from, int to) {
    adam.update(c, w, g, slots, from, to);
  }

  @Override
  public String toString() {
    return "AdamW[weightDecay=" + weightDecay.rate() + ", " + adam + "]";
  }
}
