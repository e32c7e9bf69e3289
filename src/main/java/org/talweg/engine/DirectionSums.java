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
   * Sums up elements of a segment.
   *
   * @param start the index in the parameter of the first, at the start of a block
   * @param at the same in the segment's arrays
   * @param count how many, up to the end of a block or of the parameter
   */
  void add(Segment segment, int start, int at, int count, Scratch scratch) {
    Store store = segment.store;
    Object direction = segment.block.direction();
    for (int done = 0, size; done < count; done += size) {
      size = Math.min(BlockSum.BLOCK, count - done);
      int block = (start + done) / BlockSum.BLOCK;
      weights[block] = store.squares(segment.value, at + done, size, scratch);
      directions[block] = store.squares(direction, at + done, size, scratch);
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
