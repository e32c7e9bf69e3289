/** Images to train with: drawn, or read from files in MNIST's format. */
package org.talweg.benchmarks.race.images;
