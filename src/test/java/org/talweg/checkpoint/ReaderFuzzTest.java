// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.tensor.Tensor;

/**
 * Files whose headers are nearly right. Each is read or refused by a {@link CheckpointException},
 * takes no more memory than its size allows, and, if it was read, is written as a file that reads
 * as the same. {@code -Dtalweg.fuzz=1000000} tries so many, {@code -Dtalweg.fuzz.seed=…} others.
 */
class ReaderFuzzTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int RUNS = Integer.getInteger("talweg.fuzz", 2_000);
  private static final long SEED = Long.getLong("talweg.fuzz.seed", 20261130);
  private static final List<String> TYPES =
      List.of(
          "F32", "F64", "F16", "BF16", "I64", "U8", "BOOL", "F4", "F8_E4M3", "C64", "NEW", "f32");
  private static final List<String> NAMES =
      List.of(
          "w", "w/m", "", "\\u0000", "\\n", "ä深🏔", "\\ud83c\\udfd4", "step", "__metadata__", "w");
  private static final List<String> EXTREMES =
      List.of("0", "1", "-1", "2147483647", "2147483648", "9223372036854775807", "1e3", "01", "");

  @TempDir private Path folder;

  /** A header made piece by piece, now and then with a piece that is wrong. */
  private static final class Maker {
    private final SplittableRandom random;
    private long end;

    Maker(SplittableRandom random) {
      this.random = random;
    }

    private boolean rarely() {
      return random.nextInt(40) == 0;
    }

    private <T> T one(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    String header() {
      List<String> members = new ArrayList<>();
      if (random.nextBoolean()) {
        members.add("\"__metadata__\":" + metadata());
      }
      List<String> names = new ArrayList<>(NAMES);
      for (int tensors = random.nextInt(4); tensors > 0; tensors--) {
        String name = rarely() ? one(NAMES) : names.remove(random.nextInt(6));
        members.add("\"" + name + "\":" + tensor());
      }
      if (random.nextBoolean()) {
        members.add(
            0, members.isEmpty() ? "\"__metadata__\":{}" : members.remove(members.size() - 1));
      }
      return rarely() ? "{" + String.join(",", members) : "{" + String.join(",", members) + "}";
    }

    private String metadata() {
      if (rarely()) {
        return one(
            List.of("[]", "null", "{\"a\":1}", "{\"a\":{}}", "{\"a\"}", "{\"\\ud83c\":\"\"}"));
      }
      return one(
          List.of(
              "{}",
              "{\"step\":\"12\"}",
              "{\"step\":\"-1\",\"a\":\"\"}",
              "{\"format\":\"pt\"}",
              "{\"k\":\"" + "\\u0007".repeat(random.nextInt(300)) + "\"}"));
    }

    private String tensor() {
      String type = rarely() ? one(TYPES) : one(TYPES.subList(0, 7));
      List<String> extents = new ArrayList<>();
      long size = 1;
      for (int rank = random.nextInt(4); rank > 0; rank--) {
        int extent = random.nextInt(5);
        size *= extent;
        extents.add(rarely() ? one(EXTREMES) : "" + extent);
      }
      long bytes =
          ElementType.of(type)
                  .map(ElementType::name)
                  .filter(name -> name.endsWith("64"))
                  .isPresent()
              ? 8 * size
              : type.endsWith("32") ? 4 * size : type.endsWith("16") ? 2 * size : size;
      long begin = end;
      end += bytes;
      String offsets = rarely() ? one(EXTREMES) + "," + one(EXTREMES) : begin + "," + end;
      List<String> members =
          new ArrayList<>(
              List.of(
                  "\"dtype\":\"" + type + "\"",
                  "\"shape\":[" + String.join(random.nextBoolean() ? "," : " , ", extents) + "]",
                  "\"data_offsets\":[" + offsets + "]"));
      if (rarely()) {
        members.remove(random.nextInt(3));
      }
      if (rarely()) {
        members.add(one(members));
      }
      return "{" + String.join(",", members) + "}";
    }
  }

  private static byte[] file(SplittableRandom random) {
    Maker maker = new Maker(random);
    byte[] header = maker.header().getBytes(StandardCharsets.UTF_8);
    if (maker.rarely()) {
      header[random.nextInt(header.length)] = (byte) random.nextInt(256);
    }
    long length = maker.rarely() ? random.nextLong() >>> random.nextInt(64) : header.length;
    int data = (int) Math.min(maker.end, 10_000) + (maker.rarely() ? 1 : 0);
    byte[] file = RawFile.of(length, header, data);
    for (int i = file.length - data; i < file.length; i++) {
      file[i] = (byte) random.nextInt(256);
    }
    return maker.rarely() ? Arrays.copyOf(file, random.nextInt(file.length + 1)) : file;
  }

  @Test
  void everyFileIsReadOrRefusedWithinItsMeans() throws IOException {
    SplittableRandom seeds = new SplittableRandom(SEED);
    int read = 0;
    for (int run = 0; run < RUNS; run++) {
      long seed = seeds.nextLong();
      byte[] bytes = file(new SplittableRandom(seed));
      try {
        read += check(bytes) ? 1 : 0;
      } catch (RuntimeException | Error e) {
        throw new AssertionError(
            "run " + run + ", " + new String(bytes, StandardCharsets.UTF_8), e);
      }
    }
    assertThat(read).as("read of %d", RUNS).isBetween(RUNS / 4, RUNS - RUNS / 10);
  }

  private boolean check(byte[] bytes) throws IOException {
    Path file = folder.resolve("f");
    Files.deleteIfExists(file); // some file systems force what overwrites a file, and that is slow
    Files.write(file, bytes);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.read(file);
    } catch (CheckpointException e) {
      assertThat(e.getMessage()).hasSizeLessThan(1_600).matches("[^\\p{Cc}]*");
      return false;
    } finally {
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
          .isLessThan(300_000 + 40L * bytes.length);
    }
    for (String name : checkpoint.names()) {
      try {
        Tensor tensor = checkpoint.tensor(name);
        assertThat(tensor.shape()).isEqualTo(checkpoint.shape(name));
      } catch (IllegalArgumentException e) {
        assertThat(e.getMessage()).matches("tensor [^\\p{Cc}]*");
      }
    }
    assertThat(checkpoint.toString()).matches("[^\\p{Cc}]*");
    if (bytes[bytes.length - 1] % 64 == 0) { // to write forces a disk, which is slow
      checkpoint.write(file);
      assertThat(Checkpoint.read(file)).isEqualTo(checkpoint).hasSameHashCodeAs(checkpoint);
    }
    return true;
  }
}
