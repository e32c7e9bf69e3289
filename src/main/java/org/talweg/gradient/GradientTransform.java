package org.talweg.gradient;

/**
 * A change to the gradients between the backward pass and the rule. A trainer applies its
 * transforms in the order they were given. The caller's gradient arrays are not changed by it: the
 * rule multiplies what it reads.
 */
public sealed interface GradientTransform permits ScaleGradients, ClipByGlobalNorm {
  /** {@return whether {@link #factor} needs the global norm} */
  boolean needsGlobalNorm();

  /**
   * {@return what all gradients are multiplied by}
   *
   * @param globalNorm the Euclidean norm over the gradients of all parameters, as the transforms
   *     before this one leave them; anything if it is not needed
   */
  double factor(double globalNorm);
}
