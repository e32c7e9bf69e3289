package org.talweg.training;

/** One worker's memory beside the parameters. It grows to the size of a chunk and stays. */
final class Scratch {
  final SumOfSquares sumOfSquares = new SumOfSquares();
  private float[] floats = new float[0];
  private double[] doubles = new double[0];

  float[] floats(int length) {
    if (floats.length < length) {
      floats = new float[length];
    }
    return floats;
  }

  double[] doubles(int length) {
    if (doubles.length < length) {
      doubles = new double[length];
    }
    return doubles;
  }
}
