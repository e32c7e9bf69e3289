// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

/**
 * The two forms of an average that decays by β, as one loop: old·m + (1 − β)·(g − off·m).
 *
 * <pre>
 * m + (1 − β)·(g − m)                 β ≥ ½: old = 1, off = 1
 * β·m + (1 − β)·g                     β &lt; ½: old = β, off = 0
 * </pre>
 *
 * <p>They are the same number. The first is nearer to it where little is added to much. Where most
 * is new it is not: with β = 0, m = 1e3 and g = 1e-5 in single precision, g − m is −m, and the
 * average 0 in place of g.
 */
final class Average {
  private Average() {}

  static double old(double beta) {
    return beta < 0.5 ? beta : 1;
  }

  static double off(double beta) {
    return beta < 0.5 ? 0 : 1;
  }
}
