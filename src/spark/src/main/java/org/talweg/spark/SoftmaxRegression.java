package org.talweg.spark;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.StructType;

/**
 * Multinomial logistic regression: p(c) ∝ exp(w_c·x + b_c), by cross-entropy. Labels are 0, 1, …;
 * there are as many classes as the largest label tells, at least two.
 *
 * <pre>{@code
 * SoftmaxRegressionModel model = new SoftmaxRegression().setL2(1e-3).fit(training);
 * Dataset<Row> predicted = model.transform(test);
 * }</pre>
 */
public final class SoftmaxRegression
    extends LinearEstimator<SoftmaxRegression, SoftmaxRegressionModel> {
  private static final long serialVersionUID = 1;

  private final Param<String> probabilityCol;

  /** Creates an estimator with a uid of its own. */
  public SoftmaxRegression() {
    this(Identifiable$.MODULE$.randomUID("softmax"));
  }

  /**
   * Creates an estimator.
   *
   * @param uid what Spark knows it by
   */
  public SoftmaxRegression(String uid) {
    super(uid);
    probabilityCol = new Param<>(this, "probabilityCol", "column of probabilities, vectors");
    setDefault(probabilityCol, "probability");
  }

  /** {@return the column that probabilities go to; default {@code probability}} */
  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  /**
   * Sets {@link #probabilityCol}.
   *
   * @param value the column
   * @return this
   */
  public SoftmaxRegression setProbabilityCol(String value) {
    set(probabilityCol, value);
    return this;
  }

  @Override
  SoftmaxRegression self() {
    return this;
  }

  @Override
  RowLoss loss(JavaRDD<LabelledRow> rows, int features) {
    double largest = rows.map(LabelledRow::label).reduce(Math::max);
    if (!(largest >= 0 && largest < 1e6)) {
      throw new IllegalArgumentException(
          "labels must be 0, 1, … up to 999,999, but the largest was " + largest);
    }
    return new RowLoss(Math.max(2, (int) largest + 1), features, hasIntercept(), true);
  }

  @Override
  SoftmaxRegressionModel model(RowLoss loss, double[] weights) {
    SoftmaxRegressionModel model = new SoftmaxRegressionModel(uid());
    model.fill(loss, weights);
    return model;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return LinearModel.withColumn(
        super.transformSchema(schema),
        getOrDefault(featuresCol()),
        getOrDefault(probabilityCol),
        SQLDataTypes.VectorType());
  }

  /** {@return what reads an estimator that was written} */
  public static MLReader<SoftmaxRegression> read() {
    return new DefaultParamsReadable<SoftmaxRegression>() {}.read();
  }
}
