package org.talweg.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.talweg.tensor.Shape;

/**
 * Reads a header. Every method throws {@link IllegalArgumentException} for what the format does not
 * allow.
 */
final class HeaderReader {
  private final JsonReader json;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<Header.Entry> entries = new ArrayList<>();

  private HeaderReader(JsonReader json) {
    this.json = json;
  }

  static Header read(String text) {
    if (!text.startsWith("{")) {
      throw new IllegalArgumentException("the header does not begin with \"{\"");
    }
    HeaderReader reader = new HeaderReader(new JsonReader(text));
    reader.json.object(reader::member);
    reader.json.end();
    reader.entries.sort(
        Comparator.comparingLong(Header.Entry::begin).thenComparingLong(Header.Entry::end));
    return new Header(reader.metadata, reader.entries);
  }

  private void member(String key) {
    if (key.equals(Header.METADATA)) {
      json.object(name -> metadata.put(name, json.string()));
    } else {
      entries.add(new TensorReader(key).read());
    }
  }

  /** Reads what the header says of one tensor. */
  private final class TensorReader {
    private final String name;
    private @Nullable ElementType type;
    private long @Nullable [] extents;
    private long @Nullable [] offsets;

    TensorReader(String name) {
      this.name = name;
    }

    Header.Entry read() {
      json.object(this::member);
      ElementType type = present("dtype", this.type);
      long[] extents = present("shape", this.extents);
      long[] offsets = present("data_offsets", this.offsets);
      long bytes = bytes(type, extents);
      if (offsets.length != 2 || offsets[1] < offsets[0]) {
        throw error("data_offsets must be [begin, end], but is " + Excerpt.list(offsets));
      }
      if (offsets[1] - offsets[0] != bytes) {
        throw error(
            type
                + " "
                + Excerpt.list(extents)
                + " has "
                + bytes
                + " bytes, but data_offsets is "
                + Excerpt.list(offsets));
      }
      return new Header.Entry(name, type, shape(extents), offsets[0], offsets[1]);
    }

    private void member(String key) {
      switch (key) {
        case "dtype" -> type = type(json.string());
        case "shape" -> extents = json.wholeNumbers();
        case "data_offsets" -> offsets = json.wholeNumbers();
        default -> throw error("unknown key " + Excerpt.quoted(key));
      }
    }

    private ElementType type(String dtype) {
      return Arrays.stream(ElementType.values())
          .filter(type -> type.name().equals(dtype))
          .findAny()
          .orElseThrow(() -> error("dtype must be F32 or F64, but is " + Excerpt.quoted(dtype)));
    }

    private long bytes(ElementType type, long[] extents) {
      try {
        return Arrays.stream(extents).reduce(type.width(), Math::multiplyExact);
      } catch (ArithmeticException e) {
        throw error("shape " + Excerpt.list(extents) + " has 2^63 bytes or more");
      }
    }

    private Shape shape(long[] extents) {
      try {
        return Shape.of(Arrays.stream(extents).mapToInt(Math::toIntExact).toArray());
      } catch (ArithmeticException | IllegalArgumentException e) {
        throw error("shape " + Excerpt.list(extents) + " has more than 2^31 - 1 elements");
      }
    }

    private <T> T present(String key, @Nullable T value) {
      if (value == null) {
        throw error(key + " is missing");
      }
      return value;
    }

    private IllegalArgumentException error(String problem) {
      return new IllegalArgumentException("tensor " + Excerpt.quoted(name) + ": " + problem);
    }
  }
}
