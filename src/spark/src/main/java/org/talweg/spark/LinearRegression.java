package org.talweg.spark;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;

/**
 * Linear regression, w·x + b, by half the mean squared error.
 *
 * <pre>{@code
 * LinearRegressionModel model =
 *     new LinearRegression().setLowerBounds(0, 0, 0).fit(training); // no negative coefficient
 * }</pre>
 */
public final class LinearRegression
    extends LinearEstimator<LinearRegression, LinearRegressionModel> {
  private static final long serialVersionUID = 1;

  /** Creates an estimator with a uid of its own. */
  public LinearRegression() {
    this(Identifiable$.MODULE$.randomUID("linear"));
  }

  /**
   * Creates an estimator.
   *
   * @param uid what Spark knows it by
   */
  public LinearRegression(String uid) {
    super(uid);
  }

  @Override
  LinearRegression self() {
    return this;
  }

  @Override
  RowLoss loss(JavaRDD<LabelledRow> rows, int features) {
    return new RowLoss(1, features, hasIntercept(), false);
  }

  @Override
  LinearRegressionModel model(RowLoss loss, double[] weights) {
    LinearRegressionModel model = new LinearRegressionModel(uid());
    model.fill(loss, weights);
    return model;
  }

  /** {@return what reads an estimator that was written} */
  public static MLReader<LinearRegression> read() {
    return new DefaultParamsReadable<LinearRegression>() {}.read();
  }
}
