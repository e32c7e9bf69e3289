/** The bounds that the library means to keep, measured: against the roof, itself and PyTorch. */
package org.talweg.benchmarks.speed.bounds;
