/**
 * Minimizers of a loss whose gradient is known: {@link org.talweg.minimize.Lbfgs} and its kin, for
 * one long {@code double[]} or any parameters of this library.
 */
@NullMarked
package org.talweg.minimize;

import org.jspecify.annotations.NullMarked;
