// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
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
import org.talweg.tensor.Shape;

/**
 * NovoGrad: momentum over gradients that are divided by a running norm, one number for each
 * parameter. With half of {@link Adam}'s state.
 *
 * <pre>
 * v ← β₂·v + (1 − β₂)·‖g‖²            ‖g‖² at the first step
 * m ← β₁·m + (g / (√v + ε) + λ·w)
 * w ← w − η·m
 * </pre>
 *
 * <p>η is the learning rate; norms are Euclidean, of each parameter by itself. λ is a decay of the
 * rule's own, {@link #withDecayInMomentum}; a {@linkplain #withWeightDecay(double) weight decay}
 * goes beside the rule as with other rules. The state holds √v, the norm itself, so that no finite
 * gradient leaves its range. Ginsburg et al., "Training Deep Networks with Stochastic Gradient
 * Normalized by Layerwise Adaptive Second Moments", 2019, <a
 * href="https://arxiv.org/abs/1905.11286">arXiv:1905.11286</a>, algorithm 1. optax: {@code
 * novograd}, whose decay is λ.
 *
 * <p>Each parameter is taken as a whole, by one thread, and its gradients are read twice.
 *
 * <p>Defaults, the paper's: β₁ = 0.95, β₂ = 0.98, ε = 1e-8, λ = 0 (optax: β₁ = 0.9, β₂ = 0.25, ε =
 * 1e-6).
 */
public final class NovoGrad extends AbstractOptimizer<NovoGrad> {
  /** β₁, the momentum, in [0, 1). */
  public static final Hyperparameter BETA1 = Hyperparameter.fraction("beta1", 0.95);

  /** β₂, the decay rate of the squared norm's average, in [0, 1). */
  public static final Hyperparameter BETA2 = Hyperparameter.fraction("beta2", 0.98);

  /** ε, at least 1e-30. */
  public static final Hyperparameter EPSILON = Hyperparameter.epsilon("epsilon", 1e-8);

  /** λ, zero or positive. */
  public static final Hyperparameter DECAY_IN_MOMENTUM =
      Hyperparameter.notNegative("decayInMomentum", 0);

  private static final Flag AVERAGED = new Flag("gradientAveraging", false);
  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2, EPSILON, DECAY_IN_MOMENTUM)
          .setTogether("withBetas", BETA1, BETA2)
          .withFlags(AVERAGED)
          .withDefaultDecay(WeightDecay.decoupled(0));

  private static final Slot MOMENTUM = Slot.fading("momentum", BETA1);
  private static final Slot NORM = Slot.lasting("gradient_norm", 0);

  private enum Step {
    RATE,
    OLD1,
    OFF1,
    NEW1,
    OLD2,
    NEW2,
    EPSILON,
    DECAY
  }

  private NovoGrad(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected NovoGrad with(Hyperparameters changed) {
    return new NovoGrad(changed);
  }

  /**
   * {@return NovoGrad at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static NovoGrad of(double learningRate) {
    return new NovoGrad(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return NovoGrad at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static NovoGrad of(Schedule learningRate) {
    return new NovoGrad(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates}
   *
   * @param beta1 β₁ of the momentum, in [0, 1); 0.95 by default
   * @param beta2 β₂ of the squared norm, in [0, 1); 0.98 by default
   * @throws IllegalArgumentException unless both are in [0, 1)
   */
  public NovoGrad withBetas(double beta1, double beta2) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2));
  }

  /**
   * {@return a copy with another ε}
   *
   * @param epsilon ε, at least 1e-30; 1e-8 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public NovoGrad withEpsilon(double epsilon) {
    return with(hyperparameters().with(EPSILON, epsilon));
  }

  /**
   * {@return a copy with a decay that the momentum takes up, as in the paper}
   *
   * @param decay λ, what is added to a normalized gradient for each unit of weight, zero or
   *     positive; 0 by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public NovoGrad withDecayInMomentum(double decay) {
    return with(hyperparameters().with(DECAY_IN_MOMENTUM, decay));
  }

  /**
   * {@return a copy whose momentum is an average or a sum}
   *
   * @param averaging {@code true} for m ← β₁·m + (1 − β₁)·(g / (√v + ε) + λ·w), {@code
   *     grad_averaging} of other implementations, which takes 1 / (1 − β₁) times the rate; default
   *     {@code false}
   */
  public NovoGrad withGradientAveraging(boolean averaging) {
    return with(hyperparameters().with(AVERAGED, averaging));
  }

  @Override
  public List<String> equations() {
    String share = hyperparameters().is(AVERAGED) ? "(1 − {beta1})·" : "";
    boolean decays = !hyperparameters().isZero(DECAY_IN_MOMENTUM);
    return List.of(
        "v ← {beta2}·v + (1 − {beta2})·‖g‖², ‖g‖² if t = 1",
        "m ← {beta1}·m + "
            + share
            + (decays ? "(g / (√v + {epsilon}) + {decayInMomentum}·w)" : "g / (√v + {epsilon})"),
        "w ← w − {learningRate}·m");
  }

  @Override
  public Rule rule() {
    Rule rule =
        Rule.of(Step.values(), NovoGrad::numbers, NovoGrad::step, NovoGrad::step)
            .withSlots(MOMENTUM, NORM.inShape(shape -> Shape.of(1)));
    return hyperparameters().isZero(DECAY_IN_MOMENTUM) ? rule : rule.readingWeights();
  }

  private static void numbers(StepNumbers s) {
    double beta1 = s.get(BETA1);
    boolean averaged = s.is(AVERAGED);
    s.set(Step.RATE, s.learningRate());
    s.set(Step.OLD1, averaged ? Average.old(beta1) : beta1);
    s.set(Step.OFF1, averaged ? Average.off(beta1) : 0);
    s.set(Step.NEW1, averaged ? 1 - beta1 : 1);
    double beta2 = s.stateStep() == 1 ? 0 : s.get(BETA2);
    s.set(Step.OLD2, Math.sqrt(beta2));
    s.set(Step.NEW2, Math.sqrt(1 - beta2));
    s.set(Step.EPSILON, s.get(EPSILON));
    s.set(Step.DECAY, s.get(DECAY_IN_MOMENTUM));
  }

  /** √v + ε, of which √v is kept. */
  private static float divisor(FloatChunk c) {
    float[] n = c.slot(NORM), x = c.scratch(1, WholeParameter.SCRATCH)[0];
    double old = c.number(Step.OLD2), fresh = c.number(Step.NEW2) * WholeParameter.norm(c, x);
    float norm = (float) Math.min(StrictMath.hypot(old * n[0], fresh), Float.MAX_VALUE);
    n[0] = norm;
    return norm + c.number(Step.EPSILON);
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), m = c.slot(MOMENTUM);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old = c.number(Step.OLD1), off = c.number(Step.OFF1), fresh = c.number(Step.NEW1);
    float inner = c.number(Step.DECAY), divisor = divisor(c);
    for (int i = 0, to = WholeParameter.end(c); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float push = inner == 0 ? grad / divisor : grad / divisor + inner * weight;
      float momentum = old * m[i] + fresh * (push - off * m[i]);
      m[i] = momentum;
      float change = rate * momentum;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static double divisor(DoubleChunk c) {
    double[] n = c.slot(NORM), x = c.scratch(1, WholeParameter.SCRATCH)[0];
    double old = c.number(Step.OLD2), fresh = c.number(Step.NEW2) * WholeParameter.norm(c, x);
    double norm = Math.min(StrictMath.hypot(old * n[0], fresh), Double.MAX_VALUE);
    n[0] = norm;
    return norm + c.number(Step.EPSILON);
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), m = c.slot(MOMENTUM);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old = c.number(Step.OLD1), off = c.number(Step.OFF1), fresh = c.number(Step.NEW1);
    double inner = c.number(Step.DECAY), divisor = divisor(c);
    for (int i = 0, to = WholeParameter.end(c); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double push = inner == 0 ? grad / divisor : grad / divisor + inner * weight;
      double momentum = old * m[i] + fresh * (push - off * m[i]);
      m[i] = momentum;
      double change = rate * momentum;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
