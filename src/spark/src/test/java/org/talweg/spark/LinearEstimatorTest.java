package org.talweg.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.optimizer.Adam;

class LinearEstimatorTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("label", DataTypes.DoubleType)
          .add("weight", DataTypes.DoubleType)
          .add("features", SQLDataTypes.VectorType());

  private static final double[] SLOPES = {2, -1, 0, 0.5};

  private static SparkSession session() {
    return SparkSession.builder().sparkContext(LocalSpark.context().sc()).getOrCreate();
  }

  /** Rows of four features: three classes, or a value with some noise. */
  private static Dataset<Row> rows(boolean classes, int partitions) {
    Random random = new Random(1);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      double[] x = random.doubles(4, -1, 1).toArray();
      double score = 1;
      for (int k = 0; k < 4; k++) {
        score += SLOPES[k] * x[k];
      }
      score += random.nextGaussian() / 10;
      double label = classes ? (score < 0 ? 0 : score < 1.5 ? 1 : 2) : score;
      Vector features = i % 2 == 0 ? Vectors.dense(x) : Vectors.dense(x).toSparse();
      rows.add(RowFactory.create(label, i % 3 == 0 ? 2.0 : 1.0, features));
    }
    return session().createDataFrame(LocalSpark.context().parallelize(rows, partitions), SCHEMA);
  }

  private static double[] weights(LinearModel<?> model) {
    return model.getOrDefault(model.weights());
  }

  @Test
  void theBitsDoNotDependOnPartitions() {
    double[] one = weights(new SoftmaxRegression().setL2(0.01).fit(rows(true, 1)));
    assertThat(weights(new SoftmaxRegression().setL2(0.01).fit(rows(true, 5)))).isEqualTo(one);
    SoftmaxRegression byRule =
        new SoftmaxRegression().setRule(Adam.of(0.1)).setBatchesPerEpoch(3).setMaxIter(9);
    assertThat(weights(byRule.fit(rows(true, 4).repartition(3))))
        .isEqualTo(weights(byRule.fit(rows(true, 1))));
  }

  /** Spark's own, without its scaling, has the same objective: the mean loss and ½·λ·‖w‖². */
  @Test
  void theMinimumIsThatOfSparksLogisticRegression() {
    SoftmaxRegressionModel model =
        new SoftmaxRegression().setL2(0.01).setTol(1e-12).setWeightCol("weight").fit(rows(true, 2));
    LogisticRegressionModel spark =
        new LogisticRegression()
            .setFamily("multinomial")
            .setRegParam(0.01)
            .setStandardization(false)
            .setTol(1e-12)
            .setMaxIter(1000)
            .setWeightCol("weight")
            .fit(rows(true, 2));
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < 4; i++) {
        assertThat(model.coefficients(c).apply(i))
            .isCloseTo(spark.coefficientMatrix().apply(c, i), within(1e-5));
      }
    }
    assertThat(model.intercept(1) - model.intercept(0))
        .isCloseTo(
            spark.interceptVector().apply(1) - spark.interceptVector().apply(0), within(1e-5));
  }

  @Test
  void leastSquaresAreThoseOfTheNormalEquations() {
    LinearRegressionModel model = new LinearRegression().setTol(1e-14).fit(rows(false, 3));
    org.apache.spark.ml.regression.LinearRegressionModel spark =
        new org.apache.spark.ml.regression.LinearRegression()
            .setSolver("normal")
            .fit(rows(false, 3));
    for (int i = 0; i < 4; i++) {
      assertThat(model.coefficients(0).apply(i))
          .isCloseTo(spark.coefficients().apply(i), within(1e-6));
    }
    assertThat(model.intercept(0)).isCloseTo(spark.intercept(), within(1e-6));
  }

  @Test
  void anL1PenaltyMakesZerosAndBoundsHold() {
    LinearRegressionModel sparse = new LinearRegression().setL1(0.05).fit(rows(false, 2));
    assertThat(sparse.coefficients(0).apply(2)).isZero();
    assertThat(sparse.coefficients(0).apply(0)).isGreaterThan(1.5);
    LinearRegressionModel bounded =
        new LinearRegression()
            .setLowerBounds(0, 0, 0, 0)
            .setUpperBounds(1, 1, 1, 1)
            .fit(rows(false, 2));
    assertThat(bounded.coefficients(0).apply(0)).isEqualTo(1);
    assertThat(bounded.coefficients(0).apply(1)).isEqualTo(0);
    assertThat(bounded.coefficients(0).apply(3)).isBetween(0.4, 0.6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinearRegression().setLowerBounds(0, 0).fit(rows(false, 2)))
        .withMessage("lowerBounds must have one for each of 4 coefficients, but had 2");
  }

  @Test
  void itIsAStageOfAPipelineThatIsWrittenAndRead(@TempDir Path folder) throws IOException {
    Pipeline pipeline =
        new Pipeline()
            .setStages(
                new PipelineStage[] {
                  new StandardScaler().setInputCol("features").setOutputCol("scaled"),
                  new SoftmaxRegression().setFeaturesCol("scaled").setL2(0.001)
                });
    pipeline.write().save(folder.resolve("pipeline").toString());
    PipelineModel model = Pipeline.load(folder.resolve("pipeline").toString()).fit(rows(true, 2));
    model.write().save(folder.resolve("model").toString());
    PipelineModel again = PipelineModel.load(folder.resolve("model").toString());
    List<Row> predicted = again.transform(rows(true, 2)).collectAsList();
    assertThat(predicted).isEqualTo(model.transform(rows(true, 2)).collectAsList());
    long right =
        predicted.stream()
            .filter(row -> row.getAs("prediction").equals(row.getAs("label")))
            .count();
    assertThat(right).isGreaterThan(270);
    Vector probability = predicted.get(0).getAs("probability");
    assertThat(probability.apply(0) + probability.apply(1) + probability.apply(2))
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void whatCannotBeFittedIsSaid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SoftmaxRegression().setFeaturesCol("label").fit(rows(true, 1)))
        .withMessageContaining("column label must hold vectors, but is of double");
    assertThatThrownBy(() -> new SoftmaxRegression().fit(rows(false, 2)))
        .hasMessageContaining("a label must be a whole number from 0 to");
    assertThatThrownBy(() -> new SoftmaxRegression().setRule(Adam.of(0.1)).write())
        .hasMessageContaining("can't be written");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinearRegression().setL1(1).setRule(Adam.of(0.1)).fit(rows(false, 1)))
        .withMessageContaining("a rule takes neither an L1 penalty nor bounds");
  }

  @Test
  void sparkConnectFindsEstimatorsAndModels() {
    assertThat(ServiceLoader.load(Estimator.class).stream().map(ServiceLoader.Provider::type))
        .contains(SoftmaxRegression.class, LinearRegression.class);
    assertThat(ServiceLoader.load(Transformer.class).stream().map(ServiceLoader.Provider::type))
        .contains(SoftmaxRegressionModel.class, LinearRegressionModel.class);
  }
}
