package org.talweg.spark;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.talweg.minimize.Objective;
import org.talweg.spark.PartialSum.SliceTotal;
import scala.Tuple2;

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
 * <p>An evaluation broadcasts the weights (8 bytes for each), sums in each partition (64 bytes for
 * each weight and task), sums slices of the gradient over all partitions (11 to 14 bytes for each
 * weight and partition on the wire), sends the driver one sum (8 bytes for each weight), and
 * destroys the broadcast. The RDD should be cached. An evaluation is one job, with a description in
 * Spark's UI.
 *
 * <p>Immutable, but for the RDD. Used on the driver.
 *
 * @param <T> an example
 */
public final class DistributedObjective<T> implements Objective {
  /** The depth is that of what is to be summed. */
  private static final int AUTOMATIC = 0;

  /** Gradients of up to so many elements in all partitions go straight to the driver. */
  private static final long SMALL = 1 << 17;

  /** Spark's property that setJobDescription sets. */
  private static final String DESCRIPTION = "spark.job.description";

  private static final SliceTotal EMPTY = new PartialSum(0).total(0);

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
    return new DistributedObjective<>(examples, loss, AUTOMATIC, false, null, null);
  }

  /**
   * {@return a copy whose partitions are summed in a tree of another depth} It changes no bit.
   *
   * @param newDepth how often a sum is sent: 1 is from each partition straight to the driver, 2
   *     through tasks that sum slices of all partitions, 3 and more through groups of partitions
   *     first, for thousands of them. The default is 1 where partitions × weights are at most
   *     131,072, else 2
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
    List<SliceTotal> totals = totals(batch, what, weights);
    SliceTotal any = totals.isEmpty() ? EMPTY : totals.get(0);
    if (!(any.weight() > 0)) {
      throw new IllegalStateException(
          what + ": the examples' weights must have a positive sum, but it was " + any.weight());
    }
    if (!any.isFinite() && !nonFinite) {
      throw new IllegalStateException(
          what + ": the loss or gradient of partition " + any.notFinite() + " is not finite");
    }
    totals.forEach(slice -> slice.mean(gradient));
    return any.loss() / any.weight();
  }

  private List<SliceTotal> totals(Batches.@Nullable Batch batch, String what, double[] weights) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(examples.context());
    int partitions = examples.getNumPartitions();
    boolean small = (long) partitions * weights.length <= SMALL;
    Slices slices = Slices.of(weights.length, context.defaultParallelism());
    Broadcast<double[]> broadcast = context.broadcast(weights);
    String before = context.getLocalProperty(DESCRIPTION);
    context.setJobDescription(what);
    try {
      JavaRDD<Tuple2<Integer, byte[]>> parts =
          examples.mapPartitionsWithIndex(
              new PartitionTask<>(loss, broadcast, batch, key, slices), true);
      return new SumTree(slices)
          .totals(
              JavaPairRDD.fromJavaRDD(parts),
              partitions,
              depth != AUTOMATIC ? depth : small ? 1 : 2);
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
