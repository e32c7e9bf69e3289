package org.talweg.spark;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/** Sums the losses and gradients of one partition, slice by slice: what an executor does. */
record PartitionTask<T>(
    ExampleLoss<T> loss,
    Broadcast<double[]> weights,
    Batches.@Nullable Batch batch,
    @Nullable ExampleKey<T> key,
    Slices slices)
    implements Function2<Integer, Iterator<T>, Iterator<Tuple2<Integer, byte[]>>> {

  /** From this number of weights on, bins are beyond the caches. */
  private static final int LARGE = 1 << 15;

  /** Gradients that are added at once then. */
  private static final int AT_ONCE = 4;

  @Override
  public Iterator<Tuple2<Integer, byte[]>> call(Integer partition, Iterator<T> examples) {
    double[] values = weights.value();
    PartialSum sum = new PartialSum(values.length);
    double[][] gradients = new double[values.length < LARGE ? 1 : AT_ONCE][];
    int waiting = 0;
    while (examples.hasNext()) {
      T example = examples.next();
      if (batch == null || key == null || batch.contains(key.of(example))) {
        if (gradients[waiting] == null) {
          gradients[waiting] = new double[values.length];
        }
        add(partition, example, values, gradients[waiting], sum);
        if (++waiting == gradients.length) {
          sum.addGradients(gradients);
          waiting = 0;
        }
      }
    }
    sum.addGradients(Arrays.copyOf(gradients, waiting));
    if (sum.isEmpty()) {
      return Collections.emptyIterator();
    }
    sum.endPartition(partition);
    int first = partition * slices.count();
    return IntStream.range(0, slices.count())
        .mapToObj(s -> new Tuple2<>(first + s, sum.bytes(slices.from(s), slices.to(s))))
        .iterator();
  }

  private void add(int partition, T example, double[] values, double[] gradient, PartialSum sum) {
    Arrays.fill(gradient, 0);
    double value;
    double weight;
    try {
      weight = loss.weight(example);
      value = loss.add(example, values, gradient);
    } catch (Exception e) {
      throw new ExampleException(
          "the loss of an example in partition " + partition + " failed: " + e, e);
    }
    if (weight != 1) {
      value *= weight;
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= weight;
      }
    }
    sum.add(value, weight);
  }
}
