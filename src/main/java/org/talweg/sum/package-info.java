/**
 * Sums that have the same bits in whatever order, by whatever threads, processes or partitions they
 * were added.
 */
@NullMarked
package org.talweg.sum;

import org.jspecify.annotations.NullMarked;
