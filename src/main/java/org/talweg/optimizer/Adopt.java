// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.List;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Rule;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;
import org.talweg.schedule.Schedule;

/**
 * ADOPT: {@link Adam} that divides a gradient by the second moment before it, which makes it
 * converge with any β₂.
 *
 * <pre>
 * u = min(max(g / max(√v, ε), −c), c)
 * m ← m + (1 − β₁)·(u − m)
 * w ← w − η·m
 * v ← β₂·v + (1 − β₂)·g²
 * </pre>
 *
 * <p>η is the learning rate, c the bound of the clip. The state's first step sets v to g² and moves
 * no weight by its gradient. The paper's bound at its step t is t^¼, and its step 1 is the second
 * here, so the default is (t − 1)^¼; pytorch_optimizer has t^¼: {@code with(Adopt.CLIP, t ->
 * Math.sqrt(Math.sqrt(t)))}. Taniguchi et al., "ADOPT: Modified Adam Can Converge with Any β₂ with
 * the Optimal Rate", NeurIPS 2024, <a href="https://arxiv.org/abs/2411.02853">arXiv:2411.02853</a>,
 * with the clip of its later versions.
 *
 * <p>Defaults, the paper's: β₁ = 0.9, β₂ = 0.9999, ε = 1e-6, c = (t − 1)^¼ by the trainer's step.
 */
public final class Adopt extends AbstractOptimizer<Adopt> {
  /** β₁, the decay rate of the average of scaled gradients, in [0, 1). */
  public static final Hyperparameter BETA1 = Hyperparameter.fraction("beta1", 0.9);

  /** β₂, the decay rate of the square's average, in [0, 1). */
  public static final Hyperparameter BETA2 = Hyperparameter.fraction("beta2", 0.9999);

  /** ε, at least 1e-30. */
  public static final Hyperparameter EPSILON = Hyperparameter.epsilon("epsilon", 1e-6);

  /** c, the bound of scaled gradients by the state's step, zero or positive. */
  public static final Hyperparameter CLIP =
      Hyperparameter.notNegative("clip", 1)
          .byDefault(Schedule.named("(t - 1)^0.25", t -> Math.sqrt(Math.sqrt((double) (t - 1)))));

  private static final Hyperparameters DEFAULTS =
      Hyperparameters.declare(BETA1, BETA2, EPSILON, CLIP).setTogether("withBetas", BETA1, BETA2);

  private static final Slot FIRST_MOMENT = Slot.fading("first_moment", BETA1);
  private static final Slot SECOND_MOMENT = Slot.fading("second_moment", BETA2);

  private enum Step {
    RATE,
    OLD1,
    OFF1,
    NEW1,
    OLD2,
    NEW2,
    EPSILON,
    CLIP
  }

  private Adopt(Hyperparameters hyperparameters) {
    super(hyperparameters);
  }

  @Override
  protected Adopt with(Hyperparameters changed) {
    return new Adopt(changed);
  }

  /**
   * {@return ADOPT at a constant rate}
   *
   * @param learningRate η, zero or positive and finite
   * @throws IllegalArgumentException if the rate is negative or not finite
   */
  public static Adopt of(double learningRate) {
    return new Adopt(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return ADOPT at a scheduled rate}
   *
   * @param learningRate η by step
   */
  public static Adopt of(Schedule learningRate) {
    return new Adopt(DEFAULTS.with(Hyperparameter.LEARNING_RATE, learningRate));
  }

  /**
   * {@return a copy with other decay rates of its averages}
   *
   * @param beta1 β₁ of the average of scaled gradients, in [0, 1); 0.9 by default
   * @param beta2 β₂ of the square's average, in [0, 1); 0.9999 by default
   * @throws IllegalArgumentException unless both are in [0, 1)
   */
  public Adopt withBetas(double beta1, double beta2) {
    return with(hyperparameters().with(BETA1, beta1).with(BETA2, beta2));
  }

  /**
   * {@return a copy with another ε}
   *
   * @param epsilon ε, at least 1e-30; 1e-6 by default
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public Adopt withEpsilon(double epsilon) {
    return with(hyperparameters().with(EPSILON, epsilon));
  }

  /**
   * {@return a copy with another bound of scaled gradients}
   *
   * @param clip c, zero or positive; (t − 1)^¼ by default
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Adopt withClip(double clip) {
    return with(hyperparameters().with(CLIP, clip));
  }

  @Override
  public List<String> equations() {
    return List.of(
        "u = min(max(g / max(√v, {epsilon}), −{clip}), {clip})",
        "m ← {beta1}·m + (1 − {beta1})·u·min(t − 1, 1)",
        "w ← w − {learningRate}·m",
        "v ← {beta2}·v + (1 − {beta2}·min(t − 1, 1))·g²");
  }

  @Override
  public Rule rule() {
    return Rule.of(Step.values(), Adopt::numbers, Adopt::step, Adopt::step)
        .withSlots(FIRST_MOMENT, SECOND_MOMENT);
  }

  private static void numbers(StepNumbers s) {
    boolean first = s.stateStep() == 1;
    s.set(Step.RATE, s.learningRate());
    s.set(Step.OLD1, Average.old(s.get(BETA1)));
    s.set(Step.OFF1, Average.off(s.get(BETA1)));
    s.set(Step.NEW1, first ? 0 : 1 - s.get(BETA1));
    s.set(Step.OLD2, s.get(BETA2));
    s.set(Step.NEW2, first ? 1 : 1 - s.get(BETA2));
    s.set(Step.EPSILON, s.get(EPSILON));
    s.set(Step.CLIP, s.getByState(CLIP));
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient(), m = c.slot(FIRST_MOMENT), v = c.slot(SECOND_MOMENT);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    float new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2);
    float eps = c.number(Step.EPSILON), clip = c.number(Step.CLIP);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float scaled = grad / Math.max((float) Math.sqrt(v[i]), eps);
      float clipped = Math.max(-clip, Math.min(clip, scaled));
      float first = old1 * m[i] + new1 * (clipped - off1 * m[i]);
      m[i] = first;
      v[i] = old2 * v[i] + new2 * grad * grad;
      float change = rate * first;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient(), m = c.slot(FIRST_MOMENT), v = c.slot(SECOND_MOMENT);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    double new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2);
    double eps = c.number(Step.EPSILON), clip = c.number(Step.CLIP);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double scaled = grad / Math.max(Math.sqrt(v[i]), eps);
      double clipped = Math.max(-clip, Math.min(clip, scaled));
      double first = old1 * m[i] + new1 * (clipped - off1 * m[i]);
      m[i] = first;
      v[i] = old2 * v[i] + new2 * grad * grad;
      double change = rate * first;
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
