package org.talweg.checkpoint;

import java.util.zip.CRC32C;
import org.talweg.tensor.Tensor;

/** Equality of tensors by type, shape and the bits of their elements. */
final class TensorBits {
  private TensorBits() {}

  static boolean equal(Checkpoint one, Checkpoint other) {
    return one.names().equals(other.names())
        && one.names().stream().allMatch(n -> equal(one.uncopied(n), other.uncopied(n)));
  }

  private static boolean equal(Tensor one, Tensor other) {
    if (one.dataType() != other.dataType() || !one.shape().equals(other.shape())) {
      return false;
    }
    ElementBuffer buffer = new ElementBuffer();
    ElementBuffer otherBuffer = new ElementBuffer();
    for (int i = 0; i < one.size(); i += ElementBuffer.count(one, i)) {
      if (!buffer.load(one, i).equals(otherBuffer.load(other, i))) {
        return false;
      }
    }
    return true;
  }

  /** A hash that does not depend on the order of the tensors. */
  static int hash(Checkpoint checkpoint) {
    return checkpoint.names().stream()
        .mapToInt(name -> name.hashCode() ^ hash(checkpoint.uncopied(name)))
        .sum();
  }

  private static int hash(Tensor tensor) {
    ElementBuffer buffer = new ElementBuffer();
    CRC32C sum = new CRC32C();
    for (int i = 0; i < tensor.size(); i += ElementBuffer.count(tensor, i)) {
      sum.update(buffer.load(tensor, i));
    }
    return 31 * tensor.shape().hashCode() + (int) sum.getValue();
  }
}
