// SPDX-License-Identifier: Apache-2.0
package org.talweg.preset;

import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.AdaMax;
import org.talweg.optimizer.Adadelta;
import org.talweg.optimizer.Adafactor;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.Asgd;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Muon;
import org.talweg.optimizer.NAdam;
import org.talweg.optimizer.RAdam;
import org.talweg.optimizer.RmsProp;
import org.talweg.optimizer.Rprop;
import org.talweg.optimizer.Sgd;

/**
 * The rules of {@code torch.optim} with its defaults, most of which are those of the library.
 *
 * <pre>{@code
 * Trainer.of(PyTorch.adamw(), parameters)
 * }</pre>
 *
 * <p>Weight decay that is not AdamW's is {@code WeightDecay.l2} there, and 0 by default.
 */
public final class PyTorch {
  private PyTorch() {}

  /** {@return {@code SGD} without momentum at 0.001, the framework's default} */
  public static Sgd sgd() {
    return sgd(1e-3);
  }

  /**
   * {@return {@code SGD} without momentum}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Sgd sgd(double learningRate) {
    return Sgd.of(learningRate);
  }

  /**
   * {@return {@code SGD} with momentum}
   *
   * @param learningRate η, zero or positive and finite
   * @param momentum μ, in [0, 1)
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Momentum momentum(double learningRate, double momentum) {
    return Momentum.of(learningRate).withMomentum(momentum);
  }

  /** {@return {@code Adagrad} at 0.01, the framework's default} */
  public static AdaGrad adagrad() {
    return adagrad(1e-2);
  }

  /**
   * {@return {@code Adagrad}}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static AdaGrad adagrad(double learningRate) {
    return AdaGrad.of(learningRate);
  }

  /** {@return {@code RMSprop} at 0.01, the framework's default} */
  public static RmsProp rmsprop() {
    return rmsprop(1e-2);
  }

  /**
   * {@return {@code RMSprop}}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static RmsProp rmsprop(double learningRate) {
    return RmsProp.of(learningRate);
  }

  /** {@return {@code Adam} at 0.001, the framework's default} */
  public static Adam adam() {
    return adam(1e-3);
  }

  /**
   * {@return {@code Adam}}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adam adam(double learningRate) {
    return Adam.of(learningRate);
  }

  /** {@return {@code Adadelta}: ρ = 0.9 at 1, the framework's default} */
  public static Adadelta adadelta() {
    return adadelta(1);
  }

  /**
   * {@return {@code Adadelta}: ρ = 0.9}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adadelta adadelta(double learningRate) {
    return Adadelta.of(learningRate).withDecay(0.9);
  }

  /** {@return {@code Adamax} at 0.002, the framework's default} */
  public static AdaMax adamax() {
    return adamax(2e-3);
  }

  /**
   * {@return {@code Adamax}}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static AdaMax adamax(double learningRate) {
    return AdaMax.of(learningRate);
  }

  /** {@return {@code NAdam} at 0.002, the framework's default, with its product of floats} */
  public static NAdam nadam() {
    return nadam(2e-3);
  }

  /**
   * {@return {@code NAdam}, with the framework's product of floats}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static NAdam nadam(double learningRate) {
    return NAdam.of(learningRate).withFloatNumbers(true);
  }

  /** {@return {@code Rprop} at 0.01, the framework's default} */
  public static Rprop rprop() {
    return rprop(1e-2);
  }

  /**
   * {@return {@code Rprop}}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Rprop rprop(double learningRate) {
    return Rprop.of(learningRate);
  }

  /** {@return {@code Adafactor} at 0.01, the framework's default} */
  public static Adafactor adafactor() {
    return adafactor(1e-2);
  }

  /**
   * {@return {@code Adafactor}}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Adafactor adafactor(double learningRate) {
    return Adafactor.of(learningRate);
  }

  /** {@return {@code ASGD} at 0.01, the framework's default, with its rate and share as floats} */
  public static Asgd asgd() {
    return asgd(1e-2);
  }

  /**
   * {@return {@code ASGD}, with the framework's rate and share as floats}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Asgd asgd(double learningRate) {
    return Asgd.of(learningRate).withFloatNumbers(true);
  }

  /** {@return {@code RAdam} at 0.001, the framework's default} */
  public static RAdam radam() {
    return radam(1e-3);
  }

  /**
   * {@return {@code RAdam}}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static RAdam radam(double learningRate) {
    return RAdam.of(learningRate);
  }

  /** {@return {@code AdamW} with λ = 0.01 at 0.001, the framework's default} */
  public static AdamW adamw() {
    return adamw(1e-3);
  }

  /**
   * {@return {@code AdamW} with λ = 0.01}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static AdamW adamw(double learningRate) {
    return AdamW.of(learningRate).withWeightDecay(0.01);
  }

  /**
   * {@return {@code Muon} with λ = 0.1, in the parameter's own precision at 0.001, the framework's
   * default}
   */
  public static Muon muon() {
    return muon(1e-3);
  }

  /**
   * {@return {@code Muon} with λ = 0.1, in the parameter's own precision}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if a number is out of its range
   */
  public static Muon muon(double learningRate) {
    return Muon.of(learningRate).withWeightDecay(0.1);
  }
}
