/** The benchmarks that JMH runs, and the command that starts it. */
package org.talweg.benchmarks.speed.jmh;
