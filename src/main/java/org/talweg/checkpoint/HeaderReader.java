// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.talweg.internal.Excerpt;

/**
 * Reads a header. Every method throws {@link IllegalArgumentException} for what the format does not
 * allow.
 */
final class HeaderReader {
  private final JsonReader json;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();
  private final List<Header.Entry> entries = new ArrayList<>();
  private boolean hasMetadata;

  private HeaderReader(JsonReader json) {
    this.json = json;
  }

  /** Reads the bytes of a header, which are changed. */
  static Header read(byte[] bytes) {
    JsonReader json = new JsonReader(bytes);
    if (!json.startsWith('{')) {
      throw new IllegalArgumentException("the header does not begin with \"{\"");
    }
    HeaderReader reader = new HeaderReader(json);
    json.object(reader::member);
    json.end();
    reader.entries.sort(
        Comparator.comparingLong(Header.Entry::begin).thenComparingLong(Header.Entry::end));
    return new Header(reader.metadata, reader.entries);
  }

  private void member(String key) {
    if (key.equals(Header.METADATA)) {
      requireFirst(!hasMetadata);
      hasMetadata = true;
      json.object(this::metadata);
    } else {
      requireFirst(names.add(key));
      entries.add(new TensorReader(key).read());
    }
  }

  private void metadata(String key) {
    requireFirst(!metadata.containsKey(key));
    if (metadata.size() == Checkpoint.MOST_METADATA) {
      throw json.error("the metadata may have at most " + Checkpoint.MOST_METADATA + " entries");
    }
    metadata.put(key, json.string());
  }

  private void requireFirst(boolean first) {
    if (!first) {
      throw json.error("the object has this key twice");
    }
  }

  /** Reads what the header says of one tensor. */
  private final class TensorReader {
    private final String name;
    private @Nullable String type;
    private long @Nullable [] extents;
    private long @Nullable [] offsets;

    TensorReader(String name) {
      this.name = name;
    }

    Header.Entry read() {
      json.object(this::member);
      String type = present(Header.DTYPE, this.type);
      long[] extents = present(Header.SHAPE, this.extents);
      long[] offsets = present(Header.OFFSETS, this.offsets);
      if (offsets.length != 2 || offsets[1] < offsets[0]) {
        throw error("data_offsets must be [begin, end], but is " + Excerpt.list(offsets));
      }
      requireBytes(type, extents, offsets);
      return new Header.Entry(name, type, extents, offsets[0], offsets[1]);
    }

    private void member(String key) {
      switch (key) {
        case Header.DTYPE -> {
          requireFirst(type == null);
          type = type(json.string());
        }
        case Header.SHAPE -> {
          requireFirst(extents == null);
          extents = json.wholeNumbers();
        }
        case Header.OFFSETS -> {
          requireFirst(offsets == null);
          offsets = json.wholeNumbers();
        }
        default -> throw error("unknown key " + Excerpt.quoted(key));
      }
    }

    private String type(String dtype) {
      if (!Header.isType(dtype)) {
        throw error("dtype must be a name such as F32, but is " + Excerpt.quoted(dtype));
      }
      return dtype;
    }

    /** Requires that elements and offsets have equally many bytes, if the type is known. */
    private void requireBytes(String type, long[] extents, long[] offsets) {
      Optional<ElementType> known = ElementType.of(type);
      if (known.isEmpty()) {
        return;
      }
      long bytes;
      try {
        bytes = known.get().bytes(extents);
      } catch (ArithmeticException e) {
        throw error(
            type + " " + Excerpt.list(extents) + " has 2^60 bytes or more, or no whole number");
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
