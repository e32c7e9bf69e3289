// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.internal.Squares;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;

/**
 * StableAdamW: {@link AdamW} with the update clipping of {@link Adafactor}. A parameter whose
 * gradients have outgrown the second moment takes a smaller step, so spikes of the loss stay away
 * without clipping gradients.
 *
 * <pre>
 * m ← β₁·m + (1 − β₁)·g               m̂ = m / (1 − β₁ᵗ)
 * v ← β₂·v + (1 − β₂)·g²              v̂ = v / (1 − β₂ᵗ)
 * ρ = η / max(1, rms(g / √max(v̂, ε²)))
 * w ← w − ρ·(λ·w + m̂ / (√v̂ + ε))
 * </pre>
 *
 * <p>η is the learning rate, λ the decoupled weight decay, t the step of the state from 1, rms the
 * root of the mean square over a parameter. Wortsman et al., "Stable and low-precision training for
 * large-scale vision-language models", NeurIPS 2023, <a
 * href="https://arxiv.org/abs/2304.13013">arXiv:2304.13013</a>, algorithm 2. A {@linkplain
 * WeightDecay#cautious cautious} decay is not clipped.
 *
 * <p>Each parameter is taken as a whole, by one thread.
 *
 * <p>Defaults: β₁ = 0.9, β₂ = 0.99, the paper's; ε = 1e-6, λ = 0.01.
 */
public final class StableAdamW extends AbstractOptimizer<StableAdamW> {
  /** β₁, the decay rate of the gradient's average, in [0, 1). */
  public static final Hyperparameter BETA1 = Hyperparameter.fraction("beta1", 0.9);

  /** β₂, the decay rate of the square's average, in [0, 1). */
  public static final Hyperparameter BETA2 = Hyperparameter.fraction("beta2", 0.99);

  /** ε, at least 1e-30. */
  public static final Hyperparameter EPSILON = Hyperparameter.epsilon("epsilon", 1e-6);

  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2, EPSILON)
          .setTogether("withBetas", BETA1, BETA2)
          .withDefaultDecay(WeightDecay.decoupled(0.01));

  private static final Slot FIRST_MOMENT = Slot.fading("first_moment", BETA1);
  private static final Slot SECOND_MOMENT = Slot.fading("second_moment", BETA2);

  private enum Step {
    RATE,
    OLD1,
    OFF1,
    NEW1,
    OLD2,
    NEW2,
    ROOT,
    EPSILON,
    LEAST
  }

  private StableAdamW(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected StableAdamW with(Hyperparameters changed) {
    return new StableAdamW(changed);
  }

  /**
   * {@return StableAdamW at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static StableAdamW of(double learningRate) {
    return new StableAdamW(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return StableAdamW at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static StableAdamW of(Schedule learningRate) {
    return new StableAdamW(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates of its averages}
   *
   * @param beta1 β₁ of the gradient's average, in [0, 1); 0.9 by default
   * @param beta2 β₂ of the square's average, in [0, 1); 0.99 by default
   * @throws IllegalArgumentException unless both are in [0, 1)
   */
  public StableAdamW withBetas(double beta1, double beta2) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2));
  }

  /**
   * {@return a copy with another ε}
   *
   * @param epsilon ε, at least 1e-30; 1e-6 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public StableAdamW withEpsilon(double epsilon) {
    return with(hyperparameters().with(EPSILON, epsilon));
  }

  @Override
  public List<String> equations() {
    return List.of(
        "m ← {beta1}·m + (1 − {beta1})·g",
        "v ← {beta2}·v + (1 − {beta2})·g²",
        "m̂ = m / (1 − {beta1}^t)",
        "v̂ = v / (1 − {beta2}^t)",
        "c = max(1, rms(g / √max(v̂, {epsilon}²)))",
        "w ← w − {learningRate} / c·m̂ / (√v̂ + {epsilon})");
  }

  /** The clipping divides the decay, too, so the change is not to be taken without it. */
  @Override
  public Rule rule() {
    return Rule.of(Step.values(), StableAdamW::numbers, StableAdamW::step, StableAdamW::step)
        .withSlots(FIRST_MOMENT, SECOND_MOMENT)
        .whole()
        .readingWeights();
  }

  private static void numbers(StepNumbers s) {
    double root = Math.sqrt(s.biasCorrection(BETA2));
    s.set(Step.RATE, s.learningRate() * root / s.biasCorrection(BETA1));
    s.set(Step.OLD1, Average.old(s.get(BETA1)));
    s.set(Step.OFF1, Average.off(s.get(BETA1)));
    s.set(Step.NEW1, 1 - s.get(BETA1));
    s.set(Step.OLD2, s.get(BETA2));
    s.set(Step.NEW2, 1 - s.get(BETA2));
    s.set(Step.ROOT, root);
    s.set(Step.EPSILON, s.get(EPSILON) * root);
    s.set(Step.LEAST, s.get(EPSILON));
  }

  /** Averages follow the gradient, block by block; the mean of (g / √max(v̂, ε²))². */
  private static double meanSquare(FloatChunk c) {
    float[] v = c.slot(SECOND_MOMENT);
    float[][] scratch = c.scratch(2, WholeParameter.SCRATCH);
    float[] x = scratch[0], second = scratch[1];
    int end = WholeParameter.end(c);
    double squares = 0;
    for (int i = 0, count; i < end; i += count) {
      count = WholeParameter.block(end - i);
      follow(c, i, i + count);
      WholeParameter.gradients(c, i, x, count);
      System.arraycopy(v, i, second, 0, count);
      divide(c, x, second, count);
      squares += Squares.of(x, 0, count);
    }
    return squares / c.to();
  }

  private static void follow(FloatChunk c, int from, int to) {
    float[] w = c.value(), g = c.gradient(), m = c.slot(FIRST_MOMENT), v = c.slot(SECOND_MOMENT);
    float scale = c.gradientScale(), l2 = c.l2();
    float old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1), new1 = c.number(Step.NEW1);
    float old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2);
    for (int i = from; i < to; i++) {
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
      float first = old1 * m[i] + new1 * (grad - off1 * m[i]);
      float second = old2 * v[i] + new2 * grad * grad;
      m[i] = first;
      v[i] = second;
    }
  }

  /** x ← g / √max(v̂, ε²). */
  private static void divide(FloatChunk c, float[] x, float[] v, int count) {
    float root = c.number(Step.ROOT), least = c.number(Step.LEAST);
    for (int j = 0; j < count; j++) {
      x[j] /= Math.max((float) Math.sqrt(v[j]) / root, least);
    }
  }

  private static void step(FloatChunk c) {
    float clip = (float) (1 / Math.max(1, Math.sqrt(meanSquare(c))));
    float[] w = c.value(), m = c.slot(FIRST_MOMENT), v = c.slot(SECOND_MOMENT);
    float decay = clip * c.decay(), rate = clip * c.number(Step.RATE);
    float eps = c.number(Step.EPSILON);
    for (int i = 0, to = WholeParameter.end(c); i < to; i++) {
      float weight = w[i];
      float change = rate * m[i] / ((float) Math.sqrt(v[i]) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static double meanSquare(DoubleChunk c) {
    double[] v = c.slot(SECOND_MOMENT);
    double[][] scratch = c.scratch(2, WholeParameter.SCRATCH);
    double[] x = scratch[0], second = scratch[1];
    int end = WholeParameter.end(c);
    double squares = 0;
    for (int i = 0, count; i < end; i += count) {
      count = WholeParameter.block(end - i);
      follow(c, i, i + count);
      WholeParameter.gradients(c, i, x, count);
      System.arraycopy(v, i, second, 0, count);
      divide(c, x, second, count);
      squares += Squares.of(x, 0, count);
    }
    return squares / c.to();
  }

  private static void follow(DoubleChunk c, int from, int to) {
    double[] w = c.value(), g = c.gradient(), m = c.slot(FIRST_MOMENT), v = c.slot(SECOND_MOMENT);
    double scale = c.gradientScale(), l2 = c.l2();
    double old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1), new1 = c.number(Step.NEW1);
    double old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2);
    for (int i = from; i < to; i++) {
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * w[i];
      double first = old1 * m[i] + new1 * (grad - off1 * m[i]);
      double second = old2 * v[i] + new2 * grad * grad;
      m[i] = first;
      v[i] = second;
    }
  }

  private static void divide(DoubleChunk c, double[] x, double[] v, int count) {
    double root = c.number(Step.ROOT), least = c.number(Step.LEAST);
    for (int j = 0; j < count; j++) {
      x[j] /= Math.max(Math.sqrt(v[j]) / root, least);
    }
  }

  private static void step(DoubleChunk c) {
    double clip = (1 / Math.max(1, Math.sqrt(meanSquare(c))));
    double[] w = c.value(), m = c.slot(FIRST_MOMENT), v = c.slot(SECOND_MOMENT);
    double decay = clip * c.decay(), rate = clip * c.number(Step.RATE);
    double eps = c.number(Step.EPSILON);
    for (int i = 0, to = WholeParameter.end(c); i < to; i++) {
      double weight = w[i];
      double change = rate * m[i] / (Math.sqrt(v[i]) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
