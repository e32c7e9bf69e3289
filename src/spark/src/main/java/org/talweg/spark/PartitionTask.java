package org.talweg.spark;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;

/** Sums the losses and gradients of one partition: what an executor does. */
record PartitionTask<T>(
    ExampleLoss<T> loss,
    Broadcast<double[]> weights,
    Batches.@Nullable Batch batch,
    @Nullable ExampleKey<T> key)
    implements Function2<Integer, Iterator<T>, Iterator<PartialSum>> {

  @Override
  public Iterator<PartialSum> call(Integer partition, Iterator<T> examples) {
    double[] values = weights.value();
    double[] gradient = new double[values.length];
    PartialSum sum = new PartialSum();
    while (examples.hasNext()) {
      T example = examples.next();
      if (batch == null || key == null || batch.contains(key.of(example))) {
        add(partition, example, values, gradient, sum);
      }
    }
    return List.of(sum.ofPartition(partition, gradient)).iterator();
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
    sum.add(value, weight, gradient);
  }
}
