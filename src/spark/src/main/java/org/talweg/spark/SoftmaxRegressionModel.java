package org.talweg.spark;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A fitted {@link SoftmaxRegression}. */
public final class SoftmaxRegressionModel extends LinearModel<SoftmaxRegressionModel> {
  private static final long serialVersionUID = 1;

  private final Param<String> probabilityCol;

  /** For Spark, which makes one and fills it. */
  public SoftmaxRegressionModel() {
    this(Identifiable$.MODULE$.randomUID("softmax"));
  }

  /**
   * For Spark, which makes one and fills it.
   *
   * @param uid what Spark knows it by
   */
  public SoftmaxRegressionModel(String uid) {
    super(uid);
    probabilityCol = new Param<>(this, "probabilityCol", "column of probabilities, vectors");
    setDefault(probabilityCol, "probability");
  }

  /** {@return the column that probabilities go to} */
  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  /**
   * {@return the probability of each class}
   *
   * @param features of one row
   */
  public Vector predictProbability(Vector features) {
    double[] scores = scores(features);
    RowLoss.toProbabilities(scores);
    return Vectors.dense(scores);
  }

  /**
   * {@return the most probable class}
   *
   * @param features of one row
   */
  public double predict(Vector features) {
    return Vectors.dense(scores(features)).argmax();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    UDF1<Vector, Vector> probability = this::predictProbability;
    UDF1<Vector, Double> prediction = this::predict;
    return dataset
        .withColumn(
            getOrDefault(probabilityCol),
            functions
                .udf(probability, SQLDataTypes.VectorType())
                .apply(functions.col(getOrDefault(featuresCol()))))
        .withColumn(
            getOrDefault(predictionCol()),
            functions
                .udf(prediction, DataTypes.DoubleType)
                .apply(functions.col(getOrDefault(featuresCol()))));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return withColumn(
        super.transformSchema(schema),
        getOrDefault(featuresCol()),
        getOrDefault(probabilityCol),
        SQLDataTypes.VectorType());
  }

  /** {@return what reads a model that was written} */
  public static MLReader<SoftmaxRegressionModel> read() {
    return new DefaultParamsReadable<SoftmaxRegressionModel>() {}.read();
  }
}
