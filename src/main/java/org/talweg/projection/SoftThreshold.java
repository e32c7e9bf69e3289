// SPDX-License-Identifier: Apache-2.0
package org.talweg.projection;

import org.talweg.internal.Checks;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Granularity;

/**
 * L1 regularization by a proximal step, which makes small weights exactly zero.
 *
 * <pre>
 * w ← sign(w)·max(|w| − η·λ, 0)
 * </pre>
 *
 * <p>η is the learning rate. With plain gradient descent this is ISTA: it minimizes loss + λ·‖w‖₁.
 * After an adaptive rule the threshold is that of the rate, not of each weight's own step, as in
 * AdamW's decay. Beck and Teboulle, "A Fast Iterative Shrinkage-Thresholding Algorithm for Linear
 * Inverse Problems", SIAM J. Imaging Sci. 2009; Duchi and Singer, "Efficient Online and Batch
 * Learning using Forward Backward Splitting", JMLR 2009.
 *
 * @param lambda λ, zero or positive
 */
public record SoftThreshold(double lambda) implements Projection {
  private enum Step {
    THRESHOLD
  }

  /**
   * Checks the number.
   *
   * @param lambda λ
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public SoftThreshold {
    Checks.notNegative("lambda", lambda);
  }

  @Override
  public Loops loops() {
    return new Loops(
        Step.values(),
        this::numbers,
        SoftThreshold::shrink,
        SoftThreshold::shrink,
        Granularity.ELEMENT);
  }

  private void numbers(ProjectionNumbers numbers) {
    numbers.set(Step.THRESHOLD, numbers.learningRate() * lambda);
  }

  private static void shrink(FloatChunk c) {
    float[] w = c.value();
    float threshold = c.number(Step.THRESHOLD);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      w[i] = Math.max(w[i] - threshold, 0) + Math.min(w[i] + threshold, 0);
    }
  }

  private static void shrink(DoubleChunk c) {
    double[] w = c.value();
    double threshold = c.number(Step.THRESHOLD);
    for (int i = c.from(), to = c.to(); i < to; i++) {
      w[i] = Math.max(w[i] - threshold, 0) + Math.min(w[i] + threshold, 0);
    }
  }
}
