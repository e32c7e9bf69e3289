package org.talweg.spark;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.talweg.minimize.Objective;

/**
 * The mean loss over the examples of an RDD, and its gradient, with the same bits for any number of
 * partitions and executors, any order in which they end, and when some of them are lost.
 *
 * <pre>{@code
 * DistributedObjective<Row> objective = DistributedObjective.of(rows, loss);
 * Trainer trainer = Trainer.of(Adam.of(1e-3), Parameter.of("w", weights, gradient));
 * for (...) { objective.evaluate(weights, gradient); trainer.step(); }
 *
 * SearchResult result = Lbfgs.of().minimize(objective.allowNonFinite(), start); // or so
 * }</pre>
 *
 * <p>The value is Σ cᵢ·ℓᵢ(w) / Σ cᵢ, with cᵢ the {@linkplain ExampleLoss#weight weight} of an
 * example, and the gradient likewise. Losses are summed exactly, gradients by {@link
 * org.talweg.sum.ReproducibleSum}, whose error bound holds here.
 *
 * <p>An evaluation broadcasts the weights (8 bytes for each), sums in each partition (40 bytes for
 * each weight and task), sums the partitions by {@code treeAggregate} (32 bytes for each weight and
 * partition on the wire), and destroys the broadcast. The last sum is made on an executor, so the
 * driver gets one. The RDD should be cached. An evaluation is one job, with a description in
 * Spark's UI.
 *
 * <p>Immutable, but for the RDD. Used on the driver.
 *
 * @param <T> an example
 */
public final class DistributedObjective<T> implements Objective {
  private static final int DEPTH = 2;

  /** Spark's property that setJobDescription sets. */
  private static final String DESCRIPTION = "spark.job.description";

  private final JavaRDD<T> examples;
  private final ExampleLoss<T> loss;
  private final int depth;
  private final boolean nonFinite;
  private final @Nullable Batches batches;
  private final @Nullable ExampleKey<T> key;

  private DistributedObjective(
      JavaRDD<T> examples,
      ExampleLoss<T> loss,
      int depth,
      boolean nonFinite,
      @Nullable Batches batches,
      @Nullable ExampleKey<T> key) {
    this.examples = examples;
    this.loss = loss;
    this.depth = depth;
    this.nonFinite = nonFinite;
    this.batches = batches;
    this.key = key;
  }

  /**
   * {@return the mean loss over all examples}
   *
   * @param examples the examples, best cached; of a {@code Dataset}, its {@code javaRDD()}
   * @param loss the loss of an example
   * @param <T> an example
   */
  public static <T> DistributedObjective<T> of(JavaRDD<T> examples, ExampleLoss<T> loss) {
    requireNonNull(examples, "examples");
    requireNonNull(loss, "loss");
    return new DistributedObjective<>(examples, loss, DEPTH, false, null, null);
  }

  /**
   * {@return a copy whose partitions are summed in a tree of another depth} It changes no bit.
   *
   * @param newDepth the depth, at least 1; the default is {@value #DEPTH}
   * @throws IllegalArgumentException if it is less than 1
   */
  public DistributedObjective<T> withDepth(int newDepth) {
    if (newDepth < 1) {
      throw new IllegalArgumentException("depth must be at least 1, but was " + newDepth);
    }
    return new DistributedObjective<>(examples, loss, newDepth, nonFinite, batches, key);
  }

  /**
   * {@return a copy that passes on a loss or gradient that is not finite} The default is an error
   * that names the partition. For a trainer built with {@code skipNonFinite()}, and for minimizers,
   * which step back from such a point.
   */
  public DistributedObjective<T> allowNonFinite() {
    return new DistributedObjective<>(examples, loss, depth, true, batches, key);
  }

  /**
   * {@return a copy with mini-batches, for {@link #evaluateBatch}}
   *
   * @param newBatches how many, and the seed
   * @param newKey the number that an example is known by
   */
  public DistributedObjective<T> withBatches(Batches newBatches, ExampleKey<T> newKey) {
    requireNonNull(newBatches, "batches");
    requireNonNull(newKey, "key");
    return new DistributedObjective<>(examples, loss, depth, nonFinite, newBatches, newKey);
  }

  /**
   * Evaluates all examples.
   *
   * @param weights w; not changed
   * @param gradient of the same length; overwritten
   * @return the mean loss
   * @throws ExampleException if the loss of an example threw, with what it threw as the cause
   * @throws IllegalStateException if there is no example, or none of positive weight; if the loss
   *     or gradient of a partition is not finite, unless that is {@linkplain #allowNonFinite
   *     allowed}. Nothing is written then
   */
  @Override
  public double evaluate(double[] weights, double[] gradient) {
    return evaluate(null, "Talweg: all examples", weights, gradient);
  }

  /**
   * Evaluates the examples of one mini-batch.
   *
   * @param step the number of steps done so far, as {@code Trainer.stepCount()} tells it: 0 is the
   *     first batch of the first epoch
   * @param weights w; not changed
   * @param gradient of the same length; overwritten
   * @return the mean loss
   * @throws ExampleException if the loss of an example threw, with what it threw as the cause
   * @throws IllegalStateException if this has no {@linkplain #withBatches batches}; if there is no
   *     example in the batch, or none of positive weight; if the loss or gradient of a partition is
   *     not finite, unless that is {@linkplain #allowNonFinite allowed}. Nothing is written then
   */
  public double evaluateBatch(long step, double[] weights, double[] gradient) {
    if (batches == null) {
      throw new IllegalStateException("there are no batches; set withBatches(Batches, ExampleKey)");
    }
    return evaluate(batches.at(step), "Talweg: batch of step " + step, weights, gradient);
  }

  private double evaluate(
      Batches.@Nullable Batch batch, String what, double[] weights, double[] gradient) {
    requireNonNull(weights, "weights");
    requireNonNull(gradient, "gradient");
    if (weights.length != gradient.length) {
      throw new IllegalArgumentException(
          "gradient must have " + weights.length + " elements, but had " + gradient.length);
    }
    PartialSum sum = sum(batch, what, weights);
    if (sum.isEmpty() || !(sum.weight() > 0)) {
      throw new IllegalStateException(
          what + ": the examples' weights must have a positive sum, but it was " + sum.weight());
    }
    if (!sum.isFinite() && !nonFinite) {
      throw new IllegalStateException(
          what + ": the loss or gradient of partition " + sum.notFinite() + " is not finite");
    }
    return sum.mean(gradient);
  }

  private PartialSum sum(Batches.@Nullable Batch batch, String what, double[] weights) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(examples.context());
    Broadcast<double[]> broadcast = context.broadcast(Arrays.copyOf(weights, weights.length));
    String before = context.getLocalProperty(DESCRIPTION);
    context.setJobDescription(what);
    try {
      return examples
          .mapPartitionsWithIndex(new PartitionTask<>(loss, broadcast, batch, key), true)
          .treeAggregate(new PartialSum(), PartialSum::merge, PartialSum::merge, depth, true);
    } catch (Exception e) {
      throw unwrapped(e);
    } finally {
      context.setJobDescription(before);
      broadcast.destroy();
    }
  }

  /** What the user's function threw, rather than the task that failed with it. */
  private static RuntimeException unwrapped(Exception thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof ExampleException example) {
        return new ExampleException(String.valueOf(example.getMessage()), example.getCause());
      }
    }
    return thrown instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(thrown);
  }

  @Override
  public String toString() {
    return "DistributedObjective[" + examples + ", depth=" + depth + ", batches=" + batches + "]";
  }
}
