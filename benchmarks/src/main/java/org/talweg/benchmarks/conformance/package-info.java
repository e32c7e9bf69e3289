/**
 * Correctness: replays reference results of other frameworks through the library's public API and
 * judges the difference.
 */
package org.talweg.benchmarks.conformance;
