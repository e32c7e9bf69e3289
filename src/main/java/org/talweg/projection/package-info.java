/** Projections and proximal steps: they bound the weights after each step, or shrink them. */
@NullMarked
package org.talweg.projection;

import org.jspecify.annotations.NullMarked;
