// SPDX-License-Identifier: Apache-2.0
package example;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.talweg.optimizer.Adam;
import org.talweg.spark.Batches;
import org.talweg.spark.DistributedObjective;
import org.talweg.spark.HadoopCheckpoints;
import org.talweg.sum.ExactSum;
import org.talweg.sum.ReproducibleSum;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

/**
 * One run, done in many ways: on this machine alone, and on a cluster. Each prints a digest of the
 * weights after 100 steps, or 20 if it shall be quick; any that differs from the first ends the
 * program with an error.
 *
 * <pre>{@code
 * Proof MASTER FOLDER-OF-MNIST quick
 * Proof MASTER FOLDER-OF-MNIST softmax
 * Proof MASTER FOLDER-OF-MNIST network
 * Proof MASTER FOLDER-OF-MNIST die FOLDER-OF-CHECKPOINTS, and then
 * Proof MASTER FOLDER-OF-MNIST resume FOLDER-OF-CHECKPOINTS
 * }</pre>
 */
public final class Proof {
  private static final Batches BATCHES = new Batches(10, 42);

  private final Network network;
  private final List<byte[]> examples;
  private final int steps;
  private Optional<String> expected = Optional.empty();

  private Proof(Network network, List<byte[]> examples, int steps) {
    this.network = network;
    this.examples = examples;
    this.steps = steps;
  }

  public static void main(String[] arguments) throws Exception {
    String master = arguments[0];
    List<byte[]> examples = Digits.read(arguments[1]);
    String mode = arguments[2];
    boolean quick = mode.equals("quick");
    Network network = new Network(quick || mode.equals("softmax") ? 0 : 32);
    Proof proof = new Proof(network, examples, quick ? 20 : 100);
    System.out.println(mode + ", " + network.size() + " weights, " + proof.steps + " steps");
    switch (mode) {
      case "quick" -> {
        proof.alone();
        proof.onCluster(master, 2, new int[] {1, 7}, new int[] {3});
      }
      case "softmax", "network" -> {
        proof.alone();
        proof.onCluster(master, 2, new int[] {1, 2, 7, 64}, new int[] {1, 3, 5});
        proof.onCluster(master, 1, new int[] {1, 2, 7, 64}, new int[] {});
      }
      case "die", "resume" -> {
        if (mode.equals("resume")) {
          proof.alone();
        }
        try (JavaSparkContext context = context(master, 2)) {
          proof.withCheckpoints(context, arguments[3], mode.equals("die"));
        }
      }
      default -> throw new IllegalArgumentException("no such mode: " + mode);
    }
  }

  private static JavaSparkContext context(String master, int cores) {
    JavaSparkContext context =
        new JavaSparkContext(
            new SparkConf()
                .setAppName("proof")
                .setMaster(master)
                .set("spark.ui.enabled", "false")
                .set("spark.cores.max", Integer.toString(cores))
                .set("spark.executor.cores", "1")
                .set("spark.executor.memory", "480m")
                .set("spark.locality.wait", "0s"));
    context.setLogLevel("OFF");
    return context;
  }

  /** Plain Java: one thread, one example after another. */
  private void alone() {
    double[] weights = network.start();
    double[] gradient = new double[weights.length];
    double[] one = new double[weights.length];
    Trainer trainer = Trainer.of(Adam.of(1e-3), Parameter.of("w", weights, gradient));
    ReproducibleSum gradients = ReproducibleSum.of(weights.length);
    ExactSum losses = ExactSum.zero();
    double loss = 0;
    long start = System.nanoTime();
    for (int step = 0; step < steps; step++) {
      gradients.clear();
      losses.clear();
      for (byte[] example : examples) {
        if (BATCHES.contains(step, Arrays.hashCode(example))) {
          Arrays.fill(one, 0);
          losses.add(network.add(example, weights, one));
          gradients.add(one);
        }
      }
      gradients.result(gradient);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] /= gradients.count();
      }
      loss = losses.value() / gradients.count();
      trainer.step();
    }
    report("plain Java, one thread", weights, loss, start, 0);
  }

  private void onCluster(String master, int cores, int[] allPartitions, int[] depths) {
    try (JavaSparkContext context = context(master, cores)) {
      List<Long> executors = executors(context, cores);
      String on = executors.size() + (executors.size() == 1 ? " executor" : " executors");
      for (int partitions : allPartitions) {
        train(context, on, partitions, 2, false);
      }
      for (int depth : depths) {
        train(context, on, 7, depth, false);
      }
      if (cores == 2) {
        train(context, on + ", one killed", 7, 2, true);
      }
    }
  }

  private void train(
      JavaSparkContext context, String what, int partitions, int depth, boolean kill) {
    JavaRDD<byte[]> rdd = context.parallelize(examples, partitions).cache();
    DistributedObjective<byte[]> objective =
        DistributedObjective.of(rdd, network)
            .withDepth(depth)
            .withBatches(BATCHES, Arrays::hashCode);
    double[] weights = network.start();
    double[] gradient = new double[weights.length];
    Trainer trainer = Trainer.of(Adam.of(1e-3), Parameter.of("w", weights, gradient));
    double loss = 0;
    double slowest = 0;
    long start = System.nanoTime();
    for (int step = 0; step < steps; step++) {
      if (kill && step == steps / 2) {
        kill(executors(context, 2).get(0));
      }
      long before = System.nanoTime();
      loss = objective.evaluateBatch(trainer.stepCount(), weights, gradient);
      trainer.step();
      slowest = Math.max(slowest, (System.nanoTime() - before) / 1e6);
    }
    rdd.unpersist();
    report(
        String.format("%s, %d partitions, depth %d", what, partitions, depth),
        weights,
        loss,
        start,
        kill ? slowest : 0);
  }

  /** The process ids of the executors, which are on this machine, once there are enough. */
  private static List<Long> executors(JavaSparkContext context, int count) {
    List<Long> ids = List.of();
    while (ids.size() < count) {
      ids =
          context
              .parallelize(IntStream.range(0, 4 * count).boxed().toList(), 4 * count)
              .map(
                  task -> {
                    Thread.sleep(30); // so that no executor takes all of them
                    return ProcessHandle.current().pid();
                  })
              .distinct()
              .collect();
    }
    return ids;
  }

  /** SIGKILL, a while after the next step has begun. */
  private static void kill(long executor) {
    new Thread(
            () -> {
              try {
                Thread.sleep(20);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              ProcessHandle.of(executor).ifPresent(ProcessHandle::destroyForcibly);
            })
        .start();
  }

  /** Goes on from the newest checkpoint; the driver may die in the middle, without a word. */
  private void withCheckpoints(JavaSparkContext context, String folder, boolean die)
      throws IOException {
    JavaRDD<byte[]> rdd = context.parallelize(examples, die ? 7 : 3).cache();
    DistributedObjective<byte[]> objective =
        DistributedObjective.of(rdd, network).withBatches(BATCHES, Arrays::hashCode);
    double[] weights = network.start();
    double[] gradient = new double[weights.length];
    Trainer trainer = Trainer.of(Adam.of(1e-3), Parameter.of("w", weights, gradient));
    HadoopCheckpoints checkpoints = HadoopCheckpoints.in(folder, context.hadoopConfiguration());
    checkpoints.newest().ifPresent(trainer::restore);
    long first = trainer.stepCount();
    double loss = 0;
    long start = System.nanoTime();
    while (trainer.stepCount() < steps) {
      loss = objective.evaluateBatch(trainer.stepCount(), weights, gradient);
      trainer.step();
      if (trainer.stepCount() % 20 == 0) {
        checkpoints.write(trainer.checkpoint());
      }
      if (die && trainer.stepCount() == 50) {
        System.out.println("the driver dies after step 50");
        System.out.flush();
        Runtime.getRuntime().halt(137);
      }
    }
    report("driver died, resumed from step " + first, weights, loss, start, 0);
  }

  private void report(
      String what, double[] weights, double loss, long start, double slowestMillis) {
    double millis = (System.nanoTime() - start) / 1e6;
    String digest = digest(weights, loss);
    System.out.printf(
        Locale.ROOT,
        "%-44s loss %.6f  %6.1f ms/step  %s%s%n",
        what,
        loss,
        millis / steps,
        digest,
        slowestMillis > 0
            ? String.format(Locale.ROOT, "  slowest step %.0f ms", slowestMillis)
            : "");
    if (expected.isPresent() && !expected.get().equals(digest)) {
      throw new AssertionError("the digest must be " + expected.get() + ", but was " + digest);
    }
    expected = Optional.of(digest);
  }

  private static String digest(double[] weights, double loss) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * (weights.length + 1));
    bytes.asDoubleBuffer().put(weights).put(loss);
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()))
          .substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
