// SPDX-License-Identifier: Apache-2.0
package example;

import java.util.Arrays;
import org.talweg.minimize.Lbfgs;
import org.talweg.minimize.Objective;
import org.talweg.minimize.OwlQn;
import org.talweg.minimize.SearchResult;

/**
 * Two classes, y = −1 or 1, told apart by an intercept b and weights w: the mean of log(1 +
 * exp(−y·(b + w·x))) over the rows is minimized, with a penalty for the weights. Variables: (b, w₁,
 * w₂ …).
 */
final class LogisticRegression {
  private final Rows rows;

  LogisticRegression(Rows rows) {
    this.rows = rows;
  }

  /** With λ/2·Σ w²: all weights become small. */
  SearchResult fitL2(double lambda) {
    Objective penalized =
        (x, gradient) -> {
          double loss = loss(x, gradient);
          for (int j = 1; j < x.length; j++) {
            loss += lambda / 2 * x[j] * x[j];
            gradient[j] += lambda * x[j];
          }
          return loss;
        };
    return Lbfgs.of().minimize(penalized, new double[rows.features() + 1]);
  }

  /** With λ·Σ |w|: most weights become exactly 0. */
  SearchResult fitL1(double lambda) {
    double[] penalties = new double[rows.features() + 1];
    Arrays.fill(penalties, 1, penalties.length, lambda); // not the intercept
    return OwlQn.of(penalties).minimize(this::loss, new double[penalties.length]);
  }

  /** The mean loss and its gradient, without a penalty. */
  double loss(double[] x, double[] gradient) {
    double loss = 0;
    for (int i = 0; i < rows.count(); i++) {
      double margin = rows.label(i) * score(x, i);
      // log(1 + exp(−margin)) without overflow; StrictMath gives the same bits on every machine
      double tail = StrictMath.exp(-Math.abs(margin));
      loss += Math.max(-margin, 0) + StrictMath.log1p(tail);
      double probability = margin > 0 ? tail / (1 + tail) : 1 / (1 + tail); // of the other class
      double factor = -rows.label(i) * probability / rows.count();
      gradient[0] += factor;
      for (int j = 0; j < rows.features(); j++) {
        gradient[j + 1] += factor * rows.feature(i, j);
      }
    }
    return loss / rows.count();
  }

  private double score(double[] x, int i) {
    double score = x[0];
    for (int j = 0; j < rows.features(); j++) {
      score += x[j + 1] * rows.feature(i, j);
    }
    return score;
  }

  /** The share of the rows whose class is told. */
  double accuracy(double[] x) {
    int right = 0;
    for (int i = 0; i < rows.count(); i++) {
      right += rows.label(i) * score(x, i) > 0 ? 1 : 0;
    }
    return (double) right / rows.count();
  }

  public static void main(String[] args) {
    LogisticRegression regression = new LogisticRegression(Rows.read());
    System.out.println("L2: " + regression.fitL2(0.01));
    System.out.println("L1: " + regression.fitL1(0.0600371));
  }
}
