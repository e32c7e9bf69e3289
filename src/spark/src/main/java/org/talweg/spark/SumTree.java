package org.talweg.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.talweg.spark.PartialSum.SliceTotal;
import scala.Tuple2;

/**
 * Brings the sums of all partitions together, in a tree for each slice of the gradient, so that the
 * work of summing is shared out. What is sent is known by a number: that of the partition, or later
 * the group of partitions, times the number of slices, plus that of the slice.
 *
 * @param slices of the gradient
 */
record SumTree(Slices slices) implements Serializable {
  /**
   * The sums over all partitions.
   *
   * @param parts the slices of each partition
   * @param partitions the number of partitions
   * @param depth how often a sum is sent: 1 is from each partition straight to the driver
   */
  List<SliceTotal> totals(JavaPairRDD<Integer, byte[]> parts, int partitions, int depth) {
    JavaPairRDD<Integer, byte[]> level = parts;
    int groups = partitions;
    for (int left = depth - 1; left > 1; left--) {
      int together = (int) Math.ceil(Math.pow(groups, 1.0 / left));
      groups = (groups + together - 1) / together;
      level = grouped(level, together, groups).mapPartitionsToPair(this::written, true);
    }
    return depth == 1
        ? list(totals(inGroups(level, groups).collect().iterator()))
        : grouped(level, groups, 1).mapPartitions(this::totals).collect();
  }

  private static List<SliceTotal> list(Iterator<SliceTotal> totals) {
    List<SliceTotal> list = new ArrayList<>();
    totals.forEachRemaining(list::add);
    return list;
  }

  private JavaPairRDD<Integer, byte[]> grouped(
      JavaPairRDD<Integer, byte[]> level, int together, int groups) {
    return inGroups(level, together).partitionBy(new HashPartitioner(groups * slices.tasks()));
  }

  private JavaPairRDD<Integer, byte[]> inGroups(JavaPairRDD<Integer, byte[]> level, int together) {
    int count = slices.count();
    return level.mapToPair(
        part -> new Tuple2<>(part._1 / count / together * count + part._1 % count, part._2));
  }

  private Iterator<Tuple2<Integer, byte[]>> written(Iterator<Tuple2<Integer, byte[]>> parts) {
    return ended(parts, (number, sum) -> new Tuple2<>(number, sum.bytes()));
  }

  private Iterator<SliceTotal> totals(Iterator<Tuple2<Integer, byte[]>> parts) {
    return ended(parts, (number, sum) -> sum.total(slices.from(number)));
  }

  /** Merges sums and makes something of each, one after another. */
  private <R> Iterator<R> ended(
      Iterator<Tuple2<Integer, byte[]>> parts, BiFunction<Integer, PartialSum, R> end) {
    return merged(parts).entrySet().stream()
        .map(
            entry -> {
              R result = end.apply(entry.getKey(), entry.getValue());
              SumPool.giveBack(entry.getValue());
              return result;
            })
        .iterator();
  }

  private Map<Integer, PartialSum> merged(Iterator<Tuple2<Integer, byte[]>> parts) {
    Map<Integer, PartialSum> sums = new TreeMap<>();
    while (parts.hasNext()) {
      Tuple2<Integer, byte[]> part = parts.next();
      int slice = part._1 % slices.count();
      sums.computeIfAbsent(part._1, k -> SumPool.take(slices.to(slice) - slices.from(slice)))
          .merge(part._2);
    }
    return sums;
  }
}
