// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/** When variables reach their bounds, the earliest first: a heap of variables. */
final class Breakpoints {
  private final double[] times;
  private final int[] heap;
  private int size;

  Breakpoints(int variables) {
    times = new double[variables];
    heap = new int[variables];
  }

  void clear() {
    size = 0;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Adds a variable; {@link #order} has to be called before the first is asked for. */
  void add(int variable, double time) {
    times[variable] = time;
    heap[size++] = variable;
  }

  void order() {
    for (int i = size / 2 - 1; i >= 0; i--) {
      sink(i);
    }
  }

  int first() {
    return heap[0];
  }

  double firstTime() {
    return times[heap[0]];
  }

  void removeFirst() {
    heap[0] = heap[--size];
    sink(0);
  }

  private void sink(int from) {
    int at = from;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && isBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!isBefore(heap[child], heap[at])) {
        return;
      }
      int variable = heap[at];
      heap[at] = heap[child];
      heap[child] = variable;
      at = child;
    }
  }

  private boolean isBefore(int a, int b) {
    return times[a] < times[b] || (times[a] == times[b] && a < b);
  }
}
