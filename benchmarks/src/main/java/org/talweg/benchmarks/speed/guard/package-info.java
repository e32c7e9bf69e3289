/** The guard: fails when a hot loop of the library has become slow, allocates, or differs. */
package org.talweg.benchmarks.speed.guard;
