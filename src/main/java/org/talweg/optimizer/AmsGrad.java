// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.function.Consumer;
import org.talweg.optimizer.Adam.Step;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Rule;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;

/**
 * {@link Adam} that divides by the largest second moment so far, so that a rare large gradient is
 * not forgotten.
 *
 * <pre>
 * h ← max(h, v)                       v̂ = h / (1 − β₂ᵗ)
 * </pre>
 *
 * <p>Reddi, Kale and Kumar, "On the Convergence of Adam and Beyond", ICLR 2018, <a
 * href="https://arxiv.org/abs/1904.09237">arXiv:1904.09237</a>; the maximum is taken before the
 * correction, as in PyTorch and Keras.
 */
final class AmsGrad {
  private static final Slot MAX_SECOND_MOMENT = Slot.lasting("max_second_moment", 0);

  private AmsGrad() {}

  static Rule rule(Consumer<StepNumbers> numbers) {
    return Rule.of(Step.values(), numbers, AmsGrad::step, AmsGrad::step)
        .withSlots(Adam.FIRST_MOMENT, Adam.SECOND_MOMENT, MAX_SECOND_MOMENT);
  }

  private static void step(FloatChunk c) {
    float[] w = c.value(), g = c.gradient();
    float[] m = c.slot(Adam.FIRST_MOMENT), v = c.slot(Adam.SECOND_MOMENT);
    float[] h = c.slot(MAX_SECOND_MOMENT);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    float old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    float new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2);
    float eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float first = old1 * m[i] + new1 * (grad - off1 * m[i]);
      float second = old2 * v[i] + new2 * grad * grad;
      float largest = Math.max(h[i], second);
      m[i] = first;
      v[i] = second;
      h[i] = largest;
      float change = rate * first / ((float) Math.sqrt(largest + root) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }

  private static void step(DoubleChunk c) {
    double[] w = c.value(), g = c.gradient();
    double[] m = c.slot(Adam.FIRST_MOMENT), v = c.slot(Adam.SECOND_MOMENT);
    double[] h = c.slot(MAX_SECOND_MOMENT);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), rate = c.number(Step.RATE);
    double old1 = c.number(Step.OLD1), off1 = c.number(Step.OFF1);
    double new1 = c.number(Step.NEW1), old2 = c.number(Step.OLD2), new2 = c.number(Step.NEW2);
    double eps = c.number(Step.EPSILON), root = c.number(Step.ROOT);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double grad = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double first = old1 * m[i] + new1 * (grad - off1 * m[i]);
      double second = old2 * v[i] + new2 * grad * grad;
      double largest = Math.max(h[i], second);
      m[i] = first;
      v[i] = second;
      h[i] = largest;
      double change = rate * first / (Math.sqrt(largest + root) + eps);
      w[i] = decay == 0 ? weight - change : weight - (decay * weight + change);
    }
  }
}
