// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize.problems;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.StreamSupport;

/** The mean loss of a linear model with an intercept, which comes first, over rows of data. */
final class LinearModel implements SmoothFunction {
  private final double[][] rows;
  private final double[] y;
  private final boolean logistic;

  private LinearModel(double[][] rows, double[] y, boolean logistic) {
    this.rows = rows;
    this.y = y;
    this.logistic = logistic;
  }

  static LinearModel of(JsonNode set) {
    return new LinearModel(
        StreamSupport.stream(set.get("x").spliterator(), false)
            .map(Json::numbers)
            .toArray(double[][]::new),
        Json.numbers(set.get("y")),
        set.get("kind").textValue().equals("logistic"));
  }

  /** Half the mean square of the residuals, or the mean of log(1 + exp(−y (b + x·w))). */
  @Override
  public double evaluate(double[] v, double[] gradient) {
    Arrays.fill(gradient, 0);
    double f = 0;
    for (int i = 0; i < rows.length; i++) {
      double z = v[0];
      for (int j = 0; j < rows[i].length; j++) {
        z += rows[i][j] * v[j + 1];
      }
      double slope;
      if (logistic) {
        double margin = y[i] * z;
        f += softplus(-margin);
        slope = -y[i] * sigmoid(-margin);
      } else {
        slope = z - y[i];
        f += slope * slope / 2;
      }
      gradient[0] += slope / rows.length;
      for (int j = 0; j < rows[i].length; j++) {
        gradient[j + 1] += slope * rows[i][j] / rows.length;
      }
    }
    return f / rows.length;
  }

  static double softplus(double t) {
    return Math.max(t, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(t)));
  }

  static double sigmoid(double t) {
    double e = StrictMath.exp(-Math.abs(t));
    return t >= 0 ? 1 / (1 + e) : e / (1 + e);
  }
}
