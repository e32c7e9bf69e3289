package org.talweg.benchmarks.speed.report;

import java.util.Map;

/**
 * One time.
 *
 * @param benchmark the class and method, as in {@code OptimizerBenchmark.step}
 * @param parameters its parameters
 * @param nanoseconds the median over all iterations of all forks
 */
record Measured(String benchmark, Map<String, String> parameters, double nanoseconds) {
  /** Whether this is the benchmark and has the parameters, given as name, value, name, value… */
  boolean is(String wanted, String... namesAndValues) {
    if (!benchmark.equals(wanted)) {
      return false;
    }
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (!namesAndValues[i + 1].equals(parameters.get(namesAndValues[i]))) {
        return false;
      }
    }
    return true;
  }
}
