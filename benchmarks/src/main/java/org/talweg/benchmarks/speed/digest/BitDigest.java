// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.digest;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Tensor;

/** SHA-256 over the bits of tensors, most significant byte first. */
final class BitDigest {
  private final MessageDigest digest;

  BitDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  void add(Tensor tensor) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * tensor.size());
    if (tensor instanceof FloatTensor floats) {
      bytes.asFloatBuffer().put(floats.toArray());
      bytes.limit(4 * tensor.size());
    } else {
      bytes.asDoubleBuffer().put(((DoubleTensor) tensor).toArray());
    }
    digest.update(bytes);
  }

  /** The digest so far, as hexadecimal digits; the next one starts anew. */
  String finish() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
