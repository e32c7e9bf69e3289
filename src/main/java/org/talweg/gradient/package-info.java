/** Gradient transforms: clipping, scaling and rewriting between the backward pass and the rule. */
@NullMarked
package org.talweg.gradient;

import org.jspecify.annotations.NullMarked;
