/** How activations are spread behind each layer of a deep network. */
package org.talweg.benchmarks.race.activation;
