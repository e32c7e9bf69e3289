package org.talweg.engine;

import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;

/**
 * Elements that a step takes with one index, while they are in cache. Those of arrays, or of slices
 * at the same offset of their arrays, are taken where they lie. All others are {@link Staged}. A
 * rule can't tell, being elementwise.
 */
abstract sealed class Segment permits Segment.Direct, Staged {
  final RuleGroup group;
  final Store store;
  final Block block;
  private final Object chunk;
  final int from;
  final int to;
  private final int end;

  Segment(RuleGroup group, Block block, int from, int to) {
    this.group = group;
    this.store = block.store;
    this.block = block;
    this.chunk = block.whole == null ? store.chunk() : store.chunk(block.whole);
    this.from = from;
    this.to = to;
    this.end = block.whole == null ? to : from + block.whole.size();
  }

  /** Everything that happens to these elements in one step. */
  abstract void run(StepPlan plan, Scratch scratch);

  final int size() {
    return to - from;
  }

  /** The rule, then what the engine does after it. */
  final void update(StepPlan plan, double scale, Object value, Object gradient) {
    if (!group.isFrozen()) {
      store.update(group.numbers(), chunk, scale, value, gradient, block.slots, from, end);
      if (plan.vanishes()) {
        vanish(plan, value);
      }
    }
    if (block.average != null) {
      average(plan, block.average, value);
    }
  }

  private void vanish(StepPlan plan, Object value) {
    StepNumbers numbers = group.numbers();
    for (int i = 0; i < group.slots().size(); i++) {
      Slot slot = group.slots().get(i);
      if (slot.isFading() && plan.vanishes(numbers.fade(slot))) {
        store.vanish(block.slot(i), from, block.end(i, to));
      }
    }
    double fade = numbers.fadeOfWeights();
    if (fade != 1 && plan.vanishes(fade)) {
      store.vanish(value, from, to);
    }
  }

  private void average(StepPlan plan, Object average, Object value) {
    if (plan.share() == 1) {
      System.arraycopy(value, from, average, from, to - from);
    } else if (plan.share() != 0) {
      store.average(average, value, plan.share(), from, to);
    }
    if (plan.vanishes(1 - plan.share())) {
      store.vanish(average, from, to);
      store.heal(average, value, from, to);
    }
  }

  final boolean isIdle() {
    return group.isFrozen() && block.average == null;
  }

  /** A part of an array, or of a row. */
  static final class Direct extends Segment {
    private final Member member;
    private final int region;

    Direct(Member member, int region, Block block, int from, int to) {
      super(member.group(), block, from, to);
      this.member = member;
      this.region = region;
    }

    @Override
    void run(StepPlan plan, Scratch scratch) {
      Object gradient = member.gradients()[region].array();
      if (!isIdle()) {
        Object value = member.values()[region].array();
        update(plan, plan.scale(member), value, gradient);
      }
      if (plan.clears()) {
        store.fill(gradient, from, to, 0);
      }
    }

    @Override
    public String toString() {
      return member.toString();
    }
  }
}
