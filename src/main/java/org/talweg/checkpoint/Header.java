package org.talweg.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/**
 * What the header of a safetensors file says.
 *
 * @param metadata strings by key, the step number among them
 * @param entries the tensors, in the order of their data
 */
record Header(Map<String, String> metadata, List<Entry> entries) {
  static final int MAX_BYTES = 100_000_000;

  /** Key of the metadata. */
  static final String METADATA = "__metadata__";

  /** Sorts as the format's reference implementation does: by the bytes of UTF-8. */
  private static final Comparator<String> BY_UTF_8 =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  /**
   * Where one tensor lies.
   *
   * @param begin offset of its first byte, counted from the end of the header
   * @param end offset of the byte after its last one
   */
  record Entry(String name, ElementType type, Shape shape, long begin, long end) {}

  /** The header of the file that a checkpoint is written to. */
  static Header of(Checkpoint checkpoint) {
    Map<String, String> metadata = new TreeMap<>(BY_UTF_8);
    metadata.putAll(checkpoint.metadata());
    metadata.put(Checkpoint.STEP, Long.toString(checkpoint.step()));
    List<String> names = checkpoint.names().stream().sorted(BY_UTF_8).toList();
    List<Entry> entries = new ArrayList<>();
    long end = 0;
    for (ElementType type : ElementType.values()) {
      for (String name : names) {
        Tensor tensor = checkpoint.uncopied(name);
        if (ElementType.of(tensor) == type) {
          long begin = end;
          end = Math.addExact(begin, ElementType.bytes(tensor));
          entries.add(new Entry(name, type, tensor.shape(), begin, end));
        }
      }
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
