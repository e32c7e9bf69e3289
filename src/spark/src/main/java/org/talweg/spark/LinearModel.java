package org.talweg.spark;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What the models of linear estimators have in common: coefficients and intercepts. They are
 * Params, so a model is written and read with them.
 *
 * @param <M> the model itself
 */
public abstract class LinearModel<M extends LinearModel<M>> extends Model<M>
    implements DefaultParamsWritable {
  private static final long serialVersionUID = 1;

  private final String uid;
  private final Param<String> featuresCol;
  private final Param<String> predictionCol;
  private final IntParam numOutputs;
  private final IntParam numFeatures;
  private final DoubleArrayParam weights;

  LinearModel(String uid) {
    this.uid = requireNonNull(uid, "uid");
    featuresCol = new Param<>(this, "featuresCol", "column of features, vectors");
    predictionCol = new Param<>(this, "predictionCol", "column of predictions");
    numOutputs = new IntParam(this, "numOutputs", "number of scores");
    numFeatures = new IntParam(this, "numFeatures", "number of features");
    weights =
        new DoubleArrayParam(this, "weights", "coefficients, output by output, then intercepts");
    setDefault(featuresCol, "features");
    setDefault(predictionCol, "prediction");
  }

  final void fill(RowLoss loss, double[] values) {
    set(numOutputs, loss.outputs());
    set(numFeatures, loss.features());
    set(weights, values);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** {@return the column of features} */
  public Param<String> featuresCol() {
    return featuresCol;
  }

  /** {@return the column that predictions go to} */
  public Param<String> predictionCol() {
    return predictionCol;
  }

  /** {@return the number of scores: classes, or 1} */
  public IntParam numOutputs() {
    return numOutputs;
  }

  /** {@return the number of features} */
  public IntParam numFeatures() {
    return numFeatures;
  }

  /** {@return coefficients, output by output, then intercepts, if there are any} */
  public DoubleArrayParam weights() {
    return weights;
  }

  final double[] values() {
    return getOrDefault(weights);
  }

  final RowLoss shape() {
    int outputs = (Integer) getOrDefault(numOutputs);
    int features = (Integer) getOrDefault(numFeatures);
    return new RowLoss(outputs, features, values().length > outputs * features, outputs > 1);
  }

  /**
   * {@return the coefficients of an output}
   *
   * @param output the class, from 0; 0 for a regression
   */
  public Vector coefficients(int output) {
    int features = shape().features();
    return Vectors.dense(Arrays.copyOfRange(values(), output * features, (output + 1) * features));
  }

  /**
   * {@return the intercept of an output; 0 if there are none}
   *
   * @param output the class, from 0; 0 for a regression
   */
  public double intercept(int output) {
    return shape().intercept() ? values()[shape().coefficients() + output] : 0;
  }

  final double[] scores(Vector features) {
    return shape().scores(new LabelledRow(0, 1, features), values());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return withColumn(
        schema, getOrDefault(featuresCol), getOrDefault(predictionCol), DataTypes.DoubleType);
  }

  /** The schema with a column more, if it has features that are vectors. */
  static StructType withColumn(StructType schema, String features, String column, DataType type) {
    DataType found = schema.apply(features).dataType();
    if (!found.equals(SQLDataTypes.VectorType())) {
      throw new IllegalArgumentException(
          "column " + features + " must hold vectors, but is of " + found.simpleString());
    }
    if (Arrays.asList(schema.fieldNames()).contains(column)) {
      throw new IllegalArgumentException("there is a column " + column + " already");
    }
    return schema.add(column, type);
  }

  @Override
  public M copy(ParamMap extra) {
    M copy = defaultCopy(extra);
    copy.setParent(parent());
    return copy;
  }
}
