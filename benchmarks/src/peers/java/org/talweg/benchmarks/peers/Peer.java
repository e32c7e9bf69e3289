// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.peers;

/** One library's Adam on one tensor, at a rate of 0.001 and with the paper's other defaults. */
interface Peer extends AutoCloseable {
  /** Sets the gradient, which a step may destroy. */
  void gradient(float[] gradient);

  /** One step, used as the library's documentation says. */
  void step();

  /** The values as they are now. */
  double[] values();

  @Override
  default void close() {}
}
