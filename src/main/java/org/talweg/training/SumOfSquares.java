package org.talweg.training;

/**
 * Σ x² over a block of at most {@link #BLOCK} elements, in an order that depends on the block's
 * length alone: not on threads, chunks, compiler or vector width.
 *
 * <p>Short blocks and {@code double} are summed in eight fixed lanes. A long block of {@code float}
 * is folded in half again and again, in single precision, with loops that use one index and so are
 * vectorized; pairwise summation keeps the error near one unit in the last place. Where squares
 * leave the range of single precision, the block is summed again in double precision.
 */
final class SumOfSquares {
  static final int BLOCK = 4096;
  private static final int SHORT = 512;
  private static final int FOLDED = 64;
  private static final double SMALLEST_EXACT = 0x1p-80;

  private final float[] low = new float[BLOCK / 2];
  private final float[] high = new float[BLOCK / 2];

  double of(float[] x, int from, int to) {
    if (to - from < SHORT) {
      return lanes(x, from, to);
    }
    double sum = folded(x, from, to - from);
    return sum >= SMALLEST_EXACT && sum < Double.POSITIVE_INFINITY ? sum : lanes(x, from, to);
  }

  private double folded(float[] x, int from, int length) {
    int half = (length + 1) / 2;
    System.arraycopy(x, from, low, 0, half);
    System.arraycopy(x, from + half, high, 0, length - half);
    if (length < 2 * half) {
      high[half - 1] = 0;
    }
    squares(low, high, half);
    while (half > FOLDED) {
      int whole = half;
      half = (whole + 1) / 2;
      System.arraycopy(low, half, high, 0, whole - half);
      if (whole < 2 * half) {
        high[half - 1] = 0;
      }
      add(low, high, half);
    }
    double sum0 = 0;
    double sum1 = 0;
    int i = 0;
    for (; i < half - 1; i += 2) {
      sum0 += low[i];
      sum1 += low[i + 1];
    }
    return i < half ? sum0 + sum1 + low[i] : sum0 + sum1;
  }

  private static void squares(float[] low, float[] high, int length) {
    for (int i = 0; i < length; i++) {
      low[i] = low[i] * low[i] + high[i] * high[i];
    }
  }

  private static void add(float[] low, float[] high, int length) {
    for (int i = 0; i < length; i++) {
      low[i] += high[i];
    }
  }

  private static double lanes(float[] x, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = from;
    for (; i < to - 7; i += 8) {
      s0 += (double) x[i] * x[i];
      s1 += (double) x[i + 1] * x[i + 1];
      s2 += (double) x[i + 2] * x[i + 2];
      s3 += (double) x[i + 3] * x[i + 3];
      s4 += (double) x[i + 4] * x[i + 4];
      s5 += (double) x[i + 5] * x[i + 5];
      s6 += (double) x[i + 6] * x[i + 6];
      s7 += (double) x[i + 7] * x[i + 7];
    }
    for (; i < to; i++) {
      s0 += (double) x[i] * x[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  double of(double[] x, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = from;
    for (; i < to - 7; i += 8) {
      s0 += x[i] * x[i];
      s1 += x[i + 1] * x[i + 1];
      s2 += x[i + 2] * x[i + 2];
      s3 += x[i + 3] * x[i + 3];
      s4 += x[i + 4] * x[i + 4];
      s5 += x[i + 5] * x[i + 5];
      s6 += x[i + 6] * x[i + 6];
      s7 += x[i + 7] * x[i + 7];
    }
    for (; i < to; i++) {
      s0 += x[i] * x[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }
}
