// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import static org.talweg.gradient.NormType.EUCLIDEAN;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.talweg.worker.Phase;
import org.talweg.worker.Workers;

/**
 * A pass over weights and gradients before the update, for rules that multiply the gradient of each
 * parameter by a factor of norms. Sums are over blocks at fixed places, as in {@link NormPhase}.
 */
final class GradientFactorPhase implements Phase<Scratch> {
  private final StepPlan plan;
  private final List<Member> members;
  private final int[] owners;
  private final int[] starts;
  private final double[] weights;
  private final double[] gradients;
  private final Tasks tasks;

  private GradientFactorPhase(StepPlan plan, List<Member> members, int threads) {
    this.plan = plan;
    this.members = members;
    Blocks blocks = Blocks.of(members);
    this.owners = blocks.owners();
    this.starts = blocks.starts();
    this.weights = new double[owners.length];
    this.gradients = new double[owners.length];
    this.tasks = new Tasks(blocks.sizes(), threads);
  }

  /** The phase over those members whose rule has a factor, if there are some. */
  static @Nullable GradientFactorPhase of(StepPlan plan, List<Member> members, int threads) {
    List<Member> some =
        members.stream()
            .filter(member -> member.group().rule().gradientFactor().isPresent())
            .toList();
    return some.isEmpty() ? null : new GradientFactorPhase(plan, some, threads);
  }

  @Override
  public int tasks() {
    return tasks.count();
  }

  @Override
  public void run(int task, Scratch scratch) {
    for (int block = tasks.first(task); block < tasks.first(task + 1); block++) {
      Member member = members.get(owners[block]);
      if (member.isActive()) {
        sum(block, member, scratch);
      }
    }
  }

  private void sum(int block, Member member, Scratch scratch) {
    int start = starts[block];
    int count = Math.min(BlockSum.BLOCK, member.value().size() - start);
    Store store = member.store;
    double scale = plan.scale(member);
    double l2 = member.group().rule().isGradientFactorOfDecayed() ? member.run().l2() : 0;
    if (l2 == 0) {
      weights[block] = store.sum(EUCLIDEAN, member.value(), start, count, 1, scratch);
      gradients[block] = store.sum(EUCLIDEAN, member.gradient(), start, count, scale, scratch);
      return;
    }
    Scratch.Staged staged = scratch.pairOfBlocks(store);
    store.read(member.value(), start, staged.value(), 0, count);
    store.read(member.gradient(), start, staged.gradient(), 0, count);
    int length = Math.max(count, store.shortestRun());
    store.fill(staged.value(), count, length, 0);
    store.fill(staged.gradient(), count, length, 0);
    store.fold(staged.gradient(), staged.value(), scale, l2, 0, length);
    weights[block] = store.squares(staged.value(), 0, count, scratch);
    gradients[block] = store.squares(staged.gradient(), 0, count, scratch);
  }

  /**
   * Computes the factor of each member.
   *
   * @throws IllegalStateException if one is not finite; nothing has changed then
   */
  void compute(Workers<Scratch> workers) {
    workers.run(this);
    int block = 0;
    for (int owner = 0; owner < members.size(); owner++) { // no iterator: allocates nothing
      double ofWeights = 0;
      double ofGradients = 0;
      for (; block < owners.length && owners[block] == owner; block++) {
        ofWeights += weights[block];
        ofGradients += gradients[block];
      }
      Member member = members.get(owner);
      if (member.isActive()) {
        member.takeGradientFactor(Math.sqrt(ofWeights), Math.sqrt(ofGradients));
      }
    }
  }
}
