// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

/**
 * Loops that read one array and read and write some others, with one subtraction for each. {@code a
 * = g − a} returns to the first value every second time: numbers stay as they are for ever.
 */
final class RoofLoops {
  private static final int BLOCK = 2048;

  private RoofLoops() {}

  static void run(float[] g, float[][] arrays, int from, int to) {
    switch (arrays.length) {
      case 0 -> throw new IllegalArgumentException("a roof writes at least one array");
      case 1 -> run(g, arrays[0], from, to);
      case 2 -> run(g, arrays[0], arrays[1], from, to);
      case 3 -> run(g, arrays[0], arrays[1], arrays[2], from, to);
      case 4 -> run(g, arrays[0], arrays[1], arrays[2], arrays[3], from, to);
      default -> {
        for (int block = from; block < to; block += BLOCK) {
          int end = Math.min(block + BLOCK, to);
          run(g, arrays[0], arrays[1], arrays[2], arrays[3], block, end);
          for (int k = 4; k < arrays.length; k++) {
            run(g, arrays[k], block, end);
          }
        }
      }
    }
  }

  static void run(double[] g, double[][] arrays, int from, int to) {
    switch (arrays.length) {
      case 0 -> throw new IllegalArgumentException("a roof writes at least one array");
      case 1 -> run(g, arrays[0], from, to);
      case 2 -> run(g, arrays[0], arrays[1], from, to);
      case 3 -> run(g, arrays[0], arrays[1], arrays[2], from, to);
      case 4 -> run(g, arrays[0], arrays[1], arrays[2], arrays[3], from, to);
      default -> {
        for (int block = from; block < to; block += BLOCK) {
          int end = Math.min(block + BLOCK, to);
          run(g, arrays[0], arrays[1], arrays[2], arrays[3], block, end);
          for (int k = 4; k < arrays.length; k++) {
            run(g, arrays[k], block, end);
          }
        }
      }
    }
  }

  /** The pipeline's traffic: the gradient read for its norm, then everything read and written. */
  static void pipeline(float[] g, float[][] arrays, float[] block, int from, int to) {
    for (int i = from; i < to; i += BLOCK) {
      System.arraycopy(g, i, block, 0, Math.min(BLOCK, to - i)); // to a block in cache: a read
    }
    float[] a = arrays[0];
    float[] b = arrays[1];
    float[] c = arrays[2];
    float[] d = arrays[3];
    for (int i = from; i < to; i++) {
      a[i] = g[i] - a[i];
      b[i] = g[i] - b[i];
      c[i] = g[i] - c[i];
      d[i] = g[i] - d[i];
      g[i] = -g[i];
    }
  }

  static void pipeline(double[] g, double[][] arrays, double[] block, int from, int to) {
    for (int i = from; i < to; i += BLOCK) {
      System.arraycopy(g, i, block, 0, Math.min(BLOCK, to - i));
    }
    double[] a = arrays[0];
    double[] b = arrays[1];
    double[] c = arrays[2];
    double[] d = arrays[3];
    for (int i = from; i < to; i++) {
      a[i] = g[i] - a[i];
      b[i] = g[i] - b[i];
      c[i] = g[i] - c[i];
      d[i] = g[i] - d[i];
      g[i] = -g[i];
    }
  }

  private static void run(float[] g, float[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = g[i] - a[i];
    }
  }

  private static void run(float[] g, float[] a, float[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = g[i] - a[i];
      b[i] = g[i] - b[i];
    }
  }

  private static void run(float[] g, float[] a, float[] b, float[] c, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = g[i] - a[i];
      b[i] = g[i] - b[i];
      c[i] = g[i] - c[i];
    }
  }

  private static void run(float[] g, float[] a, float[] b, float[] c, float[] d, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = g[i] - a[i];
      b[i] = g[i] - b[i];
      c[i] = g[i] - c[i];
      d[i] = g[i] - d[i];
    }
  }

  private static void run(double[] g, double[] a, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = g[i] - a[i];
    }
  }

  private static void run(double[] g, double[] a, double[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = g[i] - a[i];
      b[i] = g[i] - b[i];
    }
  }

  private static void run(double[] g, double[] a, double[] b, double[] c, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = g[i] - a[i];
      b[i] = g[i] - b[i];
      c[i] = g[i] - c[i];
    }
  }

  private static void run(
      double[] g, double[] a, double[] b, double[] c, double[] d, int from, int to) {
    for (int i = from; i < to; i++) {
      a[i] = g[i] - a[i];
      b[i] = g[i] - b[i];
      c[i] = g[i] - c[i];
      d[i] = g[i] - d[i];
    }
  }
}
