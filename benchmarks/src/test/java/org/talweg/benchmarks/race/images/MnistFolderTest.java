// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.benchmarks.race.task.Task;

class MnistFolderTest {
  private static final String IMAGES = "t10k-images-idx3-ubyte";
  private static final String LABELS = "t10k-labels-idx1-ubyte";

  @TempDir Path folder;

  @Test
  void oneSetIsCutAtFourFifths() throws IOException {
    write(IMAGES, images(10));
    write(LABELS, labels(10));
    Task data = MnistFolder.read(folder);
    assertThat(data.train().size()).isEqualTo(8);
    assertThat(data.test().labels()).containsExactly(8, 9);
    // Image 9 holds 9 + its pixel number, modulo 256.
    assertThat(data.test().inputs()[Digits.PIXELS + 3]).isEqualTo(12 / 255f);
  }

  @Test
  void twoSetsTrainAndTest() throws IOException {
    write(IMAGES, images(10));
    write(LABELS, labels(10));
    write("train-images-idx3-ubyte", images(6));
    write("train-labels-idx1-ubyte", labels(6));
    Task data = MnistFolder.read(folder);
    assertThat(data.train().size()).isEqualTo(6);
    assertThat(data.test().size()).isEqualTo(10);
  }

  @Test
  void compressedFilesReadLikePlainOnes() throws IOException {
    write(IMAGES + ".gz", gzip(images(10)));
    write(LABELS + ".gz", gzip(labels(10)));
    assertThat(MnistFolder.read(folder).train().labels()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void missingFoldersAndFilesAreNamed() throws IOException {
    fails(folder.resolve("none"), "none: no such folder");
    fails(folder, "neither train-images-idx3-ubyte nor t10k-images-idx3-ubyte");
    write(IMAGES, images(10));
    fails(folder, "no t10k-labels-idx1-ubyte");
  }

  @Test
  void everyTruncationIsAnError() throws IOException {
    write(LABELS, labels(2));
    byte[] images = images(2);
    for (int length : new int[] {0, 1, 2, 3, 15, 16, 17, images.length - 1}) {
      write(IMAGES, Arrays.copyOf(images, length));
      fails(folder, IMAGES);
    }
    fails(folder, "truncated: 1567 bytes of images, expected 1568");
  }

  @Test
  void everyTruncationOfACompressedFileIsAnError() throws IOException {
    write(LABELS, labels(2));
    byte[] images = gzip(images(2));
    for (int length = 2; length < images.length; length += 7) {
      write(IMAGES + ".gz", Arrays.copyOf(images, length));
      fails(folder, IMAGES + ".gz: not a complete gzip file");
    }
  }

  @Test
  void bytesBehindTheDataAreAnError() throws IOException {
    write(LABELS, labels(2));
    write(IMAGES, Arrays.copyOf(images(2), images(2).length + 1));
    fails(folder, "bytes follow the 1568 that the header announces");
  }

  @Test
  void wrongMagicNumbersAreShownWithTheOneExpected() throws IOException {
    write(IMAGES, labels(2000));
    write(LABELS, labels(2));
    fails(folder, "the magic number is 0x00000801, expected 0x00000803 for images");
    write(IMAGES, images(2));
    write(LABELS, images(2));
    fails(folder, "the magic number is 0x00000803, expected 0x00000801 for labels");
  }

  @Test
  void imagesOfAnotherSizeAreAnError() throws IOException {
    byte[] images = images(2);
    images[11] = 32;
    write(IMAGES, images);
    write(LABELS, labels(2));
    fails(folder, "an image has an extent of 32, expected 28");
  }

  @Test
  void countsThatNoFileCanHaveAreAnError() throws IOException {
    write(LABELS, labels(2));
    for (int count : new int[] {0, -1, Integer.MAX_VALUE}) {
      byte[] images = images(2);
      ByteBuffer.wrap(images).putInt(4, count);
      write(IMAGES, images);
      fails(folder, Integer.toUnsignedString(count) + " images, expected 1 to 2739137");
    }
  }

  @Test
  void labelsAboveNineAreAnError() throws IOException {
    byte[] labels = labels(3);
    labels[9] = (byte) 200;
    write(IMAGES, images(3));
    write(LABELS, labels);
    fails(folder, "label 1 is 200, expected 0 to 9");
  }

  @Test
  void asManyLabelsAsImagesAreRequired() throws IOException {
    write(IMAGES, images(3));
    write(LABELS, labels(4));
    fails(folder, "4 labels, expected 3");
  }

  private static void fails(Path folder, String message) {
    assertThatThrownBy(() -> MnistFolder.read(folder))
        .isInstanceOf(InvalidImagesException.class)
        .hasMessageContaining(message);
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private static byte[] images(int count) {
    ByteBuffer file = ByteBuffer.allocate(16 + count * 784);
    file.putInt(0x803).putInt(count).putInt(28).putInt(28);
    for (int i = 0; i < count * 784; i++) {
      file.put((byte) (i / 784 + i % 784));
    }
    return file.array();
  }

  private static byte[] labels(int count) {
    ByteBuffer file = ByteBuffer.allocate(8 + count);
    file.putInt(0x801).putInt(count);
    for (int i = 0; i < count; i++) {
      file.put((byte) (i % 10));
    }
    return file.array();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(compressed)) {
      out.write(bytes);
    }
    return compressed.toByteArray();
  }
}
