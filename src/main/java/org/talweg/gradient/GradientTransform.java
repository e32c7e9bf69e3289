package org.talweg.gradient;

/**
 * A change to the gradients between the backward pass and the rule. A trainer applies its
 * transforms in the order they were given. The caller's gradients are not changed by it: the rule
 * multiplies what it reads.
 */
public sealed interface GradientTransform
    permits ScaleGradients, ClipByGlobalNorm, ClipByParameterNorm, ClipByValue {}
