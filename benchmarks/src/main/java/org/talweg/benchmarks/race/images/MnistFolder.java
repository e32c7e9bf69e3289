// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.talweg.benchmarks.race.network.Examples;
import org.talweg.benchmarks.race.task.Task;

/**
 * A folder of files in MNIST's format. With both sets there, {@code train-…} trains and {@code
 * t10k-…} tests; with one of them, its first four fifths train and the rest tests.
 */
public final class MnistFolder {
  private static final List<String> SETS = List.of("train", "t10k");

  private MnistFolder() {}

  /**
   * Reads a folder.
   *
   * @throws InvalidImagesException if the folder holds no set, or a damaged one
   */
  public static Task read(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InvalidImagesException(folder + ": no such folder");
    }
    List<String> found =
        SETS.stream().filter(set -> find(folder, set + "-images", 3) != null).toList();
    if (found.isEmpty()) {
      throw new InvalidImagesException(
          folder
              + ": neither train-images-idx3-ubyte nor t10k-images-idx3-ubyte, plain or with .gz");
    }
    if (found.size() == 1) {
      return Digits.split("MNIST format, " + found.get(0) + " set", set(folder, found.get(0)));
    }
    return Digits.task("MNIST format", set(folder, "train"), set(folder, "t10k"));
  }

  private static Examples set(Path folder, String name) throws IOException {
    Path imageFile = find(folder, name + "-images", 3);
    Path labelFile = find(folder, name + "-labels", 1);
    if (labelFile == null) {
      throw new InvalidImagesException(
          "%s: %s-images has no %s-labels-idx1-ubyte beside it".formatted(folder, name, name));
    }
    byte[] images = IdxFile.images(imageFile);
    byte[] labels = IdxFile.labels(labelFile);
    int count = images.length / Digits.PIXELS;
    if (labels.length != count) {
      throw new InvalidImagesException(
          "%s: %d labels, expected %d, one per image in %s"
              .formatted(labelFile, labels.length, count, imageFile.getFileName()));
    }
    float[] pixels = new float[images.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Byte.toUnsignedInt(images[i]) / 255f;
    }
    return new Examples(Digits.PIXELS, pixels, labels);
  }

  private static Path find(Path folder, String name, int rank) {
    for (String separator : List.of("-", ".")) {
      for (String ending : List.of("", ".gz")) {
        Path file = folder.resolve(name + separator + "idx" + rank + "-ubyte" + ending);
        if (Files.isRegularFile(file)) {
          return file;
        }
      }
    }
    return null;
  }
}
