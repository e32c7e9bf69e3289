package org.talweg.spark;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
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

  @Override
  public Iterator<Tuple2<Integer, byte[]>> call(Integer partition, Iterator<T> examples) {
    double[] values = weights.value();
    PartialSum sum = SumPool.take(values.length);
    while (examples.hasNext()) {
      T example = examples.next();
      if (batch == null || key == null || batch.contains(key.of(example))) {
        add(partition, example, values, sum);
      }
    }
    sum.endPartition(partition);
    if (sum.isEmpty()) {
      SumPool.giveBack(sum);
      return Collections.emptyIterator();
    }
    return written(sum, partition * slices.count());
  }

  /** The slices one after another: bytes of one at a time are in memory. */
  private Iterator<Tuple2<Integer, byte[]>> written(PartialSum sum, int first) {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < slices.count();
      }

      @Override
      public Tuple2<Integer, byte[]> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int slice = next++;
        byte[] bytes = sum.bytes(slices.from(slice), slices.to(slice));
        if (!hasNext()) {
          SumPool.giveBack(sum);
        }
        return new Tuple2<>(first + slice, bytes);
      }
    };
  }

  private void add(int partition, T example, double[] values, PartialSum sum) {
    double[] gradient = sum.nextGradient();
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
