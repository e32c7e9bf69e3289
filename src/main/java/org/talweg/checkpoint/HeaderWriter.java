// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

/** Writes a header in JSON, with the same bytes for the same header. */
final class HeaderWriter {
  private final StringBuilder json = new StringBuilder();

  private HeaderWriter() {}

  /** The bytes of the header, filled with spaces to a multiple of eight. */
  static byte[] bytes(Header header) {
    HeaderWriter writer = new HeaderWriter();
    writer.header(header);
    byte[] json = writer.json.toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, json.length + (-json.length & 7));
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  private void header(Header header) {
    json.append("{\"").append(Header.METADATA).append("\":{");
    Iterator<Map.Entry<String, String>> metadata = header.metadata().entrySet().iterator();
    while (metadata.hasNext()) {
      Map.Entry<String, String> entry = metadata.next();
      string(entry.getKey());
      json.append(':');
      string(entry.getValue());
      if (metadata.hasNext()) {
        json.append(',');
      }
    }
    json.append('}');
    for (Header.Entry entry : header.entries()) {
      json.append(',');
      tensor(entry);
    }
    json.append('}');
  }

  private void tensor(Header.Entry entry) {
    string(entry.name());
    json.append(":{\"dtype\":\"").append(entry.type()).append("\",\"shape\":[");
    for (int i = 0; i < entry.extents().length; i++) {
      json.append(i == 0 ? "" : ",").append(entry.extents()[i]);
    }
    json.append("],\"data_offsets\":[").append(entry.begin()).append(',');
    json.append(entry.end()).append("]}");
  }

  private void string(String text) {
    json.append('"');
    text.chars().forEach(c -> character((char) c));
    json.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> json.append("\\\"");
      case '\\' -> json.append("\\\\");
      case '\b' -> json.append("\\b");
      case '\f' -> json.append("\\f");
      case '\n' -> json.append("\\n");
      case '\r' -> json.append("\\r");
      case '\t' -> json.append("\\t");
      default -> {
        if (c < ' ') {
          json.append(c < 16 ? "\\u000" : "\\u00").append(Integer.toHexString(c));
        } else {
          json.append(c);
        }
      }
    }
  }
}
