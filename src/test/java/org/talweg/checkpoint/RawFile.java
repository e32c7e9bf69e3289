// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The bytes of files that need not follow the format. */
final class RawFile {
  private RawFile() {}

  /** A file of a header and so many bytes of data, all zero. */
  static byte[] of(String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return of(json.length, json, data);
  }

  /** A file that says that its header has the given length. */
  static byte[] of(long length, byte[] header, int data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] prefix = new byte[Long.BYTES];
    ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    bytes.writeBytes(prefix);
    bytes.writeBytes(header);
    bytes.writeBytes(new byte[data]);
    return bytes.toByteArray();
  }
}
