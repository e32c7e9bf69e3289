// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Elements that are gathered into a worker's scratch, stepped, and scattered. Places in the scratch
 * are those of the state.
 */
abstract sealed class Staged extends Segment {
  private Staged(Member member, Block block, int size) {
    super(member, block, 0, size);
  }

  /** Copies weights into an array. */
  abstract void gatherValue(Object array);

  /** Copies gradients into an array, multiplied where the members' factors differ. */
  abstract void gatherGradient(StepPlan plan, Object array);

  abstract void scatterValue(Object array);

  abstract void scatterGradient(Object array);

  final void take(StepPlan plan, Stage stage, Scratch.Staged staged, Scratch scratch) {
    point(staged.value(), staged.gradient(), scratch);
    spare = stage.needsSpare ? staged.spare(store) : store.nothing();
    if (stage.readsWeights) {
      gatherValue(value);
    }
    if (stage.readsGradients) {
      gatherGradient(plan, gradient);
      requirePreciseScale();
    }
    stage.run(this, plan);
    if (stage.writesWeights) {
      scatterValue(value);
    }
    if (stage.writesGradients) {
      scatterGradient(gradient);
    }
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
      super(member, block, size);
      this.member = member;
      this.start = start;
    }

    @Override
    void run(StepPlan plan, Stage stage, Scratch scratch) {
      if (!stage.isEmpty() && !member.isAbsent()) {
        prepare(plan, member);
        take(plan, stage, scratch.staged(store), scratch);
        if (stage.sumsDirections) {
          member.sums().addWeights(this, start, 0, size(), scratch);
          member.sums().addDirections(this, start, 0, size(), scratch);
        }
      }
    }

    @Override
    Member member() {
      return member;
    }

    @Override
    void visit(Visitor visitor) {
      visitor.visit(this, member, start, 0, to);
    }

    @Override
    int last() {
      return to;
    }

    @Override
    int start() {
      return start;
    }

    @Override
    void gatherValue(Object array) {
      store.read(member.value(), start, array, 0, to);
    }

    @Override
    void gatherGradient(StepPlan plan, Object array) {
      store.read(member.gradient(), start, array, 0, to);
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
      super(pieces.get(0).member, block, size);
      this.pieces = pieces.toArray(Piece[]::new);
      Piece last = this.pieces[this.pieces.length - 1];
      this.own = last.at + last.size() < size ? Scratch.Staged.of(store, size) : null;
    }

    @Override
    void run(StepPlan plan, Stage stage, Scratch scratch) {
      if (stage.isEmpty()) {
        return;
      }
      if (isUniform()) {
        prepare(plan, pieces[0].member);
        scale = isAlike(plan) ? scale : 1;
        take(plan, stage, own == null ? scratch.staged(store) : own, scratch);
        if (stage.sumsDirections) {
          DirectionSums sums = member().sums();
          sums.addWeights(this, 0, 0, member().value().size(), scratch);
          sums.addDirections(this, 0, 0, member().value().size(), scratch);
        }
      } else {
        runByHistory(plan, stage, scratch);
      }
    }

    /** Whether all have a gradient, and state with the same history. */
    private boolean isUniform() {
      if (group.isUniform()) {
        return true;
      }
      RuleRun first = pieces[0].member.run();
      for (Piece piece : pieces) {
        if (piece.member.isAbsent() || piece.member.run() != first) {
          return false;
        }
      }
      return true;
    }

    /** One history after the other, each with its numbers; the others' state is put back. */
    private void runByHistory(StepPlan plan, Stage stage, Scratch scratch) {
      Object saved = block.copyOfState();
      for (int i = 0; i < pieces.length; i++) {
        Member first = pieces[i].member;
        if (first.isAbsent() || isSeenBefore(i)) {
          continue;
        }
        run = first.run();
        scale = 1;
        take(plan, stage, own == null ? scratch.staged(store) : own, scratch);
        for (Piece piece : pieces) {
          block.copyState(piece.at, piece.size(), saved, takesPart(piece.member, run));
        }
      }
    }

    private boolean isSeenBefore(int index) {
      for (int i = 0; i < index; i++) {
        if (takesPart(pieces[i].member, pieces[index].member.run())) {
          return true;
        }
      }
      return false;
    }

    private static boolean takesPart(Member member, RuleRun run) {
      return !member.isAbsent() && member.run() == run;
    }

    private boolean isAlike(StepPlan plan) {
      return pieces.length == 1 || (plan.isUniform() && isUniform());
    }

    @Override
    Member member() {
      return pieces[0].member;
    }

    @Override
    void visit(Visitor visitor) {
      for (Piece piece : pieces) {
        if (takesPart(piece.member, run)) {
          visitor.visit(this, piece.member, 0, piece.at, piece.size());
        }
      }
    }

    @Override
    int last() {
      Piece last = pieces[pieces.length - 1];
      return last.at + last.size();
    }

    @Override
    int start() {
      return 0;
    }

    @Override
    List<Member> members() {
      return Arrays.stream(pieces).map(Piece::member).toList();
    }

    @Override
    void gatherValue(Object array) {
      for (Piece piece : pieces) {
        store.read(piece.member.value(), 0, array, piece.at, piece.size());
      }
    }

    @Override
    void gatherGradient(StepPlan plan, Object array) {
      boolean alike = isAlike(plan);
      for (Piece piece : pieces) {
        if (takesPart(piece.member, run)) {
          store.read(piece.member.gradient(), 0, array, piece.at, piece.size());
          if (!alike) {
            double by = plan.scale(piece.member);
            store.multiplyFew(array, by, piece.at, piece.at + piece.size());
          }
        } else {
          store.fill(array, piece.at, piece.at + piece.size(), 0);
        }
      }
    }

    @Override
    void scatterValue(Object array) {
      for (Piece piece : pieces) {
        if (takesPart(piece.member, run)) {
          store.write(piece.member.value(), 0, array, piece.at, piece.size());
        }
      }
    }

    @Override
    void scatterGradient(Object array) {
      for (Piece piece : pieces) {
        if (takesPart(piece.member, run)) {
          store.write(piece.member.gradient(), 0, array, piece.at, piece.size());
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
