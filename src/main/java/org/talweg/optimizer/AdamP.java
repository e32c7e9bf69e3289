// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.Arrays;
import java.util.List;
import org.talweg.internal.Products;
import org.talweg.internal.Squares;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.Flag;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;

/**
 * AdamP: {@link AdamW} that does not lengthen weights whose length is of no consequence, such as
 * those before a normalization. There, momentum only lengthens weights, which slows them down.
 *
 * <pre>
 * p = m̂ / (√v̂ + ε)
 * q = p − (w·p) / (‖w‖ + ε)²·w        where |cos(g, w)| &lt; δ / √n for each row, or for all of w
 * q = p                               elsewhere
 * w ← w − η·(λ'·w + q)                λ' = λ·r where q is projected, λ elsewhere
 * </pre>
 *
 * <p>m̂ and v̂ are {@link Adam}'s, η is the learning rate, λ the decoupled weight decay. A gradient
 * at right angles to the weights is the sign that their length does not matter. A row is what has
 * one index in the first dimension, an output channel, n its length; if the gradient of some row is
 * not at right angles, the parameter as a whole is tried. Vectors and scalars are never projected.
 * Heo et al., "AdamP: Slowing Down the Slowdown for Momentum Optimizers on Scale-invariant
 * Weights", ICLR 2021, <a href="https://arxiv.org/abs/2006.08217">arXiv:2006.08217</a>. A
 * {@linkplain WeightDecay#cautious cautious} decay is not multiplied by r.
 *
 * <p>Each parameter is taken as a whole, by one thread, which needs scratch of twice its size.
 *
 * <p>Defaults, the authors': β₁ = 0.9, β₂ = 0.999, ε = 1e-8, δ = 0.1, r = 0.1, λ = 0.
 */
public final class AdamP extends AbstractOptimizer<AdamP> {
  /** β₁, the decay rate of the gradient's average, in [0, 1). */
  public static final Hyperparameter BETA1 = Hyperparameter.fraction("beta1", 0.9);

  /** β₂, the decay rate of the square's average, in [0, 1). */
  public static final Hyperparameter BETA2 = Hyperparameter.fraction("beta2", 0.999);

  /** ε, at least 1e-30. */
  public static final Hyperparameter EPSILON = Hyperparameter.epsilon("epsilon", 1e-8);

  /** δ, up to which cosine, times √n, a gradient counts as at right angles, zero or positive. */
  public static final Hyperparameter DELTA = Hyperparameter.notNegative("delta", 0.1);

  /** r, the share of the weight decay where the change is projected, zero or positive. */
  public static final Hyperparameter DECAY_RATIO = Hyperparameter.notNegative("decayRatio", 0.1);

  private static final Flag NESTEROV = new Flag("nesterov", false);
  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2, EPSILON, DELTA, DECAY_RATIO)
          .setTogether("withBetas", BETA1, BETA2)
          .withFlags(NESTEROV)
          .withDefaultDecay(WeightDecay.decoupled(0));

  private static final Slot FIRST_MOMENT = Slot.fading("first_moment", BETA1);
  private static final Slot SECOND_MOMENT = Slot.fading("second_moment", BETA2);

  private enum Step {
    RATE,
    OLD1,
    OFF1,
    NEW1,
    OLD2,
    NEW2,
    AHEAD,
    NOW,
    DIVISOR,
    EPSILON,
    DELTA,
    RATIO
  }

  private AdamP(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected AdamP with(Hyperparameters changed) {
    return new AdamP(changed);
  }

  /**
   * {@return AdamP at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static AdamP of(double learningRate) {
    return new AdamP(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return AdamP at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static AdamP of(Schedule learningRate) {
    return new AdamP(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates of its averages}
   *
   * @param beta1 β₁ of the gradient's average, in [0, 1); 0.9 by default
   * @param beta2 β₂ of the square's average, in [0, 1); 0.999 by default
   * @throws IllegalArgumentException unless both are in [0, 1)
   */
  public AdamP withBetas(double beta1, double beta2) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2));
  }

  /**
   * {@return a copy with another ε}
   *
   * @param epsilon ε, at least 1e-30; 1e-8 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public AdamP withEpsilon(double epsilon) {
    return with(hyperparameters().with(EPSILON, epsilon));
  }

  /**
   * {@return a copy with another threshold}
   *
   * @param delta δ, up to which cosine, times √n, a gradient counts as at right angles to its
   *     weights, zero for never, or positive; 0.1 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public AdamP withDelta(double delta) {
    return with(hyperparameters().with(DELTA, delta));
  }

  /**
   * {@return a copy with another share of the weight decay where the change is projected}
   *
   * @param ratio r, zero or positive; 0.1 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public AdamP withDecayRatio(double ratio) {
    return with(hyperparameters().with(DECAY_RATIO, ratio));
  }

  /**
   * {@return a copy with Nesterov's momentum on or off}
   *
   * @param nesterov {@code true} for β₁·m + (1 − β₁)·g in place of m; default {@code false}
   */
  public AdamP withNesterov(boolean nesterov) {
    return with(hyperparameters().with(NESTEROV, nesterov));
  }

  @Override
  public List<String> equations() {
    String momentum = hyperparameters().is(NESTEROV) ? "({beta1}·m + (1 − {beta1})·g)" : "m";
    return List.of(
        "m ← {beta1}·m + (1 − {beta1})·g",
        "v ← {beta2}·v + (1 − {beta2})·g²",
        "v̂ = v / (1 − {beta2}^t)",
        "p = " + momentum + " / (1 − {beta1}^t) / (√v̂ + {epsilon})",
        "p ← p − (w·p) / (‖w‖ + {epsilon})²·w where |cos(g, w)| < {delta} / √n",
        "w ← w − {learningRate}·p, with {decayRatio} of the decay where p was projected");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), AdamP::numbers, AdamP::step, AdamP::step)
        .withSlots(FIRST_MOMENT, SECOND_MOMENT)
        .whole()
        .readingWeights();
  }

  private static void numbers(StepNumbers s) {
    double beta1 = s.get(BETA1);
    double root = Math.sqrt(s.biasCorrection(BETA2));
    boolean nesterov = s.is(NESTEROV);
    s.set(Step.RATE, s.learningRate() * root / s.biasCorrection(BETA1));
    s.set(Step.OLD1, Average.old(beta1));
    s.set(Step.OFF1, Average.off(beta1));
    s.set(Step.NEW1, 1 - beta1);
    s.set(Step.OLD2, s.get(BETA2));
    s.set(Step.NEW2, 1 - s.get(BETA2));
    s.set(Step.AHEAD, nesterov ? beta1 : 1);
    s.set(Step.NOW, nesterov ? 1 - beta1 : 0);
    s.set(Step.DIVISOR, s.get(EPSILON) * root);
    s.set(Step.EPSILON, s.get(EPSILON));
    s.set(Step.DELTA, s.get(DELTA));
    s.set(Step.RATIO, s.get(DECAY_RATIO));
  }

  private static void step(FloatChunk c) {
    float[][] scratch = c.scratch(2, WholeParameter.end(c));
    float[] x = scratch[0], p = scratch[1];
    follow(c, x, p);
    boolean projects = project(c, x, p);
    float[] w = c.value();
    float rate = c.number(Step.RATE);
    float decay = projects ? c.number(Step.RATIO) * c.decay() : c.decay();
    for (int i = 0, to = WholeParameter.end(c); i < to; i++) {
      float weight = w[i], change = rate * p[i];
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  /** Averages follow the gradient; x ← g, and p ← the change, but for factors of the step. */
  private static void follow(FloatChunk c, float[] x, float[] p) {
    float[] w = c.value(), g = c.gradient(), m = c.slot(FIRST_MOMENT), v = c.slot(SECOND_MOMENT);
    float scale = c.gradientScale(), l2 = c.l2();
    float old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1), new1 = c.number(Step.NEW1);
    float old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2), eps = c.number(Step.DIVISOR);
    float ahead = c.number(Step.AHEAD), now = c.number(Step.NOW);
    for (int i = 0, to = WholeParameter.end(c); i < to; i++) {
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
      x[i] = grad;
      float first = old1 * m[i] + new1 * (grad - off1 * m[i]);
      float second = old2 * v[i] + new2 * grad * grad;
      m[i] = first;
      v[i] = second;
      p[i] = (ahead * first + now * grad) / ((float) Math.sqrt(second) + eps);
    }
  }

  /** Projects p, row by row or as a whole, if the gradient x is at right angles to the weights. */
  private static boolean project(FloatChunk c, float[] x, float[] p) {
    if (c.shape().rank() < 2 || c.to() == 0) {
      return false;
    }
    int size = c.to(), length = size / c.shape().extent(0);
    for (int part = length; ; part = size) {
      if (isRightAngled(c, x, part)) {
        for (int i = 0; i < size; i += part) {
          steepness(c, i, p, x, part);
        }
        float[] w = c.value();
        for (int i = 0, to = WholeParameter.end(c); i < to; i++) {
          p[i] -= x[i] * w[i];
        }
        return true;
      }
      if (part == size) {
        return false;
      }
    }
  }

  /** Whether |cos(x, w)| is below the threshold for all parts of a length. */
  private static boolean isRightAngled(FloatChunk c, float[] x, int length) {
    float[] w = c.value();
    double least = c.number(Step.EPSILON), threshold = c.number(Step.DELTA) / Math.sqrt(length);
    boolean right = true;
    for (int i = 0; i < c.to(); i += length) {
      double ofBoth =
          Math.max(Squares.norm(x, i, length), least) * Math.max(Squares.norm(w, i, length), least);
      right &= Math.abs(Products.of(x, i, w, i, length)) / ofBoth < threshold;
    }
    return right;
  }

  /** x ← (w·p) / (‖w‖ + ε)² over a part: what of w is taken from p. */
  private static void steepness(FloatChunk c, int from, float[] p, float[] x, int length) {
    float[] w = c.value();
    double norm = Squares.norm(w, from, length) + c.number(Step.EPSILON);
    double share = Products.of(p, from, w, from, length) / norm / norm;
    Arrays.fill(x, from, from + length, (float) share);
  }

  private static void step(DoubleChunk c) {
    double[][] scratch = c.scratch(2, WholeParameter.end(c));
    double[] x = scratch[0], p = scratch[1];
    follow(c, x, p);
    boolean projects = project(c, x, p);
    double[] w = c.value();
    double rate = c.number(Step.RATE);
    double decay = projects ? c.number(Step.RATIO) * c.decay() : c.decay();
    for (int i = 0, to = WholeParameter.end(c); i < to; i++) {
      double weight = w[i], change = rate * p[i];
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void follow(DoubleChunk c, double[] x, double[] p) {
    double[] w = c.value(), g = c.gradient(), m = c.slot(FIRST_MOMENT), v = c.slot(SECOND_MOMENT);
    double scale = c.gradientScale(), l2 = c.l2();
    double old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1), new1 = c.number(Step.NEW1);
    double old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2), eps = c.number(Step.DIVISOR);
    double ahead = c.number(Step.AHEAD), now = c.number(Step.NOW);
    for (int i = 0, to = WholeParameter.end(c); i < to; i++) {
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
      x[i] = grad;
      double first = old1 * m[i] + new1 * (grad - off1 * m[i]);
      double second = old2 * v[i] + new2 * grad * grad;
      m[i] = first;
      v[i] = second;
      p[i] = (ahead * first + now * grad) / (Math.sqrt(second) + eps);
    }
  }

  private static boolean project(DoubleChunk c, double[] x, double[] p) {
    if (c.shape().rank() < 2 || c.to() == 0) {
      return false;
    }
    int size = c.to(), length = size / c.shape().extent(0);
    for (int part = length; ; part = size) {
      if (isRightAngled(c, x, part)) {
        for (int i = 0; i < size; i += part) {
          steepness(c, i, p, x, part);
        }
        double[] w = c.value();
        for (int i = 0, to = WholeParameter.end(c); i < to; i++) {
          p[i] -= x[i] * w[i];
        }
        return true;
      }
      if (part == size) {
        return false;
      }
    }
  }

  private static boolean isRightAngled(DoubleChunk c, double[] x, int length) {
    double[] w = c.value();
    double least = c.number(Step.EPSILON), threshold = c.number(Step.DELTA) / Math.sqrt(length);
    boolean right = true;
    for (int i = 0; i < c.to(); i += length) {
      double ofBoth =
          Math.max(Squares.norm(x, i, length), least) * Math.max(Squares.norm(w, i, length), least);
      right &= Math.abs(Products.of(x, i, w, i, length)) / ofBoth < threshold;
    }
    return right;
  }

  private static void steepness(DoubleChunk c, int from, double[] p, double[] x, int length) {
    double[] w = c.value();
    double norm = Squares.norm(w, from, length) + c.number(Step.EPSILON);
    double share = Products.of(p, from, w, from, length) / norm / norm;
    Arrays.fill(x, from, from + length, share);
  }
}
