// SPDX-License-Identifier: Apache-2.0
package org.talweg.worker;

/**
 * One pass over all parameters, made of independent tasks.
 *
 * @param <C> what a worker needs for itself while it runs tasks, such as scratch memory
 */
public interface Phase<C> {
  /** {@return the number of tasks; read once, when the phase begins} */
  int tasks();

  /**
   * Does one task.
   *
   * @param task its index
   * @param context the worker's own: no other thread uses it meanwhile
   */
  void run(int task, C context);
}
