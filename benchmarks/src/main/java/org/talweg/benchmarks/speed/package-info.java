/** Measurements of speed: cases, what they run, and the roof they are held against. */
package org.talweg.benchmarks.speed;
