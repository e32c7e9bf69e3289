// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.List;
import org.talweg.gradient.NormType;
import org.talweg.internal.EuclideanNorm;
import org.talweg.tensor.Tensor;
import org.talweg.worker.Phase;
import org.talweg.worker.Workers;

/**
 * A pass over the gradients, or the weights, of parameters that are not frozen: sums over blocks at
 * fixed places, added in their order. So a norm depends neither on threads nor on how the update is
 * cut.
 */
final class NormPhase implements Phase<Scratch> {
  private final List<Member> members;
  private final int[] owners;
  private final int[] starts;
  private final double[] sums;
  private final Tasks tasks;
  private final boolean ofWeights;
  private final NormType asked;
  private NormType type;
  private double scale = 1;

  /**
   * A pass over the gradients, or the weights.
   *
   * @param ofWeights whether it is the weights
   */
  NormPhase(List<Member> members, boolean ofWeights, NormType type, int threads) {
    this.asked = type;
    this.type = type;
    this.members = members;
    this.ofWeights = ofWeights;
    Blocks blocks = Blocks.of(members);
    owners = blocks.owners();
    starts = blocks.starts();
    sums = new double[owners.length];
    tasks = new Tasks(blocks.sizes(), threads);
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
        sums[block] = member.isActive() ? sum(member, starts[block], scratch) : 0;
      } catch (RuntimeException e) {
        throw new IllegalStateException(
            (ofWeights ? "the weights of " : "the gradient of ") + member + " can't be read: " + e,
            e);
      }
    }
  }

  private double sum(Member member, int start, Scratch scratch) {
    int count = Math.min(BlockSum.BLOCK, member.value().size() - start);
    Tensor tensor = ofWeights ? member.value() : member.gradient();
    return member.store.sum(type, tensor, start, count, scale, scratch);
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
      if (ofWeights) {
        members.get(owner).step().setWeightNorm(norm(total));
      } else {
        members.get(owner).step().setNorm(norm(total));
      }
    }
    scale = 1;
  }

  private double add(double total, double sum) {
    return type == NormType.MAXIMUM ? Math.max(total, sum) : total + sum;
  }
}
