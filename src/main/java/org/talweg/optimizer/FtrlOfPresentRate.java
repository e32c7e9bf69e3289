// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import org.talweg.internal.Powers;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Rule;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;

/**
 * {@link Ftrl} as Keras and TensorFlow compute it: z is kept, and of the sum of all σ only what the
 * present step adds goes by the present rate.
 *
 * <pre>
 * σ = ((n + g²)ᵖ − nᵖ) / η
 * n ← n + g²
 * z ← z + g + s·w − σ·w
 * w ← (min(max(z, −λ₁), λ₁) − z) / ((β + nᵖ) / η + λ₂)
 * </pre>
 */
final class FtrlOfPresentRate {
  private static final Slot LINEAR = Slot.lasting("linear", 0);

  private enum Step {
    INVERSE_RATE,
    POWER,
    L1,
    QUADRATIC,
    SHRINKAGE
  }

  private final Slot sum;
  private final double power;

  FtrlOfPresentRate(Slot sum, double power) {
    this.sum = sum;
    this.power = power;
  }

  Rule rule() {
    return (power == 0.5
            ? Rule.of(Step.values(), this::numbers, this::step, this::step)
            : Rule.of(Step.values(), this::numbers, this::power, this::power))
        .withSlots(LINEAR, sum)
        .readingWeights();
  }

  private void numbers(StepNumbers s) {
    double rate = s.learningRate();
    double inverse = rate < Ftrl.LEAST_RATE ? 0 : 1 / rate;
    s.set(Step.INVERSE_RATE, inverse);
    s.set(Step.POWER, power);
    s.set(Step.L1, s.get(Ftrl.L1));
    s.set(Step.QUADRATIC, Math.max(s.get(Ftrl.BETA), Ftrl.LEAST_BETA) * inverse + s.get(Ftrl.L2));
    s.set(Step.SHRINKAGE, s.get(Ftrl.SHRINKAGE));
  }

  private void step(FloatChunk c) {
    if (c.number(Step.INVERSE_RATE) == 0) {
      return;
    }
    float[] w = c.value(), g = c.gradient(), z = c.slot(LINEAR), n = c.slot(sum);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), l1 = c.number(Step.L1);
    float inverse = c.number(Step.INVERSE_RATE), quadratic = c.number(Step.QUADRATIC);
    float shrinkage = c.number(Step.SHRINKAGE);
    float most = (float) Math.sqrt(Float.MAX_VALUE);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float raw = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float grad = Math.max(-most, Math.min(most, raw));
      float before = (float) Math.sqrt(n[i]);
      float total = Math.min(n[i] + grad * grad, Float.MAX_VALUE);
      float root = (float) Math.sqrt(total);
      float sigma = inverse * (root - before);
      float linear = z[i] + (grad - (sigma - shrinkage) * weight);
      n[i] = total;
      z[i] = linear;
      float bounded = Math.max(-l1, Math.min(l1, linear));
      float leader = (bounded - linear) / (inverse * root + quadratic);
      w[i] = decay == 0 ? leader : leader - decay * weight;
    }
  }

  private void power(FloatChunk c) {
    if (c.number(Step.INVERSE_RATE) == 0) {
      return;
    }
    float[] w = c.value(), g = c.gradient(), z = c.slot(LINEAR), n = c.slot(sum);
    float scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), l1 = c.number(Step.L1);
    float inverse = c.number(Step.INVERSE_RATE), quadratic = c.number(Step.QUADRATIC);
    float shrinkage = c.number(Step.SHRINKAGE);
    float most = (float) Math.sqrt(Float.MAX_VALUE);
    float power = c.number(Step.POWER);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      float weight = w[i];
      float raw = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      float grad = Math.max(-most, Math.min(most, raw));
      float before = (float) Powers.of(n[i], power);
      float total = Math.min(n[i] + grad * grad, Float.MAX_VALUE);
      float root = (float) Powers.of(total, power);
      float sigma = inverse * (root - before);
      float linear = z[i] + (grad - (sigma - shrinkage) * weight);
      n[i] = total;
      z[i] = linear;
      float bounded = Math.max(-l1, Math.min(l1, linear));
      float leader = (bounded - linear) / (inverse * root + quadratic);
      w[i] = decay == 0 ? leader : leader - decay * weight;
    }
  }

  private void step(DoubleChunk c) {
    if (c.number(Step.INVERSE_RATE) == 0) {
      return;
    }
    double[] w = c.value(), g = c.gradient(), z = c.slot(LINEAR), n = c.slot(sum);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), l1 = c.number(Step.L1);
    double inverse = c.number(Step.INVERSE_RATE), quadratic = c.number(Step.QUADRATIC);
    double shrinkage = c.number(Step.SHRINKAGE);
    double most = Math.sqrt(Double.MAX_VALUE);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double raw = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double grad = Math.max(-most, Math.min(most, raw));
      double before = Math.sqrt(n[i]);
      double total = Math.min(n[i] + grad * grad, Double.MAX_VALUE);
      double root = Math.sqrt(total);
      double sigma = inverse * (root - before);
      double linear = z[i] + (grad - (sigma - shrinkage) * weight);
      n[i] = total;
      z[i] = linear;
      double bounded = Math.max(-l1, Math.min(l1, linear));
      double leader = (bounded - linear) / (inverse * root + quadratic);
      w[i] = decay == 0 ? leader : leader - decay * weight;
    }
  }

  private void power(DoubleChunk c) {
    if (c.number(Step.INVERSE_RATE) == 0) {
      return;
    }
    double[] w = c.value(), g = c.gradient(), z = c.slot(LINEAR), n = c.slot(sum);
    double scale = c.gradientScale(), l2 = c.l2(), decay = c.decay(), l1 = c.number(Step.L1);
    double inverse = c.number(Step.INVERSE_RATE), quadratic = c.number(Step.QUADRATIC);
    double shrinkage = c.number(Step.SHRINKAGE);
    double most = Math.sqrt(Double.MAX_VALUE);
    double power = c.number(Step.POWER);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      double weight = w[i];
      double raw = l2 == 0 ? scale * g[i] : scale * g[i] + l2 * weight;
      double grad = Math.max(-most, Math.min(most, raw));
      double before = Powers.of(n[i], power);
      double total = Math.min(n[i] + grad * grad, Double.MAX_VALUE);
      double root = Powers.of(total, power);
      double sigma = inverse * (root - before);
      double linear = z[i] + (grad - (sigma - shrinkage) * weight);
      n[i] = total;
      z[i] = linear;
      double bounded = Math.max(-l1, Math.min(l1, linear));
      double leader = (bounded - linear) / (inverse * root + quadratic);
      w[i] = decay == 0 ? leader : leader - decay * weight;
    }
  }
}
