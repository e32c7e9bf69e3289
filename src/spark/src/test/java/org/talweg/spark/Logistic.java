package org.talweg.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Logistic regression: an example is its features, with the label, 0 or 1, after them. */
final class Logistic {
  static final int FEATURES = 300;

  private Logistic() {}

  static double loss(double[] example, double[] weights, double[] gradient) {
    double margin = 0;
    for (int i = 0; i < FEATURES; i++) {
      margin += weights[i] * example[i];
    }
    double label = example[FEATURES];
    double p = 1 / (1 + StrictMath.exp(-margin));
    for (int i = 0; i < FEATURES; i++) {
      gradient[i] += (p - label) * example[i];
    }
    return StrictMath.log1p(StrictMath.exp(-margin)) + (1 - label) * margin;
  }

  static List<double[]> examples(int count, long seed) {
    Random random = new Random(seed);
    List<double[]> examples = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      double[] example = new double[FEATURES + 1];
      double score = 0;
      for (int i = 0; i < FEATURES; i++) {
        example[i] = random.nextGaussian() * (1 + i % 7) / 4;
        score += i % 3 == 0 ? example[i] : 0;
      }
      example[FEATURES] = score + random.nextGaussian() > 0 ? 1 : 0;
      examples.add(example);
    }
    return examples;
  }
}
