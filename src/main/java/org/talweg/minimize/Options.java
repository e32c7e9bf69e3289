// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import java.time.Duration;
import java.util.Optional;

/** The options common to all methods. */
record Options(
    double gradientTolerance,
    double lossTolerance,
    long maxIterations,
    long maxEvaluations,
    Optional<Duration> timeLimit,
    int threads,
    boolean maximize) {
  static final Options DEFAULTS =
      new Options(0, 1e-12, Long.MAX_VALUE, 20_000, Optional.empty(), 1, false);

  Options withGradientTolerance(double tolerance) {
    return new Options(
        tolerance, lossTolerance, maxIterations, maxEvaluations, timeLimit, threads, maximize);
  }

  Options withLossTolerance(double tolerance) {
    return new Options(
        gradientTolerance, tolerance, maxIterations, maxEvaluations, timeLimit, threads, maximize);
  }

  Options withMaxIterations(long most) {
    return new Options(
        gradientTolerance, lossTolerance, most, maxEvaluations, timeLimit, threads, maximize);
  }

  Options withMaxEvaluations(long most) {
    return new Options(
        gradientTolerance, lossTolerance, maxIterations, most, timeLimit, threads, maximize);
  }

  Options withTimeLimit(Duration limit) {
    return new Options(
        gradientTolerance,
        lossTolerance,
        maxIterations,
        maxEvaluations,
        Optional.of(limit),
        threads,
        maximize);
  }

  Options withThreads(int most) {
    return new Options(
        gradientTolerance, lossTolerance, maxIterations, maxEvaluations, timeLimit, most, maximize);
  }

  Options maximizing() {
    return new Options(
        gradientTolerance, lossTolerance, maxIterations, maxEvaluations, timeLimit, threads, true);
  }
}
