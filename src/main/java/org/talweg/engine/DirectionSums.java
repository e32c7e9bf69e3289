// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

/**
 * Sums of squares of a parameter's weights and directions, over blocks at fixed places of the
 * parameter: the same for any number of threads, and for any layout.
 */
final class DirectionSums {
  private final double[] weights;
  private final double[] directions;

  DirectionSums(int size) {
    int blocks = (int) (((long) size + BlockSum.BLOCK - 1) / BlockSum.BLOCK);
    weights = new double[blocks];
    directions = new double[blocks];
  }

  /**
   * Sums up weights of a segment.
   *
   * @param start the index in the parameter of the first, at the start of a block
   * @param at the same in the segment's arrays
   * @param count how many, up to the end of a block or of the parameter
   */
  void addWeights(Segment segment, int start, int at, int count, Scratch scratch) {
    add(weights, segment.store, segment.value, start, at, count, scratch);
  }

  /** Sums up the directions of the same elements. */
  void addDirections(Segment segment, int start, int at, int count, Scratch scratch) {
    add(directions, segment.store, segment.block.direction(), start, at, count, scratch);
  }

  private static void add(
      double[] sums, Store store, Object array, int start, int at, int count, Scratch scratch) {
    for (int done = 0, size; done < count; done += size) {
      size = Math.min(BlockSum.BLOCK, count - done);
      sums[(start + done) / BlockSum.BLOCK] = store.squares(array, at + done, size, scratch);
    }
  }

  double normOfWeights() {
    return norm(weights);
  }

  double normOfDirections() {
    return norm(directions);
  }

  private static double norm(double[] sums) {
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    return Math.sqrt(total);
  }
}
