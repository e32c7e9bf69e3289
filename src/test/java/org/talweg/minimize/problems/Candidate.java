// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

/** Anything that minimizes, to be held against the references. */
@FunctionalInterface
public interface Candidate {
  /**
   * Minimizes {@link Trial#evaluate} from {@link Trial#start()} within the bounds of {@link
   * Trial#problem()}, with at most {@link Trial#limit()} evaluations.
   */
  void minimize(Trial trial);
}
