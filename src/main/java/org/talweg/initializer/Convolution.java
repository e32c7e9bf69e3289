// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import org.talweg.internal.Checks;

/**
 * The properties of a convolution that its weight's shape does not show: whether it is transposed,
 * and the number of its groups. {@link Fan} counts with it:
 *
 * <pre>
 * stored outputFirst      convolution                 transposed
 * shape                   (out, in / groups, kernel…)  (in, out / groups, kernel…)
 * stored inputFirst
 * shape                   (kernel…, in / groups, out)  (kernel…, out / groups, in)
 *
 * fanIn  = in / groups · ∏ kernel        fanOut = out / groups · ∏ kernel
 * </pre>
 *
 * <p>The stride is not counted. PyTorch's and Keras' initializers don't know either of the two:
 * they read every shape as that of a convolution without groups. So for a transposed convolution
 * their fans are exchanged, and with groups their fanOut counts all outputs. For their numbers,
 * state no convolution.
 *
 * @param transposed {@code true} for the weight of a transposed convolution, as of PyTorch's {@code
 *     ConvTranspose2d}; default {@code false}
 * @param groups the groups of the convolution, at least 1; default 1
 */
public record Convolution(boolean transposed, int groups) {
  /**
   * Checks the groups.
   *
   * @param transposed whether the convolution is transposed
   * @param groups the groups of the convolution, at least 1
   * @throws IllegalArgumentException if there are none
   */
  public Convolution {
    Checks.atLeastOne("groups", groups);
  }

  /** {@return a convolution in one group, not transposed} */
  public static Convolution of() {
    return new Convolution(false, 1);
  }

  /** {@return a transposed convolution in one group} */
  public static Convolution transpose() {
    return new Convolution(true, 1);
  }

  /**
   * {@return this convolution with another number of groups}
   *
   * @param groups the groups, at least 1; as many as input channels for a depthwise convolution
   * @throws IllegalArgumentException if there are none
   */
  public Convolution withGroups(int groups) {
    return new Convolution(transposed, groups);
  }

  /** The words for messages, empty for a plain convolution. */
  String suffix() {
    return (transposed ? " transposed" : "") + (groups == 1 ? "" : " in " + groups + " groups");
  }
}
