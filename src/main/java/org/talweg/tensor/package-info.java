/** Tensors over the caller's own arrays, and the parameters made of them. */
@NullMarked
package org.talweg.tensor;

import org.jspecify.annotations.NullMarked;
