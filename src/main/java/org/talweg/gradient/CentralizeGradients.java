// SPDX-License-Identifier: Apache-2.0
package org.talweg.gradient;

import org.talweg.internal.Squares;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Granularity;

/**
 * Takes the mean of each row off: the gradient of a unit's weights then sums to zero.
 *
 * <pre>
 * gᵢ ← gᵢ − mean(gᵢ)
 * </pre>
 *
 * <p>gᵢ is what belongs to index i of the first dimension: a unit's weights where outputs come
 * first. Vectors, such as biases, stay. Yong, Huang, Hua and Zhang, "Gradient Centralization: A New
 * Optimization Technique for Deep Neural Networks", ECCV 2020, <a
 * href="https://arxiv.org/abs/2004.01461">arXiv:2004.01461</a>. optax: {@code centralize}.
 */
public record CentralizeGradients() implements GradientTransform {
  private enum Step {}

  @Override
  public GradientEffect effect() {
    return GradientEffect.rewrite(
            Step.values(),
            numbers -> {},
            CentralizeGradients::centralize,
            CentralizeGradients::centralize)
        .over(Granularity.ROW);
  }

  private static void centralize(FloatChunk c) {
    if (c.shape().rank() < 2) {
      return;
    }
    float[] g = c.gradient();
    int row = c.shape().rowSize();
    for (int from = c.from(); from < c.to(); from += row) {
      float mean = (float) Squares.mean(g, from, row);
      for (int i = from; i < from + row; i++) {
        g[i] -= mean;
      }
    }
  }

  private static void centralize(DoubleChunk c) {
    if (c.shape().rank() < 2) {
      return;
    }
    double[] g = c.gradient();
    int row = c.shape().rowSize();
    for (int from = c.from(); from < c.to(); from += row) {
      double mean = Squares.mean(g, from, row);
      for (int i = from; i < from + row; i++) {
        g[i] -= mean;
      }
    }
  }
}
