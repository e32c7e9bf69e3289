// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.talweg.internal.IdentityNumbers;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Tensor;
import org.talweg.tensor.Tensor.Region;
import org.talweg.worker.Phase;

/**
 * A pass that adds the gradients of a batch, times its weight, to sums over several batches. What
 * comes first is copied. The sums lie as the weights do, so that one index serves both.
 */
final class GradientSums implements Phase<Scratch> {
  private final List<Member> members;
  private final boolean clears;
  private final int[] owners;
  private final int[] starts;
  private final Tasks tasks;
  private double weight;

  /**
   * Allocates the sums.
   *
   * @param clears whether gradients become zero once they are added
   */
  GradientSums(List<Member> members, boolean clears, int threads) {
    this.members = members;
    this.clears = clears;
    Blocks blocks = Blocks.of(members);
    owners = blocks.owners();
    starts = blocks.starts();
    tasks = new Tasks(blocks.sizes(), threads);
    Places places = new Places(members);
    members.forEach(member -> member.sumInto(places.like(member.value())));
  }

  void setWeight(double ofBatch) {
    weight = ofBatch;
  }

  @Override
  public int tasks() {
    return tasks.count();
  }

  @Override
  public void run(int task, Scratch scratch) {
    for (int block = tasks.first(task); block < tasks.first(task + 1); block++) {
      add(members.get(owners[block]), starts[block], scratch);
    }
  }

  /** Adds all of one gradient. */
  void addAll(Member member, Scratch scratch) {
    for (long start = 0; start < member.value().size(); start += BlockSum.BLOCK) {
      add(member, (int) start, scratch);
    }
  }

  private void add(Member member, int start, Scratch scratch) {
    int count = Math.min(BlockSum.BLOCK, member.value().size() - start);
    Store store = member.store;
    Tensor gradient = member.batchGradient();
    if (member.isActive()) {
      add(store, member.gradient(), gradient, start, count, member.step().isSummed(), scratch);
    }
    if (clears && !member.step().isAbsent()) {
      store.clear(gradient, start, count, scratch);
    }
  }

  private void add(
      Store store,
      Tensor sum,
      Tensor gradient,
      int start,
      int count,
      boolean more,
      Scratch scratch) {
    boolean aligned =
        sum.hasArray() && gradient.hasArray() && sum.arrayOffset() == gradient.arrayOffset();
    if (aligned) {
      int from = sum.arrayOffset() + start;
      add(store, store.arrayOf(sum), store.arrayOf(gradient), from, count, more);
      return;
    }
    Scratch.Staged pair = scratch.pairOfBlocks(store);
    store.read(gradient, start, pair.gradient(), 0, count);
    if (more) {
      store.read(sum, start, pair.value(), 0, count);
    }
    add(store, pair.value(), pair.gradient(), 0, count, more);
    store.write(sum, start, pair.value(), 0, count);
  }

  private void add(Store store, Object sum, Object gradient, int from, int count, boolean more) {
    if (!more) {
      if (weight == 1) {
        System.arraycopy(gradient, from, sum, from, count);
        return;
      }
      store.fill(sum, from, from + count, 0);
    }
    store.add(sum, gradient, weight, from, from + count);
  }

  /** An array with weights in it, and where sums of the same index are. */
  private static final class Place {
    private long claimed;
    private int end;
    private @Nullable Object array;

    void claim(Region region) {
      claimed += region.to() - region.from();
      end = Math.max(end, region.to());
    }

    /** Whether an array of the same length does not waste more than it holds. */
    boolean isDense() {
      return 2 * claimed >= end;
    }

    Object array(Store store) {
      if (array == null) {
        array = store.allocate(end);
      }
      return array;
    }
  }

  /** The arrays that weights are in. */
  private static final class Places {
    private final IdentityNumbers numbers = new IdentityNumbers();
    private final List<Place> places = new ArrayList<>();

    Places(List<Member> members) {
      for (Member member : members) {
        for (Region region : member.value().regions()) {
          if (numbers.add(region.array()) == places.size()) {
            places.add(new Place());
          }
          of(region).claim(region);
        }
      }
    }

    private Place of(Region region) {
      return places.get(numbers.find(region.array()));
    }

    /** Zeros of the same type and shape, where one index can serve both. */
    Tensor like(Tensor value) {
      Store store = Store.of(value.dataType());
      List<Region> regions = value.regions();
      if (regions.isEmpty() || !regions.stream().allMatch(region -> of(region).isDense())) {
        return Tensor.zeros(value.dataType(), value.shape());
      }
      if (regions.size() == 1) {
        Region only = regions.get(0);
        return store.slice(of(only).array(store), only.from(), value.shape());
      }
      Stream<Object> arrays = regions.stream().map(region -> of(region).array(store));
      return value.dataType() == DataType.FLOAT32
          ? FloatTensor.rows(arrays.map(row -> (float[]) row).toArray(float[][]::new))
          : DoubleTensor.rows(arrays.map(row -> (double[]) row).toArray(double[][]::new));
    }
  }
}
