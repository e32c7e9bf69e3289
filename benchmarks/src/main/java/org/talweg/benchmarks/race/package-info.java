/** The race: one network, trained with each optimizer from each initializer. */
package org.talweg.benchmarks.race;
