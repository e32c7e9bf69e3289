// SPDX-License-Identifier: Apache-2.0
package org.talweg.gradient;

/** How the size of gradients is measured. */
public enum NormType {
  /** Σ |g|: PyTorch's {@code norm_type=1}. */
  SUM,
  /** √Σ g²: PyTorch's {@code norm_type=2}. */
  EUCLIDEAN,
  /** max |g|: PyTorch's {@code norm_type=inf}. */
  MAXIMUM
}
