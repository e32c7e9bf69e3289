/** Functions of two variables and the paths that optimizers take on them. */
package org.talweg.benchmarks.race.landscape;
