package org.talweg.engine;

import java.util.List;
import org.talweg.gradient.NormType;

/**
 * A pass over the gradients that are not frozen: sums over blocks at fixed places, added in their
 * order. So a norm depends neither on threads nor on how the update is cut.
 */
final class NormPhase implements Phase<Scratch> {
  private final List<Member> members;
  private final int[] owners;
  private final int[] starts;
  private final double[] sums;
  private final Tasks tasks;
  private final NormType asked;
  private NormType type;
  private double scale = 1;

  NormPhase(List<Member> members, NormType type, int threads) {
    this.asked = type;
    this.type = type;
    this.members = members;
    int blocks = 0;
    for (Member member : members) {
      blocks += blocks(member);
    }
    owners = new int[blocks];
    starts = new int[blocks];
    sums = new double[blocks];
    int[] sizes = new int[blocks];
    int block = 0;
    for (int owner = 0; owner < members.size(); owner++) {
      int size = members.get(owner).value().size();
      for (long start = 0; start < size; start += BlockSum.BLOCK, block++) {
        owners[block] = owner;
        starts[block] = (int) start;
        sizes[block] = (int) Math.min(BlockSum.BLOCK, size - start);
      }
    }
    tasks = new Tasks(sizes, threads);
  }

  private static int blocks(Member member) {
    return (int) (((long) member.value().size() + BlockSum.BLOCK - 1) / BlockSum.BLOCK);
  }

  @Override
  public int tasks() {
    return tasks.count();
  }

  @Override
  public void run(int task, Scratch scratch) {
    for (int block = tasks.first(task); block < tasks.first(task + 1); block++) {
      Member member = members.get(owners[block]);
      try {
        sums[block] = member.group().isFrozen() ? 0 : sum(member, starts[block], scratch);
      } catch (RuntimeException e) {
        throw new IllegalStateException("the gradient of " + member + " can't be read: " + e, e);
      }
    }
  }

  private double sum(Member member, int start, Scratch scratch) {
    int count = Math.min(BlockSum.BLOCK, member.value().size() - start);
    return member.store.sum(type, member.gradient(), start, count, scale, scratch);
  }

  /**
   * Computes the norm of every member and of all together.
   *
   * @return the norm over all members that are not frozen
   */
  double compute(Workers<Scratch> workers) {
    workers.run(this);
    double total = total();
    if (asked == NormType.EUCLIDEAN && EuclideanNorm.needsScaling(total)) {
      total = computeScaled(workers);
    }
    double norm = norm(total);
    setNorms();
    return norm;
  }

  /** Squares have left the range of their type: again, with a power of two as factor. */
  private double computeScaled(Workers<Scratch> workers) {
    try {
      type = NormType.MAXIMUM;
      workers.run(this);
      double largest = total();
      if (largest == 0) {
        return 0;
      }
      scale = EuclideanNorm.scaleFor(largest);
      type = NormType.EUCLIDEAN;
      workers.run(this);
      return total();
    } finally {
      type = asked;
    }
  }

  private double norm(double total) {
    return asked == NormType.EUCLIDEAN ? EuclideanNorm.of(total, scale) : total;
  }

  private double total() {
    double total = 0;
    for (double sum : sums) {
      total = add(total, sum);
    }
    return total;
  }

  private void setNorms() {
    int block = 0;
    for (int owner = 0; owner < members.size(); owner++) { // no iterator: a step allocates nothing
      double total = 0;
      for (; block < owners.length && owners[block] == owner; block++) {
        total = add(total, sums[block]);
      }
      members.get(owner).setNorm(norm(total));
    }
    scale = 1;
  }

  private double add(double total, double sum) {
    return type == NormType.MAXIMUM ? Math.max(total, sum) : total + sum;
  }
}
