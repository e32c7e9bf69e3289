package org.talweg.benchmarks.speed;

import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Optimizer;
import org.talweg.optimizer.RmsProp;
import org.talweg.optimizer.Sgd;

/** Every rule and variant that is measured: each has a loop of its own in the library. */
public enum Rule {
  SGD,
  MOMENTUM,
  NESTEROV,
  ADAGRAD,
  RMSPROP,
  RMSPROP_MOMENTUM,
  RMSPROP_CENTERED,
  RMSPROP_CENTERED_MOMENTUM,
  ADAM,
  ADAM_AMSGRAD,
  ADAMW;

  private static final double RATE = 1e-3;

  /** The rule itself. */
  public Optimizer optimizer() {
    return switch (this) {
      case SGD -> Sgd.of(RATE);
      case MOMENTUM -> Momentum.of(RATE);
      case NESTEROV -> Momentum.of(RATE).withNesterov();
      case ADAGRAD -> AdaGrad.of(RATE);
      case RMSPROP -> RmsProp.of(RATE);
      case RMSPROP_MOMENTUM -> RmsProp.of(RATE).withMomentum(0.9);
      case RMSPROP_CENTERED -> RmsProp.of(RATE).withCentered();
      case RMSPROP_CENTERED_MOMENTUM -> RmsProp.of(RATE).withCentered().withMomentum(0.9);
      case ADAM -> Adam.of(RATE);
      case ADAM_AMSGRAD -> Adam.of(RATE).withAmsgrad();
      case ADAMW -> AdamW.of(RATE);
    };
  }

  /** How many arrays a step reads and writes: the value and the slots. */
  public int writtenArrays() {
    return 1 + optimizer().slots().size();
  }

  /** The name in results: {@code rmsprop-centered}. */
  public String label() {
    return Labels.of(this);
  }

  /**
   * The rule of that label.
   *
   * @throws IllegalArgumentException if there is none; the message says which exist
   */
  public static Rule of(String label) {
    return Labels.constant(values(), label, "rule");
  }

  @Override
  public String toString() {
    return label();
  }
}
