/** Minimizers and gradient descent side by side on problems that minimizers are tested with. */
package org.talweg.benchmarks.race.paths;
