package org.talweg.spark;

import static java.util.Objects.requireNonNull;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import org.talweg.rule.Optimizer;

/**
 * What the estimators of linear models have in common: the mean loss over rows, plus penalties, is
 * minimized by L-BFGS, by OWL-QN if there is an L1 penalty, by L-BFGS-B if there are bounds, or
 * stepped by a {@linkplain #setRule rule}. Coefficients and intercepts begin at 0.
 *
 * <p>The same rows give a model with the same bits, in any order, number of partitions and
 * executors. Features are taken as they are: scale them first (Spark's {@code StandardScaler}).
 *
 * @param <E> the estimator itself
 * @param <M> its model
 */
public abstract class LinearEstimator<E extends LinearEstimator<E, M>, M extends Model<M>>
    extends Estimator<M> implements DefaultParamsWritable {
  private static final long serialVersionUID = 1;

  private final String uid;
  private final Param<String> featuresCol;
  private final Param<String> labelCol;
  private final Param<String> weightCol;
  private final Param<String> predictionCol;
  private final BooleanParam fitIntercept;
  private final DoubleParam l1;
  private final DoubleParam l2;
  private final DoubleArrayParam lowerBounds;
  private final DoubleArrayParam upperBounds;
  private final IntParam maxIter;
  private final DoubleParam tol;
  private final IntParam batchesPerEpoch;
  private final LongParam seed;
  private transient @Nullable Optimizer rule;

  LinearEstimator(String uid) {
    this.uid = requireNonNull(uid, "uid");
    featuresCol = new Param<>(this, "featuresCol", "column of features, vectors");
    labelCol = new Param<>(this, "labelCol", "column of labels");
    weightCol = new Param<>(this, "weightCol", "column of rows' weights; empty: all count 1");
    predictionCol = new Param<>(this, "predictionCol", "column of predictions");
    fitIntercept = new BooleanParam(this, "fitIntercept", "whether there are intercepts");
    l1 = new DoubleParam(this, "l1", "L1 penalty of coefficients", ParamValidators.gtEq(0));
    l2 =
        new DoubleParam(
            this, "l2", "L2 penalty of coefficients, (1/2) l2 |w|^2", ParamValidators.gtEq(0));
    lowerBounds = new DoubleArrayParam(this, "lowerBounds", "of each coefficient; empty: none");
    upperBounds = new DoubleArrayParam(this, "upperBounds", "of each coefficient; empty: none");
    maxIter =
        new IntParam(
            this,
            "maxIter",
            "most iterations of the minimizer, or steps of the rule",
            ParamValidators.gtEq(1));
    tol = new DoubleParam(this, "tol", "the loss's relative tolerance", ParamValidators.gtEq(0));
    batchesPerEpoch =
        new IntParam(
            this,
            "batchesPerEpoch",
            "mini-batches of an epoch of the rule",
            ParamValidators.gtEq(1));
    seed = new LongParam(this, "seed", "decides which rows share a mini-batch");
    setDefault(featuresCol, "features");
    setDefault(labelCol, "label");
    setDefault(weightCol, "");
    setDefault(predictionCol, "prediction");
    setDefault(fitIntercept, true);
    setDefault(l1, 0.0);
    setDefault(l2, 0.0);
    setDefault(lowerBounds, new double[0]);
    setDefault(upperBounds, new double[0]);
    setDefault(maxIter, 100);
    setDefault(tol, 1e-9);
    setDefault(batchesPerEpoch, 1);
    setDefault(seed, 0L);
  }

  abstract E self();

  /** The loss of a row, whose features and labels are known now. */
  abstract RowLoss loss(JavaRDD<LabelledRow> rows, int features);

  abstract M model(RowLoss loss, double[] weights);

  @Override
  public String uid() {
    return uid;
  }

  /** {@return the column of features, {@code Vector}s; default {@code features}} */
  public Param<String> featuresCol() {
    return featuresCol;
  }

  /** {@return the column of labels; default {@code label}} */
  public Param<String> labelCol() {
    return labelCol;
  }

  /** {@return the column of rows' weights; default none, all rows count 1} */
  public Param<String> weightCol() {
    return weightCol;
  }

  /** {@return the column that predictions go to; default {@code prediction}} */
  public Param<String> predictionCol() {
    return predictionCol;
  }

  /** {@return whether there are intercepts; default {@code true}} */
  public BooleanParam fitIntercept() {
    return fitIntercept;
  }

  /** {@return the L1 penalty of coefficients, not of intercepts; default 0} */
  public DoubleParam l1() {
    return l1;
  }

  /** {@return the L2 penalty of coefficients, not of intercepts: ½·l2·‖w‖²; default 0} */
  public DoubleParam l2() {
    return l2;
  }

  /** {@return lower bounds of coefficients, output by output; default none} */
  public DoubleArrayParam lowerBounds() {
    return lowerBounds;
  }

  /** {@return upper bounds of coefficients, output by output; default none} */
  public DoubleArrayParam upperBounds() {
    return upperBounds;
  }

  /** {@return the most iterations of the minimizer, or the steps of the rule; default 100} */
  public IntParam maxIter() {
    return maxIter;
  }

  /** {@return the loss's relative tolerance, for a minimizer; default 10⁻⁹} */
  public DoubleParam tol() {
    return tol;
  }

  /** {@return mini-batches of an epoch, for a rule; default 1: all rows at each step} */
  public IntParam batchesPerEpoch() {
    return batchesPerEpoch;
  }

  /** {@return the seed of mini-batches; default 0} */
  public LongParam seed() {
    return seed;
  }

  private <T> E with(Param<T> param, T value) {
    set(param, requireNonNull(value, param.name()));
    return self();
  }

  /**
   * Sets {@link #featuresCol}.
   *
   * @param value the column
   * @return this
   */
  public E setFeaturesCol(String value) {
    return with(featuresCol, value);
  }

  /**
   * Sets {@link #labelCol}.
   *
   * @param value the column
   * @return this
   */
  public E setLabelCol(String value) {
    return with(labelCol, value);
  }

  /**
   * Sets {@link #weightCol}.
   *
   * @param value the column; empty for none
   * @return this
   */
  public E setWeightCol(String value) {
    return with(weightCol, value);
  }

  /**
   * Sets {@link #predictionCol}.
   *
   * @param value the column
   * @return this
   */
  public E setPredictionCol(String value) {
    return with(predictionCol, value);
  }

  /**
   * Sets {@link #fitIntercept}.
   *
   * @param value whether there are intercepts
   * @return this
   */
  public E setFitIntercept(boolean value) {
    set(fitIntercept, value);
    return self();
  }

  /**
   * Sets {@link #l1}.
   *
   * @param value zero or more
   * @return this
   */
  public E setL1(double value) {
    set(l1, value);
    return self();
  }

  /**
   * Sets {@link #l2}.
   *
   * @param value zero or more
   * @return this
   */
  public E setL2(double value) {
    set(l2, value);
    return self();
  }

  /**
   * Sets {@link #lowerBounds}.
   *
   * @param value one for each coefficient, or none
   * @return this
   */
  public E setLowerBounds(double... value) {
    return with(lowerBounds, value);
  }

  /**
   * Sets {@link #upperBounds}.
   *
   * @param value one for each coefficient, or none
   * @return this
   */
  public E setUpperBounds(double... value) {
    return with(upperBounds, value);
  }

  /**
   * Sets {@link #maxIter}.
   *
   * @param value at least 1
   * @return this
   */
  public E setMaxIter(int value) {
    set(maxIter, value);
    return self();
  }

  /**
   * Sets {@link #tol}.
   *
   * @param value zero or more
   * @return this
   */
  public E setTol(double value) {
    set(tol, value);
    return self();
  }

  /**
   * Sets {@link #batchesPerEpoch}.
   *
   * @param value at least 1
   * @return this
   */
  public E setBatchesPerEpoch(int value) {
    set(batchesPerEpoch, value);
    return self();
  }

  /**
   * Sets {@link #seed}.
   *
   * @param value the seed
   * @return this
   */
  public E setSeed(long value) {
    set(seed, value);
    return self();
  }

  /**
   * Fits by a rule in place of a minimizer. It is not among the Params: an estimator that has a
   * rule can't be written. Its model can.
   *
   * @param optimizer the rule with its hyperparameters
   * @return this
   */
  public E setRule(Optimizer optimizer) {
    rule = requireNonNull(optimizer, "optimizer");
    return self();
  }

  @Override
  public M fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    JavaRDD<LabelledRow> rows =
        LabelledRow.of(
                dataset, getOrDefault(featuresCol), getOrDefault(labelCol), getOrDefault(weightCol))
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      int features = rows.first().features().size();
      RowLoss loss = loss(rows, features);
      LinearFit fit =
          new LinearFit(
              (Double) getOrDefault(l1),
              (Double) getOrDefault(l2),
              getOrDefault(lowerBounds),
              getOrDefault(upperBounds),
              (Integer) getOrDefault(maxIter),
              (Double) getOrDefault(tol),
              new Batches((Integer) getOrDefault(batchesPerEpoch), (Long) getOrDefault(seed)));
      M model = model(loss, fit.weights(rows, loss, rule));
      return copyValues(model, new ParamMap()).setParent(this);
    } finally {
      rows.unpersist();
    }
  }

  final boolean hasIntercept() {
    return (Boolean) getOrDefault(fitIntercept);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return LinearModel.withColumn(
        schema, getOrDefault(featuresCol), getOrDefault(predictionCol), DataTypes.DoubleType);
  }

  @Override
  public E copy(ParamMap extra) {
    E copy = defaultCopy(extra);
    ((LinearEstimator<?, ?>) copy).rule = rule;
    return copy;
  }

  @Override
  public MLWriter write() {
    if (rule != null) {
      throw new UnsupportedOperationException(
          "an estimator with the rule " + rule + " can't be written, as rules are no Params");
    }
    return DefaultParamsWritable.super.write();
  }
}
