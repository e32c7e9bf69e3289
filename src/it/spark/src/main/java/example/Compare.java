// SPDX-License-Identifier: Apache-2.0
package example;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.talweg.spark.SoftmaxRegression;
import org.talweg.spark.SoftmaxRegressionModel;

/**
 * Softmax regression on images of digits by this library and by MLlib: loss, jobs (each is a pass
 * over the data), seconds. {@code Compare MASTER FOLDER-OF-MNIST}.
 */
public final class Compare {
  private static final double L2 = 1e-3;

  private Compare() {}

  public static void main(String[] arguments) throws Exception {
    SparkConf conf =
        new SparkConf()
            .setAppName("compare")
            .setMaster(arguments[0])
            .set("spark.ui.enabled", "false")
            .set("spark.executor.cores", "1")
            .set("spark.executor.memory", "1g");
    try (SparkSession spark = SparkSession.builder().config(conf).getOrCreate()) {
      spark.sparkContext().setLogLevel("OFF");
      AtomicInteger jobs = new AtomicInteger();
      spark
          .sparkContext()
          .addSparkListener(
              new SparkListener() {
                @Override
                public void onJobStart(SparkListenerJobStart start) {
                  jobs.incrementAndGet();
                }
              });
      Dataset<Row> rows = rows(spark, arguments[1]).repartition(4).cache();
      rows.count();
      List<Row> examples = rows.collectAsList();
      jobs.set(0);
      long start = System.nanoTime();
      LogisticRegressionModel theirs =
          new LogisticRegression()
              .setFamily("multinomial")
              .setRegParam(L2)
              .setStandardization(false)
              .setTol(1e-6)
              .setMaxIter(500)
              .fit(rows);
      double seconds = (System.nanoTime() - start) / 1e9;
      report(
          "MLlib",
          seconds,
          jobs.get(),
          loss(
              examples,
              c -> Vectors.dense(row(theirs, c)),
              c -> theirs.interceptVector().apply(c)));
      jobs.set(0);
      start = System.nanoTime();
      SoftmaxRegressionModel ours =
          new SoftmaxRegression().setL2(L2).setTol(1e-6).setMaxIter(500).fit(rows);
      seconds = (System.nanoTime() - start) / 1e9;
      report("Talweg", seconds, jobs.get(), loss(examples, ours::coefficients, ours::intercept));
    }
  }

  private static double[] row(LogisticRegressionModel model, int output) {
    double[] row = new double[Digits.PIXELS];
    for (int i = 0; i < row.length; i++) {
      row[i] = model.coefficientMatrix().apply(output, i);
    }
    return row;
  }

  private interface Coefficients {
    Vector of(int output);
  }

  private interface Intercepts {
    double of(int output);
  }

  private static void report(String who, double seconds, int jobs, double loss) {
    System.out.printf(
        Locale.ROOT, "%-8s objective %.8f, %d jobs, %.1f s%n", who, loss, jobs, seconds);
  }

  /** The mean cross-entropy and the penalty. */
  private static double loss(List<Row> examples, Coefficients coefficients, Intercepts intercepts) {
    double penalty = 0;
    double[][] weights = new double[Digits.CLASSES][];
    for (int c = 0; c < weights.length; c++) {
      weights[c] = coefficients.of(c).toArray();
      for (double w : weights[c]) {
        penalty += 0.5 * L2 * w * w;
      }
    }
    double sum = 0;
    for (Row example : examples) {
      double[] x = ((Vector) example.get(1)).toArray();
      double[] scores = new double[weights.length];
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < scores.length; c++) {
        scores[c] = intercepts.of(c);
        for (int i = 0; i < x.length; i++) {
          scores[c] += weights[c][i] * x[i];
        }
        largest = Math.max(largest, scores[c]);
      }
      double total = 0;
      for (double score : scores) {
        total += Math.exp(score - largest);
      }
      sum += largest + Math.log(total) - scores[(int) example.getDouble(0)];
    }
    return sum / examples.size() + penalty;
  }

  private static Dataset<Row> rows(SparkSession spark, String folder) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (byte[] example : Digits.read(folder)) {
      double[] x = new double[Digits.PIXELS];
      for (int i = 0; i < x.length; i++) {
        x[i] = (example[i] & 255) / 255.0;
      }
      rows.add(RowFactory.create((double) example[Digits.PIXELS], Vectors.dense(x).compressed()));
    }
    return spark.createDataFrame(
        rows,
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType()));
  }
}
