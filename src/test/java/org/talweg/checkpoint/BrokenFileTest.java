// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no file of the format is refused, and the message says why. */
class BrokenFileTest {
  @TempDir private Path folder;

  private void refused(byte[] bytes, String problem) throws IOException {
    Path file = folder.resolve("broken.safetensors");
    Files.write(file, bytes);
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> Checkpoint.read(file))
        .withMessage(file + ": " + problem);
  }

  private void refused(String header, int data, String problem) throws IOException {
    refused(RawFile.of(header, data), problem);
  }

  private void tensorRefused(String entry, int data, String problem) throws IOException {
    refused("{\"w\":{" + entry + "}}", data, problem);
  }

  private void read(String header, int data) throws IOException {
    Path file = folder.resolve("sound.safetensors");
    Files.write(file, RawFile.of(header, data));
    Checkpoint.read(file);
  }

  private static String entry(String dtype, String shape, String offsets) {
    return "\"dtype\":\"" + dtype + "\",\"shape\":" + shape + ",\"data_offsets\":" + offsets;
  }

  @Test
  void aFileThatIsNotThere() {
    Path file = folder.resolve("missing.safetensors");
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> Checkpoint.read(file))
        .withMessage(file + ": can't be read: java.nio.file.NoSuchFileException: " + file)
        .withCauseInstanceOf(NoSuchFileException.class);
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> Checkpoint.read(folder))
        .withMessage(folder + ": is a folder");
  }

  @Test
  void theLengthOfTheHeader() throws IOException {
    byte[] header = "{}".getBytes(StandardCharsets.UTF_8);
    refused(new byte[0], "the file has 0 bytes, too few for the length of a header");
    refused(new byte[7], "the file has 7 bytes, too few for the length of a header");
    refused(RawFile.of(3, header, 0), "the header has 3 bytes, but the file ends after 2 of them");
    refused(
        RawFile.of(100_000_000, header, 0),
        "the header has 100000000 bytes, but the file ends after 2 of them");
    refused(
        RawFile.of(100_000_001, header, 0),
        "the header may have at most 100000000 bytes, but its length is 100000001");
    refused(
        RawFile.of(-1, header, 0),
        "the header may have at most 100000000 bytes, but its length is 18446744073709551615");
    refused(RawFile.of(1, header, 0), "header, byte 1: expected a string, but found the end");
  }

  @Test
  void theTextOfTheHeader() throws IOException {
    for (String start : new String[] {"", " {}", "[]", "\ufeff{}", "null"}) {
      refused(start, 0, "the header does not begin with \"{\"");
    }
    refused("{} x", 0, "header, byte 3: expected the end, but found \"x\"");
    refused("{}}", 0, "header, byte 2: expected the end, but found \"}\"");
    refused("{}\0", 0, "header, byte 2: expected the end, but found \"\\u0000\"");
    for (int[] bytes : new int[][] {{0xff}, {0xc0, 0x80}, {0xed, 0xa0, 0x80}, {0xf0, 0x9f}}) {
      byte[] header = "{\"????\":1}".getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < bytes.length; i++) {
        header[2 + i] = (byte) bytes[i];
      }
      refused(RawFile.of(header.length, header, 0), "the header is not UTF-8");
    }
  }

  @Test
  void theObjectsOfTheHeader() throws IOException {
    refused("{", 0, "header, byte 1: expected a string, but found the end");
    refused("{w", 0, "header, byte 1: expected a string, but found \"w\"");
    refused("{,}", 0, "header, byte 1: expected a string, but found \",\"");
    refused("{\"w\"}", 0, "header, byte 4: expected \":\", but found \"}\"");
    refused("{\"w\":3}", 0, "header, byte 5 ([w]): expected an object, but found \"3\"");
    refused("{\"w\":null}", 0, "header, byte 5 ([w]): expected an object, but found \"n\"");
    refused(
        "{\"__metadata__\":{}", 0, "header, byte 18: expected \",\" or \"}\", but found the end");
    refused("{\"__metadata__\":{},}", 0, "header, byte 19: expected a string, but found \"}\"");
    refused(
        "{\"__metadata__\":{} \"w\":{}}",
        0,
        "header, byte 19: expected \",\" or \"}\", but found \"\\\"\"");
    refused(
        "{\"__metadata__\":{},\"__metadata__\":{}}",
        0,
        "header, byte 34 ([__metadata__]): the object has this key twice");
    String w = "\"w\":{" + entry("F32", "[]", "[0,4]") + "}";
    refused(
        "{" + w + "," + w.replace("w", "\\u0077") + "}",
        4,
        "header, byte 62 ([w]): the object has this key twice");
    refused(
        "{\"w\":" + "[".repeat(1_000_000),
        0,
        "header, byte 5 ([w]): expected an object, but found \"[\"");
    refused("{\"w\":".repeat(100_000), 0, "tensor \"w\": unknown key \"w\"");
  }

  @Test
  void theStringsOfTheHeader() throws IOException {
    refused("{\"w", 0, "header, byte 3: a string does not end");
    refused("{\"w\\", 0, "header, byte 4: a string does not end");
    refused("{\"\\x\"", 0, "header, byte 3: \\ and \"x\" are no escape sequence");
    refused(
        "{\"\\u00g0\"",
        0,
        "header, byte 6: expected four hexadecimal digits after \"\\u\", but found \"g\"");
    refused(
        "{\"\\u00٣0\"",
        0,
        "header, byte 6: expected four hexadecimal digits after \"\\u\", but found \"٣\"");
    refused(
        "{\"a\nb\"",
        0,
        "header, byte 4: a control character in a string must be escaped, but found 10");
    for (String half :
        new String[] {"\\ud83c", "\\udfd4\\ud83c", "\\ud83c\\ud83c", "\\ud83cx\\udfd4"}) {
      Path file = folder.resolve("half.safetensors");
      Files.write(file, RawFile.of("{\"a" + half + "\"", 0));
      assertThatExceptionOfType(CheckpointException.class)
          .isThrownBy(() -> Checkpoint.read(file))
          .withMessageEndingWith(": a string must not hold half of a surrogate pair");
    }
  }

  @Test
  void theMetadata() throws IOException {
    refused(
        "{\"__metadata__\":[]}",
        0,
        "header, byte 16 ([__metadata__]): expected an object, but found \"[\"");
    refused(
        "{\"__metadata__\":{\"k\":1}}",
        0,
        "header, byte 21 ([__metadata__, k]): expected a string, but found \"1\"");
    refused(
        "{\"__metadata__\":{\"k\":\"\",\"k\":\"\"}}",
        0,
        "header, byte 28 ([__metadata__, k]): the object has this key twice");
  }

  @Test
  void theEntryOfATensor() throws IOException {
    tensorRefused("", 0, "tensor \"w\": dtype is missing");
    tensorRefused("\"dtype\":\"F32\"", 0, "tensor \"w\": shape is missing");
    tensorRefused("\"dtype\":\"F32\",\"shape\":[]", 0, "tensor \"w\": data_offsets is missing");
    tensorRefused("\"offsets\":[0,4]", 0, "tensor \"w\": unknown key \"offsets\"");
    tensorRefused(
        "\"dtype\":32", 0, "header, byte 14 ([w, dtype]): expected a string, but found \"3\"");
    for (String type : new String[] {"f32", "", "F32 ", "A".repeat(21)}) {
      tensorRefused(
          entry(type, "[]", "[0,4]"),
          4,
          "tensor \"w\": dtype must be a name such as F32, but is \"" + type + "\"");
    }
    tensorRefused(
        "\"dtype\":\"F32\",\"dtype\":\"F64\"",
        0,
        "header, byte 28 ([w, dtype]): the object has this key twice");
  }

  @Test
  void theNumbersOfATensor() throws IOException {
    tensorRefused(
        "\"shape\":\"3\"",
        0,
        "header, byte 14 ([w, shape]): expected a list of whole numbers, but found \"\\\"\"");
    tensorRefused(
        "\"shape\":[[1]]",
        0,
        "header, byte 15 ([w, shape]): expected a whole number, but found \"[\"");
    tensorRefused(
        "\"shape\":[1,]",
        0,
        "header, byte 17 ([w, shape]): expected a whole number, but found \"]\"");
    tensorRefused(
        "\"shape\":[1 2]",
        0,
        "header, byte 17 ([w, shape]): expected \",\" or \"]\", but found \"2\"");
    for (String number :
        new String[] {"-1", "-0", "+1", "01", "1.0", "1e3", "9223372036854775808", "."}) {
      tensorRefused(
          "\"shape\":[" + number + "]",
          0,
          "header, byte "
              + (15 + number.length())
              + " ([w, shape]): expected a whole number from 0 to 2^63 - 1, but found "
              + number);
    }
    tensorRefused(
        "\"shape\":[" + "9".repeat(1_000_000) + "]",
        0,
        "header, byte 1000015 ([w, shape]): expected a whole number from 0 to 2^63 - 1, but"
            + " found "
            + "9".repeat(40)
            + "…");
  }

  @Test
  void theSizeOfATensor() throws IOException {
    tensorRefused(
        entry("F32", "[4294967296,4294967296]", "[0,0]"),
        0,
        "tensor \"w\": F32 [4294967296, 4294967296] has 2^60 bytes or more, or no whole number");
    tensorRefused(
        entry("F64", "[1152921504606846976]", "[0,0]"),
        0,
        "tensor \"w\": F64 [1152921504606846976] has 2^60 bytes or more, or no whole number");
    tensorRefused(
        entry("F32", "[536870912]", "[0,0]"),
        0,
        "tensor \"w\": F32 [536870912] has 2147483648 bytes, but data_offsets is [0, 0]");
    tensorRefused(
        entry("F32", "[65536,65536]", "[0,17179869184]"),
        0,
        "the tensors have 17179869184 bytes, but the file's data has 0");
    tensorRefused(
        entry("F4", "[3]", "[0,1]"),
        1,
        "tensor \"w\": F4 [3] has 2^60 bytes or more, or no whole number");
    tensorRefused(
        entry("F64", "[2]", "[0,8]"),
        8,
        "tensor \"w\": F64 [2] has 16 bytes, but data_offsets is [0, 8]");
    String ones = "[1" + ",1".repeat(100_000) + "]";
    tensorRefused(
        entry("F64", ones, "[0,4]"),
        4,
        "tensor \"w\": F64 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1 and 99991 more] has 8 bytes, but"
            + " data_offsets is [0, 4]");
    for (String offsets : new String[] {"[]", "[4]", "[0, 4, 8]", "[4, 0]"}) {
      tensorRefused(
          entry("F32", "[1]", offsets),
          4,
          "tensor \"w\": data_offsets must be [begin, end], but is " + offsets);
    }
  }

  @Test
  void thePlacesOfTheTensors() throws IOException {
    String none = entry("F32", "[0]", "[4,4]");
    String first = entry("F32", "[]", "[0,4]");
    String second = entry("F32", "[]", "[4,8]");
    String inside = entry("F32", "[]", "[2,6]");
    read("{\"b\":{" + second + "},\"c\":{" + none + "},\"a\":{" + first + "}}", 8);
    tensorRefused(first, 3, "the tensors have 4 bytes, but the file's data has 3");
    tensorRefused(first, 5, "the tensors have 4 bytes, but the file's data has 5");
    refused("{}", 1, "the tensors have 0 bytes, but the file's data has 1");
    tensorRefused(
        second,
        8,
        "tensor \"w\" begins at byte 4 of the data, but the tensors before it end at byte 0");
    tensorRefused(
        none,
        0,
        "tensor \"w\" begins at byte 4 of the data, but the tensors before it end at byte 0");
    refused(
        "{\"a\":{" + first + "},\"b\":{" + inside + "}}",
        6,
        "tensor \"b\" begins at byte 2 of the data, but the tensors before it end at byte 4");
    refused(
        "{\"a\":{" + first + "},\"b\":{" + first + "}}",
        4,
        "tensor \"b\" begins at byte 0 of the data, but the tensors before it end at byte 4");
    tensorRefused(
        entry("F64", "[1073741824]", "[0,8589934592]"),
        8,
        "the tensors have 8589934592 bytes, but the file's data has 8");
  }

  @Test
  void aLongNameMakesNoLongMessage() throws IOException {
    Path file = folder.resolve("long.safetensors");
    Files.write(file, RawFile.of("{\"" + "\\n".repeat(1_000_000) + "\":{}}", 0));
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> Checkpoint.read(file))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_200));
  }

  @Test
  void spaceAndOrderAreFree() throws IOException {
    read(
        "{ \"w\" :\n{\t\"data_offsets\":[ 0 , 4 ],\r\"shape\":[ ],\"dtype\":\"F32\"} ,"
            + "\"__metadata__\" : { } } \n",
        4);
    read("{ }", 0);
  }
}
