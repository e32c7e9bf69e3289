// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.images;

import java.util.Arrays;

/** Labelled grey images. */
public final class ImageSet {
  /** Rows and columns of an image. */
  public static final int SIDE = 28;

  /** Pixels of an image. */
  public static final int PIXELS = SIDE * SIDE;

  /** The number of digits. */
  public static final int CLASSES = 10;

  private final float[] pixels;
  private final byte[] labels;

  /**
   * A set over arrays, which it doesn't copy.
   *
   * @param pixels 784 values from 0 to 1 per image, one image after another
   * @param labels one digit from 0 to 9 per image
   */
  public ImageSet(float[] pixels, byte[] labels) {
    if (pixels.length != labels.length * PIXELS) {
      throw new IllegalArgumentException(
          "%d labels need %d pixels, but there are %d"
              .formatted(labels.length, labels.length * PIXELS, pixels.length));
    }
    this.pixels = pixels;
    this.labels = labels;
  }

  /** The pixels, live: 784 per image. */
  public float[] pixels() {
    return pixels;
  }

  /** The labels, live. */
  public byte[] labels() {
    return labels;
  }

  /** The number of images. */
  public int size() {
    return labels.length;
  }

  /** The images from one index to another, exclusive. */
  public ImageSet slice(int from, int to) {
    return new ImageSet(
        Arrays.copyOfRange(pixels, from * PIXELS, to * PIXELS),
        Arrays.copyOfRange(labels, from, to));
  }
}
