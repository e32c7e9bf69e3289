/** Other L-BFGS for Java, on one whole fit beside this library's. */
package org.talweg.benchmarks.peers.fits;
