// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import org.talweg.tensor.DataType;

/**
 * The least that a step can cost: a plain loop over as many arrays of the same size and type, read
 * and written in the same way, with no arithmetic to speak of. With two threads, each takes half.
 */
public final class Roof {
  private final int size;
  private final boolean pipeline;
  private final Halves halves;
  private final float[] g;
  private final float[][] arrays;
  private final float[][] blocks;
  private final double[] doubleG;
  private final double[][] doubleArrays;
  private final double[][] doubleBlocks;

  private Roof(DataType type, int size, int writtenArrays, boolean pipeline, int threads) {
    this.size = size;
    this.pipeline = pipeline;
    this.halves = new Halves(threads);
    boolean single = type == DataType.FLOAT32;
    g = new float[single ? size : 0];
    arrays = new float[writtenArrays][g.length];
    blocks = new float[2][2048];
    doubleG = new double[single ? 0 : size];
    doubleArrays = new double[writtenArrays][doubleG.length];
    doubleBlocks = new double[2][2048];
    Numbers.fill(g, -1);
    Numbers.fill(doubleG, -1);
    for (int k = 0; k < writtenArrays; k++) {
      Numbers.fill(arrays[k], k);
      Numbers.fill(doubleArrays[k], k);
    }
  }

  /** The roof of a rule alone: it reads the gradient, and reads and writes the other arrays. */
  public static Roof rule(Rule rule, DataType type, Model model, int threads) {
    return new Roof(type, Math.toIntExact(model.size()), rule.writtenArrays(), false, threads);
  }

  /** The roof of the whole pipeline: the gradient once more, and written too, and the average. */
  public static Roof pipeline(DataType type, Model model, int threads) {
    int written = Rule.ADAMW.writtenArrays() + 1;
    return new Roof(type, Math.toIntExact(model.size()), written, true, threads);
  }

  /** One pass. */
  public void run() {
    if (g.length == size) {
      halves.run(size, this::floats);
    } else {
      halves.run(size, this::doubles);
    }
  }

  private void floats(int part, int from, int to) {
    if (pipeline) {
      RoofLoops.pipeline(g, arrays, blocks[part], from, to);
    } else {
      RoofLoops.run(g, arrays, from, to);
    }
  }

  private void doubles(int part, int from, int to) {
    if (pipeline) {
      RoofLoops.pipeline(doubleG, doubleArrays, doubleBlocks[part], from, to);
    } else {
      RoofLoops.run(doubleG, doubleArrays, from, to);
    }
  }
}
