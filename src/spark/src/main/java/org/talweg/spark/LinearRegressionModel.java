package org.talweg.spark;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** A fitted {@link LinearRegression}. */
public final class LinearRegressionModel extends LinearModel<LinearRegressionModel> {
  private static final long serialVersionUID = 1;

  /** For Spark, which makes one and fills it. */
  public LinearRegressionModel() {
    this(Identifiable$.MODULE$.randomUID("linear"));
  }

  /**
   * For Spark, which makes one and fills it.
   *
   * @param uid what Spark knows it by
   */
  public LinearRegressionModel(String uid) {
    super(uid);
  }

  /**
   * {@return the prediction}
   *
   * @param features of one row
   */
  public double predict(Vector features) {
    return scores(features)[0];
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    UDF1<Vector, Double> prediction = this::predict;
    return dataset.withColumn(
        getOrDefault(predictionCol()),
        functions
            .udf(prediction, DataTypes.DoubleType)
            .apply(functions.col(getOrDefault(featuresCol()))));
  }

  /** {@return what reads a model that was written} */
  public static MLReader<LinearRegressionModel> read() {
    return new DefaultParamsReadable<LinearRegressionModel>() {}.read();
  }
}
