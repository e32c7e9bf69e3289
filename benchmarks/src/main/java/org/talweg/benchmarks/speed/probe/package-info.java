/**
 * Measuring two things against each other on a machine that others use too: each lives in a process
 * that waits for orders, and short windows alternate between them.
 */
package org.talweg.benchmarks.speed.probe;
