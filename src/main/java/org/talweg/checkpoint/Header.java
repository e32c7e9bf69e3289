// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.talweg.internal.Excerpt;

/**
 * The header of a safetensors file.
 *
 * @param metadata strings by key, the step number among them
 * @param entries the tensors, in the order of their data
 */
record Header(Map<String, String> metadata, List<Entry> entries) {
  static final int MAX_BYTES = 100_000_000;

  /** Key of the metadata. */
  static final String METADATA = "__metadata__";

  static final String DTYPE = "dtype";
  static final String SHAPE = "shape";
  static final String OFFSETS = "data_offsets";

  private static final int LONGEST_TYPE = 20;

  /** Sorts as the format's reference implementation does: by the bytes of UTF-8. */
  private static final Comparator<String> BY_UTF_8 =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  /**
   * Where one tensor lies.
   *
   * @param type the name of the elements' type
   * @param begin offset of its first byte, counted from the end of the header
   * @param end offset of the byte after its last one
   */
  @SuppressWarnings("ArrayRecordComponent") // inside the package, nobody compares or changes them
  record Entry(String name, String type, long[] extents, long begin, long end) {}

  /** Whether a text could be the name of a type: the format may get more than are known here. */
  static boolean isType(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST_TYPE;
  }

  /** The header of the file that a checkpoint is written to. */
  static Header of(Checkpoint checkpoint) {
    Map<String, String> metadata = new TreeMap<>(BY_UTF_8);
    metadata.putAll(checkpoint.metadata());
    metadata.put(Checkpoint.STEP, Long.toString(checkpoint.step()));
    Comparator<String> byPlace =
        Comparator.comparing(name -> ElementType.place(checkpoint.type(name)));
    List<Entry> entries = new ArrayList<>();
    long end = 0;
    for (String name :
        checkpoint.names().stream().sorted(byPlace.thenComparing(BY_UTF_8)).toList()) {
      StoredTensor tensor = checkpoint.stored(name);
      long begin = end;
      end = Math.addExact(begin, tensor.bytes());
      entries.add(new Entry(name, tensor.type(), tensor.extents(), begin, end));
    }
    return new Header(metadata, entries);
  }

  /** Requires that the tensors, one after another, are the whole data of a file. */
  void requireData(long bytes) {
    long end = 0;
    for (Entry entry : entries) {
      if (entry.begin() != end) {
        throw new IllegalArgumentException(
            "tensor "
                + Excerpt.quoted(entry.name())
                + " begins at byte "
                + entry.begin()
                + " of the data, but the tensors before it end at byte "
                + end);
      }
      end = entry.end();
    }
    if (end != bytes) {
      throw new IllegalArgumentException(
          "the tensors have " + end + " bytes, but the file's data has " + bytes);
    }
  }
}
