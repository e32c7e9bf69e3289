/** The network of the race: layers, loss and backward pass. */
package org.talweg.benchmarks.race.network;
