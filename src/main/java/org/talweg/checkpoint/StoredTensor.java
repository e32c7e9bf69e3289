// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A tensor as a checkpoint keeps it: of numbers that tensors hold, or of bytes that it carries. */
sealed interface StoredTensor permits NumberTensor, ByteTensor {
  /** The name of the elements' type in the format. */
  String type();

  /** The extents, which the caller must not change. */
  long[] extents();

  /** The number of bytes in a file. */
  long bytes();

  /** Whether type, extents and all bits are the same. */
  boolean isSame(StoredTensor other);

  /** A hash of type, extents and bits. */
  int hash();

  /** Reads all bytes from a file. */
  void readFrom(InputStream file, Block block) throws IOException;

  /** Writes all bytes to a file. */
  void writeTo(OutputStream file, Block block) throws IOException;

  /** An empty tensor of the kind that an entry of a header needs. */
  static StoredTensor of(Header.Entry entry) {
    return NumberTensor.fits(entry)
        ? NumberTensor.of(entry)
        : new ByteTensor(entry.type(), entry.extents(), entry.end() - entry.begin());
  }
}
