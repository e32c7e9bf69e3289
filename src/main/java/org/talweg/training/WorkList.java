package org.talweg.training;

/**
 * Arrays cut into chunks at fixed boundaries, and the chunks packed into tasks of about equal size,
 * so that many small arrays are handed over together. Neither changes a result.
 */
final class WorkList {
  private static final int SMALLEST_TASK = 4096;
  private static final int LARGEST_TASK = 1 << 16;
  private static final int TASKS_PER_THREAD = 16;

  private final int chunkSize;
  private final int[] arrays;
  private final int[] starts;
  private final int[] taskStarts;
  private final int tasks;

  WorkList(int[] sizes, int chunkSize, int threads) {
    this.chunkSize = chunkSize;
    long elements = 0;
    int chunks = 0;
    for (int size : sizes) {
      elements += size;
      chunks += (int) (((long) size + chunkSize - 1) / chunkSize);
    }
    long share = elements / ((long) threads * TASKS_PER_THREAD);
    long taskSize = Math.max(SMALLEST_TASK, Math.min(LARGEST_TASK, share));
    arrays = new int[chunks];
    starts = new int[chunks];
    taskStarts = new int[chunks + 1];
    int chunk = 0;
    int task = 0;
    long filled = 0;
    for (int a = 0; a < sizes.length; a++) {
      int size = sizes[a];
      for (long start = 0; start < size; start += chunkSize) {
        if (filled >= taskSize) {
          taskStarts[++task] = chunk;
          filled = 0;
        }
        arrays[chunk] = a;
        starts[chunk] = (int) start;
        filled += Math.min(chunkSize, size - start);
        chunk++;
      }
    }
    tasks = chunks == 0 ? 0 : task + 1;
    taskStarts[tasks] = chunks;
  }

  int tasks() {
    return tasks;
  }

  int chunks() {
    return arrays.length;
  }

  int firstChunk(int task) {
    return taskStarts[task];
  }

  int array(int chunk) {
    return arrays[chunk];
  }

  int start(int chunk) {
    return starts[chunk];
  }

  int end(int chunk, int size) {
    return chunkSize < size - starts[chunk] ? starts[chunk] + chunkSize : size;
  }
}
