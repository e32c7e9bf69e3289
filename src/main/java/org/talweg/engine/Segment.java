package org.talweg.engine;

import org.jspecify.annotations.Nullable;
import org.talweg.optimizer.Slot;

/**
 * Elements that a step takes with one index, while they are in cache. Those of a whole array, or of
 * slices at the same offset of their arrays, are taken where they lie. All others are
 * <em>staged</em>: gathered into a worker's scratch, stepped, scattered. A rule can't tell, being
 * elementwise.
 */
abstract sealed class Segment {
  final RuleGroup group;
  final Store store;
  final Block block;
  final int from;
  final int to;

  private Segment(RuleGroup group, Block block, int from, int to) {
    this.group = group;
    this.store = block.store;
    this.block = block;
    this.from = from;
    this.to = to;
  }

  /** Everything that happens to these elements in one step. */
  abstract void run(StepPlan plan, Scratch scratch);

  final int size() {
    return to - from;
  }

  /** The rule, then what the engine does after it. */
  final void update(StepPlan plan, Scratch scratch, double scale, Object value, Object gradient) {
    if (!group.isFrozen()) {
      store.update(group.numbers(), scratch, scale, value, gradient, block.slots, from, to);
      if (plan.vanishes()) {
        vanish(value);
      }
    }
    if (block.average != null) {
      average(plan, block.average, value);
    }
  }

  private void vanish(Object value) {
    for (int i = 0; i < group.slots().size(); i++) {
      Slot slot = group.slots().get(i);
      if (slot.isFading()) {
        store.vanish(block.slot(i), from, to);
      }
    }
    if (group.numbers().hasDecay()) {
      store.vanish(value, from, to);
    }
  }

  private void average(StepPlan plan, Object average, Object value) {
    if (plan.share() == 1) {
      System.arraycopy(value, from, average, from, to - from);
    } else if (plan.share() != 0) {
      store.average(average, value, plan.share(), from, to);
    }
    if (plan.vanishes()) {
      store.vanish(average, from, to);
      store.heal(average, value, from, to);
    }
  }

  final boolean isIdle() {
    return group.isFrozen() && block.average == null;
  }

  /** A part of one array. */
  static final class Direct extends Segment {
    private final Member member;

    Direct(Member member, Block block, int from, int to) {
      super(member.group(), block, from, to);
      this.member = member;
    }

    @Override
    void run(StepPlan plan, Scratch scratch) {
      Object gradient = store.arrayOf(member.gradient());
      if (!isIdle()) {
        update(plan, scratch, plan.scale(member), store.arrayOf(member.value()), gradient);
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

  /**
   * A part of a member that is gathered.
   *
   * @param member the parameter
   * @param start the index of the first element in the parameter
   * @param at the same in the segment
   * @param count how many
   */
  record Piece(Member member, int start, int at, int count) {}

  /**
   * Pieces that are gathered one after the other. Those of a pack, which is padded, are gathered
   * into memory of its own, where the padding stays zero.
   */
  static final class Staged extends Segment {
    private final Piece[] pieces;
    private final Scratch.@Nullable Staged own;

    Staged(Block block, int size, Piece... pieces) {
      super(pieces[0].member.group(), block, 0, size);
      this.pieces = pieces;
      Piece last = pieces[pieces.length - 1];
      boolean padded = last.at + last.count < size;
      this.own = padded ? Scratch.Staged.of(store, size) : null;
    }

    @Override
    void run(StepPlan plan, Scratch scratch) {
      if (isIdle() && !plan.clears() && !plan.writesChanges()) {
        return;
      }
      Scratch.Staged staged = own == null ? scratch.staged(store) : own;
      Object value = staged.value();
      Object gradient = staged.gradient();
      if (!isIdle()) {
        gatherValue(value);
        double scale = gatherGradient(plan, gradient);
        update(plan, scratch, scale, value, gradient);
      }
      scatter(plan, value, gradient);
    }

    private void gatherValue(Object value) {
      for (Piece piece : pieces) {
        store.read(piece.member.value(), piece.start, value, piece.at, piece.count);
      }
    }

    /** Returns what is left to multiply gradients by. */
    private double gatherGradient(StepPlan plan, Object gradient) {
      if (group.isFrozen()) {
        return 1;
      }
      double scale = plan.scale(pieces[0].member);
      boolean alike = plan.isUniform() || pieces.length == 1;
      for (Piece piece : pieces) {
        store.read(piece.member.gradient(), piece.start, gradient, piece.at, piece.count);
        if (!alike) {
          store.multiplyFew(gradient, piece.member.scale(), piece.at, piece.at + piece.count);
        }
      }
      double left = alike ? scale : 1;
      if (group.clamp() < Double.POSITIVE_INFINITY) {
        store.multiply(gradient, left, from, to);
        store.clamp(gradient, group.clamp(), from, to);
        left = 1;
      }
      return left;
    }

    private void scatter(StepPlan plan, Object value, Object gradient) {
      if (plan.writesChanges() && !group.isFrozen()) {
        for (Piece piece : pieces) {
          store.read(piece.member.value(), piece.start, gradient, piece.at, piece.count);
        }
        store.difference(value, gradient, from, to);
      } else if (plan.clears() || plan.writesChanges()) {
        store.fill(gradient, from, to, 0);
      }
      for (Piece piece : pieces) {
        if (!group.isFrozen() && !plan.writesChanges()) {
          store.write(piece.member.value(), piece.start, value, piece.at, piece.count);
        }
        if (plan.clears() || plan.writesChanges()) {
          store.write(piece.member.gradient(), piece.start, gradient, piece.at, piece.count);
        }
      }
    }

    @Override
    public String toString() {
      String first = pieces[0].member.toString();
      return pieces.length == 1
          ? first
          : "one of the parameters from "
              + pieces[0].member.parameter()
              + " to "
              + pieces[pieces.length - 1].member.parameter();
    }
  }
}
