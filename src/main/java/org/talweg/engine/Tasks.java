// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.Arrays;

/**
 * Items packed into tasks of about equal size, so that many small ones are handed over together.
 */
final class Tasks {
  private static final int SMALLEST = 4096;
  private static final int LARGEST = 1 << 16;
  private static final int PER_THREAD = 16;

  private final int[] starts;
  private final int count;

  /**
   * Packs items in their order.
   *
   * @param sizes the sizes of the items
   * @param threads how many threads share the tasks
   */
  Tasks(int[] sizes, int threads) {
    long elements = 0;
    for (int size : sizes) {
      elements += size;
    }
    long share = elements / ((long) threads * PER_THREAD);
    long taskSize = Math.max(SMALLEST, Math.min(LARGEST, share));
    int[] ends = new int[sizes.length + 1];
    int tasks = 0;
    long filled = 0;
    for (int i = 0; i < sizes.length; i++) {
      if (filled >= taskSize) {
        ends[++tasks] = i;
        filled = 0;
      }
      filled += sizes[i];
    }
    count = sizes.length == 0 ? 0 : tasks + 1;
    ends[count] = sizes.length;
    starts = Arrays.copyOf(ends, count + 1);
  }

  int count() {
    return count;
  }

  /** The first item of a task; that of the task after the last is the number of items. */
  int first(int task) {
    return starts[task];
  }
}
