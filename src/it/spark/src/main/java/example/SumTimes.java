// SPDX-License-Identifier: Apache-2.0
package example;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.talweg.spark.DistributedObjective;

/**
 * Times a step with exact sums against one with plain sums, by turns: {@code SumTimes MASTER
 * MEMORY-OF-AN-EXECUTOR PARTITIONS COST WEIGHTS…}. An example's loss and gradient are those of COST
 * linear models: each reads the weights once and writes the gradient once.
 */
public final class SumTimes {
  private static final int EXAMPLES_OF_A_PARTITION = 4;
  private static final int ROUNDS = 7;

  /** Features, as many as the window of Spark's compression does not hold. */
  private static final double[] NOISE = new Random(1).doubles(1 << 16, -1, 1).toArray();

  private SumTimes() {}

  private static double loss(int example, int cost, double[] weights, double[] gradient) {
    double sum = 0;
    for (int model = 0; model < cost; model++) {
      double score = dot(weights, example + model);
      sum += score;
      addTo(gradient, 1 + score + example, example + model);
    }
    return sum;
  }

  private static double dot(double[] weights, int shift) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int mask = NOISE.length - 1;
    int i = 0;
    for (; i + 3 < weights.length; i += 4) {
      s0 += weights[i] * NOISE[i + shift & mask];
      s1 += weights[i + 1] * NOISE[i + 1 + shift & mask];
      s2 += weights[i + 2] * NOISE[i + 2 + shift & mask];
      s3 += weights[i + 3] * NOISE[i + 3 + shift & mask];
    }
    for (; i < weights.length; i++) {
      s0 += weights[i] * NOISE[i + shift & mask];
    }
    return s0 + s1 + s2 + s3;
  }

  private static void addTo(double[] gradient, double factor, int shift) {
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += factor * NOISE[i + shift & NOISE.length - 1];
    }
  }

  private static double[] plain(JavaRDD<Integer> examples, int cost, Broadcast<double[]> weights) {
    return examples
        .mapPartitions(
            part -> {
              double[] sum = new double[weights.value().length];
              double[] one = new double[sum.length];
              while (part.hasNext()) {
                Arrays.fill(one, 0);
                loss(part.next(), cost, weights.value(), one);
                add(sum, one);
              }
              return List.of(sum).iterator();
            })
        .treeAggregate(new double[0], SumTimes::add, SumTimes::add, 2, true);
  }

  private static double[] add(double[] sum, double[] other) {
    if (sum.length == 0) {
      return other;
    }
    for (int i = 0; i < other.length; i++) {
      sum[i] += other[i];
    }
    return sum;
  }

  public static void main(String[] arguments) {
    SparkConf conf =
        new SparkConf()
            .setAppName("sums")
            .setMaster(arguments[0])
            .set("spark.ui.enabled", "false")
            .set("spark.executor.cores", "1")
            .set("spark.executor.memory", arguments[1]);
    try (JavaSparkContext context = new JavaSparkContext(conf)) {
      context.setLogLevel("OFF");
      int partitions = Integer.parseInt(arguments[2]);
      int cost = Integer.parseInt(arguments[3]);
      JavaRDD<Integer> examples =
          context
              .parallelize(
                  IntStream.range(0, EXAMPLES_OF_A_PARTITION * partitions).boxed().toList(),
                  partitions)
              .cache();
      DistributedObjective<Integer> objective =
          DistributedObjective.of(
              examples, (example, weights, gradient) -> loss(example, cost, weights, gradient));
      for (int k = 4; k < arguments.length; k++) {
        time(context, examples, cost, objective, Integer.parseInt(arguments[k]));
      }
    }
  }

  private static void time(
      JavaSparkContext context,
      JavaRDD<Integer> examples,
      int cost,
      DistributedObjective<Integer> objective,
      int size) {
    double[] weights = new double[size];
    double[] gradient = new double[size];
    double[] exact = new double[ROUNDS];
    double[] plain = new double[ROUNDS];
    double[] ratios = new double[ROUNDS];
    for (int round = -2; round < ROUNDS; round++) {
      long start = System.nanoTime();
      objective.evaluate(weights, gradient);
      long middle = System.nanoTime();
      Broadcast<double[]> broadcast = context.broadcast(weights);
      plain(examples, cost, broadcast);
      broadcast.destroy();
      long end = System.nanoTime();
      if (round >= 0) {
        exact[round] = (middle - start) / 1e6;
        plain[round] = (end - middle) / 1e6;
        ratios[round] = exact[round] / plain[round];
      }
    }
    for (double[] times : List.of(exact, plain, ratios)) {
      Arrays.sort(times);
    }
    System.out.printf(
        Locale.ROOT,
        "%,12d weights: exact %.0f ms, plain %.0f ms, ratio %.2f (%.2f to %.2f); the driver's heap"
            + " at most %d MB%n",
        size,
        exact[ROUNDS / 2],
        plain[ROUNDS / 2],
        ratios[ROUNDS / 2],
        ratios[0],
        ratios[ROUNDS - 1],
        ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum()
            >> 20);
  }
}
