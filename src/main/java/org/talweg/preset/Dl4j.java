// SPDX-License-Identifier: Apache-2.0
package org.talweg.preset;

import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.AdaMax;
import org.talweg.optimizer.Adadelta;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.RmsProp;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.Epsilon;

/**
 * Updaters of ND4J, Deeplearning4j's numerical part, as version 1.0.0-M2.1 computes them, with its
 * defaults.
 *
 * <pre>{@code
 * Trainer.of(Dl4j.nesterovs(), parameters)
 * }</pre>
 *
 * <p>In double precision the weights are ND4J's at every step, to 1e-12. One thing differs: when a
 * schedule reaches 0, Adam, AMSGrad and AdaMax take ε for the rate there; here weights stay. There
 * is no {@code Nadam}, whose second moment is not corrected there, so that its first change is 60
 * times the rate, and no {@code AdaBelief}, which fails there when it is started.
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
   * {@return {@code RmsProp}: decay 0.95, the average starts at ε = 1e-8, outside the root, at 0.1,
   * the framework's default}
   */
  public static RmsProp rmsProp() {
    return rmsProp(0.1);
  }

  /**
   * {@return {@code RmsProp}: decay 0.95, the average starts at ε = 1e-8, outside the root}
   *
   * <p>Another ε is set at both places: {@code withEpsilon(e).withInitialAccumulator(e)}.
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static RmsProp rmsProp(double learningRate) {
    return RmsProp.of(learningRate).withDecay(0.95).withInitialAccumulator(1e-8);
  }

  /** {@return {@code AdaDelta}: ρ = 0.95, ε = 1e-6, and no rate, which is a rate of 1} */
  public static Adadelta adaDelta() {
    return Adadelta.of(1);
  }

  /**
   * {@return {@code AdaMax}: β₁ = 0.9, β₂ = 0.999 at 0.001, the framework's default; its ε is not
   * used there, only 1e-32 in its place: 1e-30 here, the least there is}
   */
  public static AdaMax adaMax() {
    return adaMax(1e-3);
  }

  /**
   * {@return {@code AdaMax}: β₁ = 0.9, β₂ = 0.999; its ε is not used there}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static AdaMax adaMax(double learningRate) {
    return AdaMax.of(learningRate).withEpsilon(1e-30);
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
    return Adam.of(learningRate).withEpsilon(Epsilon.hat(1e-8));
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
    return Adam.of(learningRate).withEpsilon(Epsilon.hat(1e-8)).withAmsgrad(true);
  }
}
