/** Digests of what a thousand steps compute: the same bits everywhere, or a different line. */
package org.talweg.benchmarks.speed.digest;
