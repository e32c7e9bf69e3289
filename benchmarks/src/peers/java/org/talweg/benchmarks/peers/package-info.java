/** Other libraries for Java that have Adam, checked first and then measured beside this one. */
package org.talweg.benchmarks.peers;
