// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.talweg.benchmarks.race.images.Digits;
import org.talweg.benchmarks.race.images.MnistFolder;
import org.talweg.benchmarks.race.network.Examples;
import org.talweg.benchmarks.race.task.Task;

/** MNIST's 10,000 test images in the order of their file, which the training reference uses. */
public final class TenThousandImages {
  private static final int COUNT = 10_000;

  private final Examples first;
  private final Examples rest;

  private TenThousandImages(Examples first, Examples rest) {
    this.first = first;
    this.rest = rest;
  }

  /**
   * Reads them from a folder that holds them alone, or beside the images to train with.
   *
   * @throws IOException if the folder has not these files, or damaged ones
   */
  public static TenThousandImages read(Path folder) throws IOException {
    Task data = MnistFolder.read(folder);
    Examples none = data.test().slice(0, 0);
    if (data.test().size() == COUNT) {
      return new TenThousandImages(data.test(), none);
    }
    int found = data.train().size() + data.test().size();
    if (found != COUNT) {
      throw new IOException(
          folder + ": expected MNIST's " + COUNT + " test images, but found " + found + " images");
    }
    return new TenThousandImages(data.train(), data.test());
  }

  int label(int image) {
    return set(image).labels()[index(image)];
  }

  /** Writes the pixels of an image, each of them n / 255 in double precision. */
  void copy(int image, double[] pixels) {
    float[] narrow = set(image).inputs();
    int start = index(image) * Digits.PIXELS;
    for (int i = 0; i < Digits.PIXELS; i++) {
      pixels[i] = Math.round(narrow[start + i] * 255) / 255.0;
    }
  }

  /** The pixels of all images, each of them n / 255; a new array. */
  public double[][] pixels() {
    double[][] pixels = new double[COUNT][Digits.PIXELS];
    for (int image = 0; image < COUNT; image++) {
      copy(image, pixels[image]);
    }
    return pixels;
  }

  /** The labels of all images, a new array. */
  public int[] labels() {
    int[] labels = new int[COUNT];
    Arrays.setAll(labels, this::label);
    return labels;
  }

  private Examples set(int image) {
    return image < first.size() ? first : rest;
  }

  private int index(int image) {
    return image < first.size() ? image : image - first.size();
  }
}
