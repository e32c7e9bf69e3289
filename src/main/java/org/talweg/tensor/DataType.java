// SPDX-License-Identifier: Apache-2.0
package org.talweg.tensor;

/** The type of a tensor's elements. */
public enum DataType {
  /** IEEE 754 binary32: Java's {@code float}, 4 bytes. */
  FLOAT32,
  /** IEEE 754 binary64: Java's {@code double}, 8 bytes. */
  FLOAT64
}
