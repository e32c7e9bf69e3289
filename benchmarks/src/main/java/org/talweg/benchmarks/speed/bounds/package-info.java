/** The bounds that the library keeps: one table, measured quickly by the guard or with patience. */
package org.talweg.benchmarks.speed.bounds;
