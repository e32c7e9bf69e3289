package org.talweg.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Elements that are gathered into a worker's scratch, stepped, and scattered. Places in the scratch
 * are those of the state.
 */
abstract sealed class Staged extends Segment {
  private Staged(RuleGroup group, Block block, int size) {
    super(group, block, 0, size);
  }

  /** Copies values into an array. */
  abstract void gatherValue(Object array);

  /** Copies gradients into an array; returns what is left to multiply them by. */
  abstract double gatherGradient(StepPlan plan, Object array);

  abstract void scatterValue(Object array);

  abstract void scatterGradient(Object array);

  final boolean hasWork(StepPlan plan) {
    return !isIdle() || plan.clears() || plan.writesChanges();
  }

  final void take(StepPlan plan, Scratch.Staged staged) {
    Object value = staged.value();
    Object gradient = staged.gradient();
    if (!isIdle()) {
      gatherValue(value);
      double scale = group.isFrozen() ? 1 : clamp(plan, gradient);
      update(plan, scale, value, gradient);
    }
    if (plan.writesChanges() && !group.isFrozen()) {
      gatherValue(gradient);
      store.difference(value, gradient, from, to);
      scatterGradient(gradient);
      return;
    }
    if (!group.isFrozen()) {
      scatterValue(value);
    }
    if (plan.clears() || plan.writesChanges()) {
      store.fill(gradient, from, to, 0);
      scatterGradient(gradient);
    }
  }

  private double clamp(StepPlan plan, Object gradient) {
    double scale = gatherGradient(plan, gradient);
    if (group.clamp() == Double.POSITIVE_INFINITY) {
      return scale;
    }
    store.multiply(gradient, scale, from, to);
    store.clamp(gradient, group.clamp(), from, to);
    return 1;
  }

  /** A part of one parameter. */
  static final class One extends Staged {
    private final Member member;
    private final int start;

    /**
     * A part of a parameter.
     *
     * @param start the index in the parameter of the first element
     */
    One(Member member, int start, Block block, int size) {
      super(member.group(), block, size);
      this.member = member;
      this.start = start;
    }

    @Override
    void run(StepPlan plan, Scratch scratch) {
      if (hasWork(plan)) {
        take(plan, scratch.staged(store));
      }
    }

    @Override
    void gatherValue(Object array) {
      store.read(member.value(), start, array, 0, to);
    }

    @Override
    double gatherGradient(StepPlan plan, Object array) {
      store.read(member.gradient(), start, array, 0, to);
      return plan.scale(member);
    }

    @Override
    void scatterValue(Object array) {
      store.write(member.value(), start, array, 0, to);
    }

    @Override
    void scatterGradient(Object array) {
      store.write(member.gradient(), start, array, 0, to);
    }

    @Override
    public String toString() {
      return member.toString();
    }
  }

  /**
   * A parameter in a pack.
   *
   * @param member the parameter
   * @param at the index of its first element in the pack
   */
  record Piece(Member member, int at) {
    int size() {
      return member.value().size();
    }
  }

  /** A pack of short parameters. If padded it has memory of its own, where padding stays zero. */
  static final class Several extends Staged {
    private final Piece[] pieces;
    private final Scratch.@Nullable Staged own;

    Several(Block block, int size, List<Piece> pieces) {
      super(pieces.get(0).member.group(), block, size);
      this.pieces = pieces.toArray(Piece[]::new);
      Piece last = this.pieces[this.pieces.length - 1];
      this.own = last.at + last.size() < size ? Scratch.Staged.of(store, size) : null;
    }

    @Override
    void run(StepPlan plan, Scratch scratch) {
      if (hasWork(plan)) {
        take(plan, own == null ? scratch.staged(store) : own);
      }
    }

    @Override
    void gatherValue(Object array) {
      for (Piece piece : pieces) {
        store.read(piece.member.value(), 0, array, piece.at, piece.size());
      }
    }

    @Override
    double gatherGradient(StepPlan plan, Object array) {
      boolean alike = plan.isUniform() || pieces.length == 1;
      for (Piece piece : pieces) {
        store.read(piece.member.gradient(), 0, array, piece.at, piece.size());
        if (!alike) {
          store.multiplyFew(array, piece.member.scale(), piece.at, piece.at + piece.size());
        }
      }
      return alike ? plan.scale(pieces[0].member) : 1;
    }

    @Override
    void scatterValue(Object array) {
      for (Piece piece : pieces) {
        store.write(piece.member.value(), 0, array, piece.at, piece.size());
      }
    }

    @Override
    void scatterGradient(Object array) {
      for (Piece piece : pieces) {
        store.write(piece.member.gradient(), 0, array, piece.at, piece.size());
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
