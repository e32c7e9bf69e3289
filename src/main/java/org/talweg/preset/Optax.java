package org.talweg.preset;

import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.RmsProp;
import org.talweg.optimizer.Sgd;
import org.talweg.schedule.Schedule;

/**
 * The rules of {@code optax} as it computes them, with its defaults. Optax has no default rate.
 *
 * <pre>{@code
 * Trainer.of(Optax.adamw(1e-3), parameters)
 * }</pre>
 */
public final class Optax {
  private Optax() {}

  /**
   * {@return {@code sgd} without momentum}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Sgd sgd(double learningRate) {
    return Sgd.of(learningRate);
  }

  /**
   * {@return {@code sgd} without momentum}
   *
   * @param learningRate η by step
   */
  public static Sgd sgd(Schedule learningRate) {
    return Sgd.of(learningRate);
  }

  /**
   * {@return {@code sgd} with momentum}
   *
   * @param learningRate η, zero or positive and finite
   * @param momentum μ, in [0, 1)
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Momentum momentum(double learningRate, double momentum) {
    return Momentum.of(learningRate).withMomentum(momentum);
  }

  /**
   * {@return {@code sgd} with momentum}
   *
   * @param learningRate η by step
   * @param momentum μ, in [0, 1)
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Momentum momentum(Schedule learningRate, double momentum) {
    return Momentum.of(learningRate).withMomentum(momentum);
  }

  /**
   * {@return {@code adagrad}: the accumulator starts at 0.1, ε = 1e-7 inside the root}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static AdaGrad adagrad(double learningRate) {
    return AdaGrad.of(learningRate).withInitialAccumulator(0.1).withEpsilonInsideRoot(1e-7);
  }

  /**
   * {@return {@code adagrad}: the accumulator starts at 0.1, ε = 1e-7 inside the root}
   *
   * @param learningRate η by step
   */
  public static AdaGrad adagrad(Schedule learningRate) {
    return AdaGrad.of(learningRate).withInitialAccumulator(0.1).withEpsilonInsideRoot(1e-7);
  }

  /**
   * {@return {@code rmsprop}: decay 0.9, ε = 1e-8 inside the root, no momentum}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static RmsProp rmsprop(double learningRate) {
    return RmsProp.of(learningRate).withDecay(0.9).withEpsilonInsideRoot(1e-8);
  }

  /**
   * {@return {@code rmsprop}: decay 0.9, ε = 1e-8 inside the root, no momentum}
   *
   * @param learningRate η by step
   */
  public static RmsProp rmsprop(Schedule learningRate) {
    return RmsProp.of(learningRate).withDecay(0.9).withEpsilonInsideRoot(1e-8);
  }

  /**
   * {@return {@code adam}: β₁ = 0.9, β₂ = 0.999, ε = 1e-8}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adam adam(double learningRate) {
    return Adam.of(learningRate);
  }

  /**
   * {@return {@code adam}: β₁ = 0.9, β₂ = 0.999, ε = 1e-8}
   *
   * @param learningRate η by step
   */
  public static Adam adam(Schedule learningRate) {
    return Adam.of(learningRate);
  }

  /**
   * {@return {@code adamw}: {@code adam} with λ = 1e-4}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adam adamw(double learningRate) {
    return AdamW.of(learningRate, 1e-4);
  }

  /**
   * {@return {@code adamw}: {@code adam} with λ = 1e-4}
   *
   * @param learningRate η by step
   */
  public static Adam adamw(Schedule learningRate) {
    return AdamW.of(learningRate, 1e-4);
  }

  /**
   * {@return {@code amsgrad}: divides by the largest corrected second moment}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adam amsgrad(double learningRate) {
    return Adam.of(learningRate).withAmsgradOfCorrected(true);
  }

  /**
   * {@return {@code amsgrad}: divides by the largest corrected second moment}
   *
   * @param learningRate η by step
   */
  public static Adam amsgrad(Schedule learningRate) {
    return Adam.of(learningRate).withAmsgradOfCorrected(true);
  }
}
