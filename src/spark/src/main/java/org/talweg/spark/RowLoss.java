package org.talweg.spark;

/**
 * The loss of a linear model with one score for each output: its weights, output by output, then an
 * intercept for each output, if it has them.
 *
 * @param outputs the number of scores
 * @param features the number of features
 * @param intercept whether there are intercepts
 * @param softmax cross-entropy of the softmax of the scores, or else half the squared error of one
 */
record RowLoss(int outputs, int features, boolean intercept, boolean softmax)
    implements ExampleLoss<LabelledRow> {

  int coefficients() {
    return outputs * features;
  }

  int size() {
    return outputs * (features + (intercept ? 1 : 0));
  }

  @Override
  public double weight(LabelledRow row) {
    return row.weight();
  }

  @Override
  public double add(LabelledRow row, double[] weights, double[] gradient) {
    if (row.features().size() != features) {
      throw new IllegalArgumentException(
          "a row must have " + features + " features, but had " + row.features().size());
    }
    double[] scores = scores(row, weights);
    double loss = softmax ? toCrossEntropy(row.label(), scores) : toSquare(row.label(), scores);
    for (int c = 0; c < outputs; c++) {
      row.addTo(scores[c], gradient, c * features);
      if (intercept) {
        gradient[coefficients() + c] += scores[c];
      }
    }
    return loss;
  }

  double[] scores(LabelledRow row, double[] weights) {
    double[] scores = new double[outputs];
    for (int c = 0; c < outputs; c++) {
      double score = row.dot(weights, c * features);
      scores[c] = intercept ? score + weights[coefficients() + c] : score;
    }
    return scores;
  }

  /** ½·(score − label)²; the score becomes the derivative. */
  private static double toSquare(double label, double[] scores) {
    scores[0] -= label;
    return 0.5 * scores[0] * scores[0];
  }

  /** −log p of the label; scores become derivatives, p − 1 for the label and p for the others. */
  private double toCrossEntropy(double label, double[] scores) {
    int index = (int) label;
    if (index != label || index < 0 || index >= outputs) {
      throw new IllegalArgumentException(
          "a label must be a whole number from 0 to " + (outputs - 1) + ", but was " + label);
    }
    double score = scores[index];
    double logSum = toProbabilities(scores);
    scores[index] -= 1;
    return logSum - score;
  }

  /** Softmax in place, by StrictMath, whose bits are the same everywhere; returns log Σ exp. */
  static double toProbabilities(double[] scores) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      largest = Math.max(largest, score);
    }
    double sum = 0;
    for (int c = 0; c < scores.length; c++) {
      scores[c] = StrictMath.exp(scores[c] - largest);
      sum += scores[c];
    }
    for (int c = 0; c < scores.length; c++) {
      scores[c] /= sum;
    }
    return largest + StrictMath.log(sum);
  }
}
