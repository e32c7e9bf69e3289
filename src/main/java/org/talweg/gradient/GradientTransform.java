// SPDX-License-Identifier: Apache-2.0
package org.talweg.gradient;

/**
 * A change to the gradients between the backward pass and the rule. A trainer applies its
 * transforms in the order in which they were given. The caller's gradients are not changed.
 *
 * <p>A transform is a value that says its {@linkplain GradientEffect effect}; one of your own is a
 * record, equal by its numbers:
 *
 * <pre>{@code
 * record Normalize() implements GradientTransform {
 *   public GradientEffect effect() {
 *     return GradientEffect.byParameterNorm(NormType.EUCLIDEAN, (norm, step) -> 1 / (norm + 1e-12));
 *   }
 * }
 * }</pre>
 */
public interface GradientTransform {
  /** {@return the effect; asked for once, when a trainer is built} */
  GradientEffect effect();
}
