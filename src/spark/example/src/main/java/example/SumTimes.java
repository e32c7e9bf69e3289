package example;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.talweg.spark.DistributedObjective;
import org.talweg.spark.ExampleLoss;

/**
 * Times a step with exact sums against one with plain sums, by turns: {@code SumTimes MASTER
 * MEMORY-OF-AN-EXECUTOR WEIGHTS…}.
 */
public final class SumTimes {
  private static final int PARTITIONS = 8;
  private static final int EXAMPLES = 32;
  private static final int ROUNDS = 7;

  private SumTimes() {}

  /** A gradient that costs little and has other values for each example. */
  private static double loss(int example, double[] weights, double[] gradient) {
    double x = 0.1 + example;
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] += x * (1 + (i & 1023));
    }
    return weights[0] + x;
  }

  private static double[] plain(JavaRDD<Integer> examples, Broadcast<double[]> weights) {
    return examples
        .mapPartitions(
            part -> {
              double[] sum = new double[weights.value().length];
              double[] one = new double[sum.length];
              while (part.hasNext()) {
                Arrays.fill(one, 0);
                loss(part.next(), weights.value(), one);
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
      JavaRDD<Integer> examples =
          context.parallelize(IntStream.range(0, EXAMPLES).boxed().toList(), PARTITIONS).cache();
      ExampleLoss<Integer> loss = SumTimes::loss;
      DistributedObjective<Integer> objective = DistributedObjective.of(examples, loss);
      for (int k = 2; k < arguments.length; k++) {
        time(context, examples, objective, Integer.parseInt(arguments[k]));
      }
    }
  }

  private static void time(
      JavaSparkContext context,
      JavaRDD<Integer> examples,
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
      plain(examples, broadcast);
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
