// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import org.talweg.internal.Checks;

/**
 * By what a loss is multiplied so that gradients in half precision do not vanish, found while
 * training: as large as it can be without gradients that overflow.
 *
 * <p>After a step whose gradients are not finite, which is skipped, the scale is multiplied by the
 * backoff; after so many steps without one in a row, by the growth, unless it would be beyond the
 * range of {@code float}. Micikevicius et al., "Mixed Precision Training", ICLR 2018, <a
 * href="https://arxiv.org/abs/1710.03740">arXiv:1710.03740</a>; PyTorch: {@code
 * torch.amp.GradScaler}, whose defaults {@link #dynamic} has.
 *
 * @param initial the first scale, positive and within the range of {@code float}
 * @param growth above 1
 * @param backoff above 0 and below 1
 * @param interval how many steps in a row without a skipped one make the scale grow, at least 1
 */
public record LossScaling(double initial, double growth, double backoff, long interval) {
  /**
   * Checks the numbers.
   *
   * @param initial the first scale, positive and within the range of {@code float}
   * @param growth above 1
   * @param backoff above 0 and below 1
   * @param interval how many steps in a row without a skipped one make the scale grow
   * @throws IllegalArgumentException if one of them is out of range
   */
  public LossScaling {
    Checks.positive("the first scale of the loss", initial);
    if (initial < Float.MIN_NORMAL || initial > Float.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the first scale of the loss must be within the range of float, but was " + initial);
    }
    if (!(growth > 1 && growth < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the growth of the loss scale must be above 1 and finite, but was " + growth);
    }
    if (!(backoff > 0 && backoff < 1)) {
      throw new IllegalArgumentException(
          "the backoff of the loss scale must be above 0 and below 1, but was " + backoff);
    }
    Checks.atLeastOne("the interval of the loss scale", interval);
  }

  /**
   * {@return PyTorch's scaling: 65,536 at first, doubled after 2,000 steps, halved after a skip}
   */
  public static LossScaling dynamic() {
    return new LossScaling(65_536, 2, 0.5, 2_000);
  }
}
