// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A header costs a small multiple of its own size, whatever it says. */
class HostileHeaderTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int LARGE = 1_000_000;
  private static final int LARGEST = 95_000_000;

  @TempDir private Path folder;

  /** Text of about so many characters: a start, parts with their number, and an end. */
  private static String text(String start, IntFunction<String> part, String end, int length) {
    StringBuilder text = new StringBuilder(start);
    for (int i = 0; text.length() < length; i++) {
      text.append(part.apply(i));
    }
    return text.append(end).toString();
  }

  /** The bytes allocated for each byte of a file that is read or refused. */
  private double cost(String header) throws IOException {
    byte[] bytes = RawFile.of(header, 0);
    Path file = folder.resolve("hostile.safetensors");
    Files.write(file, bytes);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      Checkpoint.read(file);
    } catch (CheckpointException e) {
      assertThat(e.getMessage()).hasSizeLessThan(1_600).doesNotContain("\n");
    }
    return (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / bytes.length;
  }

  private static String key(int i) {
    return Integer.toString(i, 36);
  }

  /** Of 17 letters, all with one hash code: "Aa" and "BB" have the same. */
  private static String collidingKey(int i) {
    StringBuilder key = new StringBuilder("k");
    for (int bit = 0; bit < 17; bit++) {
      key.append((i >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return key.toString();
  }

  @Test
  void metadataOfManyEntries() throws IOException {
    String start = "{\"__metadata__\":{\"first\":\"\"";
    for (int length : new int[] {5_000_000, LARGEST}) {
      assertThat(cost(text(start, i -> ",\"" + key(i) + "\":\"\"", "}}", length))).isLessThan(6);
    }
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> Checkpoint.read(folder.resolve("hostile.safetensors")))
        .withMessageEndingWith("the metadata may have at most 100000 entries");
    assertThat(cost(text(start, i -> ",\"" + key(i) + "\":\"\"", "}}", LARGE))).isLessThan(14);
    assertThat(cost(text(start, i -> ",\"" + collidingKey(i) + "\":\"x\"", "}}", LARGE)))
        .isLessThan(20);
    assertThat(cost(text(start, i -> ",\"" + key(i) + "é\":\"深\"", "}}", LARGE))).isLessThan(20);
  }

  @Test
  void metadataOfLargeEntries() throws IOException {
    String start = "{\"__metadata__\":{\"k\":\"";
    assertThat(cost(text(start, i -> "x", "\"}}", LARGE))).isLessThan(3);
    assertThat(cost(text(start, i -> "\\n", "\"}}", LARGE))).isLessThan(3);
    assertThat(cost(text(start, i -> "\\u6df1", "\"}}", LARGE))).isLessThan(4);
    assertThat(cost(text(start, i -> "深", "\"}}", LARGE))).isLessThan(6);
    assertThat(cost(text(start, i -> i == 0 ? "深" : "x", "\"}}", LARGE))).isLessThan(8);
  }

  @Test
  void manyTensorsWithoutElements() throws IOException {
    IntFunction<String> tensor =
        i -> ",\"" + key(i) + "\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}";
    assertThat(cost(text("{\"__metadata__\":{}", tensor, "}", LARGE))).isLessThan(14);
    IntFunction<String> other = i -> tensor.apply(i).replace("F32", "I8");
    assertThat(cost(text("{\"__metadata__\":{}", other, "}", LARGE))).isLessThan(14);
  }

  @Test
  void longListsOfNumbers() throws IOException {
    String start = "{\"w\":{\"dtype\":\"F32\",\"data_offsets\":[0,0],\"shape\":[0";
    assertThat(cost(text(start, i -> ",0", "]}}", LARGE))).isLessThan(14);
    assertThat(cost(text(start, i -> ",", "]}}", LARGE))).isLessThan(14);
    assertThat(cost(text(start, i -> "9", "]}}", LARGE))).isLessThan(3);
  }

  @Test
  void depthSpaceAndNoEnd() throws IOException {
    assertThat(cost(text("{", i -> "{\"a\":", "", LARGE))).isLessThan(3);
    assertThat(cost(text("{\"w\":", i -> "[", "", LARGE))).isLessThan(3);
    assertThat(cost(text("{", i -> " \n", "}", LARGE))).isLessThan(3);
    assertThat(cost(text("{\"", i -> "\\", "", LARGE))).isLessThan(3);
    assertThat(cost(text("{\"w\":{\"", i -> "\n", "", LARGE))).isLessThan(3);
  }
}
