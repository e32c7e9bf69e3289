// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.peers;

import org.talweg.tensor.DataType;

/** The libraries, by their names in results. */
public enum Library {
  /** This one. */
  TALWEG,
  /** This one on two threads. */
  TALWEG_2_THREADS,
  /** This one in double precision, to compare with Tribuo. */
  TALWEG_DOUBLE,
  /** Oracle's Tribuo, in double precision: it has no other. */
  TRIBUO_DOUBLE,
  /** The arrays of Deeplearning4j, native, on as many threads as it likes. */
  ND4J,
  /** Deep Java Library on PyTorch, native, on as many threads as it likes. */
  DJL_PYTORCH;

  Peer start(float[] values) {
    return switch (this) {
      case TALWEG -> new TalwegPeer(values, DataType.FLOAT32, 1);
      case TALWEG_2_THREADS -> new TalwegPeer(values, DataType.FLOAT32, 2);
      case TALWEG_DOUBLE -> new TalwegPeer(values, DataType.FLOAT64, 1);
      case TRIBUO_DOUBLE -> new TribuoPeer(values);
      case ND4J -> new Nd4jPeer(values);
      case DJL_PYTORCH -> new DjlPeer(values);
    };
  }
}
