// SPDX-License-Identifier: Apache-2.0
package example;

import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.talweg.optimizer.Adam;
import org.talweg.spark.Batches;
import org.talweg.spark.DistributedObjective;
import org.talweg.spark.HadoopCheckpoints;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

/** A job for spark-submit: {@code TrainDigits FOLDER-OF-MNIST FOLDER-OF-CHECKPOINTS}. */
public final class TrainDigits {
  private TrainDigits() {}

  public static void main(String[] arguments) throws Exception {
    try (SparkSession spark = SparkSession.builder().appName("digits").getOrCreate()) {
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      JavaRDD<byte[]> examples = context.parallelize(Digits.read(arguments[0]), 4).cache();
      Network network = new Network(32);

      double[] weights = network.start();
      double[] gradient = new double[weights.length];
      Trainer trainer = Trainer.of(Adam.of(1e-3), Parameter.of("w", weights, gradient));
      DistributedObjective<byte[]> objective =
          DistributedObjective.of(examples, network)
              .withBatches(new Batches(10, 42), Arrays::hashCode);
      HadoopCheckpoints checkpoints =
          HadoopCheckpoints.in(arguments[1], context.hadoopConfiguration());
      checkpoints.newest().ifPresent(trainer::restore);
      while (trainer.stepCount() < 100) {
        double loss = objective.evaluateBatch(trainer.stepCount(), weights, gradient);
        trainer.step();
        if (trainer.stepCount() % 20 == 0) {
          System.out.println("step " + trainer.stepCount() + ", loss " + loss);
          checkpoints.write(trainer.checkpoint());
        }
      }
    }
  }
}
