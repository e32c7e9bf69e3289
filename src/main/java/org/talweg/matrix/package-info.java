/** Matrices in arrays, row by row: products, and the routines built on them. Not exported. */
@NullMarked
package org.talweg.matrix;

import org.jspecify.annotations.NullMarked;
