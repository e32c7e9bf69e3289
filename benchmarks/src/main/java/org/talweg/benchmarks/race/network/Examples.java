// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.network;

import java.util.Arrays;

/** Labelled rows of numbers. */
public final class Examples {
  private final int width;
  private final float[] inputs;
  private final byte[] labels;

  /**
   * Examples over arrays, which it doesn't copy.
   *
   * @param width the numbers of a row
   * @param inputs one row after another
   * @param labels the class of each row, from 0
   */
  public Examples(int width, float[] inputs, byte[] labels) {
    if (inputs.length != labels.length * width) {
      throw new IllegalArgumentException(
          "%d labels need %d numbers, but there are %d"
              .formatted(labels.length, labels.length * width, inputs.length));
    }
    this.width = width;
    this.inputs = inputs;
    this.labels = labels;
  }

  /** The numbers of a row. */
  public int width() {
    return width;
  }

  /** The rows, live, one after another. */
  public float[] inputs() {
    return inputs;
  }

  /** The labels, live. */
  public byte[] labels() {
    return labels;
  }

  /** The number of rows. */
  public int size() {
    return labels.length;
  }

  /** Copies a row to a place in an array. */
  public void copy(int row, float[] to, int at) {
    System.arraycopy(inputs, row * width, to, at, width);
  }

  /** The rows from one index to another, exclusive. */
  public Examples slice(int from, int to) {
    return new Examples(
        width,
        Arrays.copyOfRange(inputs, from * width, to * width),
        Arrays.copyOfRange(labels, from, to));
  }
}
