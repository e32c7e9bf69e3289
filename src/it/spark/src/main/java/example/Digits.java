// SPDX-License-Identifier: Apache-2.0
package example;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** Images of digits: an example is 784 pixels and the digit after them. */
final class Digits {
  static final int PIXELS = 784;
  static final int CLASSES = 10;

  private Digits() {}

  /** The ten thousand test images of MNIST in a folder, or as many drawn ones. */
  static List<byte[]> read(String folder) throws IOException {
    Path images = Path.of(folder, "t10k-images-idx3-ubyte.gz");
    Path labels = Path.of(folder, "t10k-labels-idx1-ubyte.gz");
    return Files.exists(images) ? read(images, labels) : draw(10_000);
  }

  private static List<byte[]> read(Path images, Path labels) throws IOException {
    List<byte[]> examples = new ArrayList<>();
    try (DataInputStream pixels =
            new DataInputStream(new GZIPInputStream(Files.newInputStream(images), 1 << 16));
        DataInputStream digits =
            new DataInputStream(new GZIPInputStream(Files.newInputStream(labels), 1 << 16))) {
      pixels.skipNBytes(4); // the magic number
      int count = pixels.readInt();
      pixels.skipNBytes(8); // rows and columns
      digits.skipNBytes(8);
      for (int i = 0; i < count; i++) {
        byte[] example = new byte[PIXELS + 1];
        pixels.readFully(example, 0, PIXELS);
        example[PIXELS] = digits.readByte();
        examples.add(example);
      }
    }
    return examples;
  }

  /** A cloud of ink for each digit, with noise. */
  private static List<byte[]> draw(int count) {
    Random random = new Random(1);
    double[][] centres = new double[CLASSES][8];
    for (double[] centre : centres) {
      for (int i = 0; i < 8; i++) {
        centre[i] = 6 + 16 * random.nextDouble();
      }
    }
    List<byte[]> examples = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      byte[] example = new byte[PIXELS + 1];
      example[PIXELS] = (byte) (k % CLASSES);
      double[] centre = centres[k % CLASSES];
      for (int dot = 0; dot < 120; dot++) {
        int part = 2 * random.nextInt(4);
        int row = (int) (centre[part] + 3 * random.nextGaussian());
        int column = (int) (centre[part + 1] + 3 * random.nextGaussian());
        if (row >= 0 && row < 28 && column >= 0 && column < 28) {
          example[28 * row + column] = (byte) (100 + random.nextInt(150));
        }
      }
      examples.add(example);
    }
    return examples;
  }
}
