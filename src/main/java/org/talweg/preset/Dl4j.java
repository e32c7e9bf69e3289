package org.talweg.preset;

import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Sgd;
import org.talweg.schedule.Schedule;

/**
 * Updaters of ND4J, Deeplearning4j's numerical part, as version 1.0.0-M2.1 computes them, with its
 * defaults. Its RMSProp starts with an average of ε, which no option of the library does.
 *
 * <pre>{@code
 * Trainer.of(Dl4j.nesterovs(), parameters)
 * }</pre>
 */
public final class Dl4j {
  private Dl4j() {}

  /** {@return {@code Sgd} at 0.001, the framework's default} */
  public static Sgd sgd() {
    return sgd(1e-3);
  }

  /**
   * {@return {@code Sgd}}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Sgd sgd(double learningRate) {
    return Sgd.of(learningRate);
  }

  /**
   * {@return {@code Sgd}}
   *
   * @param learningRate η by step
   */
  public static Sgd sgd(Schedule learningRate) {
    return Sgd.of(learningRate);
  }

  /**
   * {@return {@code Nesterovs}: μ = 0.9, and the velocity holds the rate at 0.1, the framework's
   * default}
   */
  public static Momentum nesterovs() {
    return nesterovs(0.1);
  }

  /**
   * {@return {@code Nesterovs}: μ = 0.9, and the velocity holds the rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Momentum nesterovs(double learningRate) {
    return Momentum.of(learningRate).withNesterov(true).withRateInVelocity(true);
  }

  /**
   * {@return {@code Nesterovs}: μ = 0.9, and the velocity holds the rate}
   *
   * @param learningRate η by step
   */
  public static Momentum nesterovs(Schedule learningRate) {
    return Momentum.of(learningRate).withNesterov(true).withRateInVelocity(true);
  }

  /**
   * {@return {@code AdaGrad}: the accumulator starts at 1e-6, ε = 1e-6 outside the root at 0.1, the
   * framework's default}
   */
  public static AdaGrad adaGrad() {
    return adaGrad(0.1);
  }

  /**
   * {@return {@code AdaGrad}: the accumulator starts at 1e-6, ε = 1e-6 outside the root}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static AdaGrad adaGrad(double learningRate) {
    return AdaGrad.of(learningRate).withInitialAccumulator(1e-6).withEpsilon(1e-6);
  }

  /**
   * {@return {@code AdaGrad}: the accumulator starts at 1e-6, ε = 1e-6 outside the root}
   *
   * @param learningRate η by step
   */
  public static AdaGrad adaGrad(Schedule learningRate) {
    return AdaGrad.of(learningRate).withInitialAccumulator(1e-6).withEpsilon(1e-6);
  }

  /** {@return {@code Adam}: β₁ = 0.9, β₂ = 0.999, ε̂ = 1e-8 at 0.001, the framework's default} */
  public static Adam adam() {
    return adam(1e-3);
  }

  /**
   * {@return {@code Adam}: β₁ = 0.9, β₂ = 0.999, ε̂ = 1e-8}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adam adam(double learningRate) {
    return Adam.of(learningRate).withEpsilonHat(1e-8);
  }

  /**
   * {@return {@code Adam}: β₁ = 0.9, β₂ = 0.999, ε̂ = 1e-8}
   *
   * @param learningRate η by step
   */
  public static Adam adam(Schedule learningRate) {
    return Adam.of(learningRate).withEpsilonHat(1e-8);
  }

  /**
   * {@return {@code AMSGrad}: β₁ = 0.9, β₂ = 0.999, ε̂ = 1e-8 at 0.001, the framework's default}
   */
  public static Adam amsGrad() {
    return amsGrad(1e-3);
  }

  /**
   * {@return {@code AMSGrad}: β₁ = 0.9, β₂ = 0.999, ε̂ = 1e-8}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adam amsGrad(double learningRate) {
    return Adam.of(learningRate).withEpsilonHat(1e-8).withAmsgrad(true);
  }

  /**
   * {@return {@code AMSGrad}: β₁ = 0.9, β₂ = 0.999, ε̂ = 1e-8}
   *
   * @param learningRate η by step
   */
  public static Adam amsGrad(Schedule learningRate) {
    return Adam.of(learningRate).withEpsilonHat(1e-8).withAmsgrad(true);
  }
}
