/** The bounds that the library keeps: one table, and the guard that measures it. */
package org.talweg.benchmarks.speed.bounds;
