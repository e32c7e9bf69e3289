// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.talweg.internal.Fnv1a;
import org.talweg.internal.NormalNoise;
import org.talweg.rule.Caution;
import org.talweg.rule.Granularity;

/**
 * Elements that a step takes with one index, while they are in cache: a place, over which the
 * passes of a phase are run. Elements of arrays, or of slices at the same offset of their arrays,
 * are taken where they lie. All others are {@link Staged}. An elementwise rule can't tell.
 */
abstract sealed class Segment permits Segment.Direct, Staged {
  /** Of a mask, by which the rest is multiplied. */
  private static final double LEAST_MEAN = 1e-3;

  final RuleGroup group;
  final Store store;
  final Block block;
  final int from;
  final int to;
  private final Object chunk;
  private final int end;

  /** The weights, with the segment's index. Pointed anew by each phase, like those below. */
  Object value;

  /** The gradients. */
  Object gradient;

  /** An array for a pass that needs a third. */
  Object spare;

  /** The worker's memory. */
  private @Nullable Scratch scratch;

  /** The factor on gradients. */
  double scale;

  /** The rule, with the numbers for the age of this state. */
  RuleRun run;

  Segment(Member member, Block block, int from, int to) {
    this.group = member.group();
    this.store = block.store;
    this.block = block;
    boolean whole = block.whole != null || group.takesRows();
    this.chunk = whole ? store.chunk(member.value().shape()) : store.chunk();
    this.from = from;
    this.to = to;
    this.end = group.rule().isWhole() ? from + block.wholeSize() : to;
    this.value = store.nothing();
    this.gradient = store.nothing();
    this.spare = store.nothing();
    this.run = group.run();
  }

  /** Runs the passes of a phase. */
  abstract void run(StepPlan plan, Stage stage, Scratch scratch);

  /** The one parameter whose elements these are; the first, if it is a pack. */
  abstract Member member();

  /** All parameters whose elements these are. */
  List<Member> members() {
    return List.of(member());
  }

  final int size() {
    return to - from;
  }

  /** Points at arrays: stores only what has changed. */
  final void point(Object newValue, Object newGradient, Scratch newScratch) {
    if (scratch != newScratch) {
      scratch = newScratch;
    }
    if (value != newValue) {
      value = newValue;
    }
    if (gradient != newGradient) {
      gradient = newGradient;
    }
  }

  /** Takes over this step's numbers for the segment's parameter. */
  final void prepare(StepPlan plan, Member member) {
    run = member.run();
    scale = plan.scale(member) * member.gradientFactor();
  }

  /** Gradients get the precise factor, where one of their type would have lost its digits. */
  final void requirePreciseScale() {
    if (store.isImprecise(scale)) {
      gradient = store.scaledCopy(gradient, scale, from, to);
      scale = 1;
    }
  }

  /** L2 decay, times the factor that the rule has on the gradient. */
  final double l2() {
    return run.l2() * member().gradientFactor();
  }

  final void runRule(Object weights, double l2, double decay) {
    store.update(run, chunk, scale, l2, decay, weights, gradient, block.arrays, from, end);
  }

  /** Afterwards gradients, which are copies, are what the rule is to get. */
  final void scaleGradients() {
    if (scale != 1) {
      store.multiply(gradient, scale, from, to);
      scale = 1;
    }
  }

  /** The index after the last element; what follows up to the end is padding. */
  abstract int last();

  final void runLoop(LoopPass pass) {
    boolean any = pass.granularity() == Granularity.ELEMENT; // padding too: no loop is short
    store.run(pass, chunk, value, gradient, from, any ? to : last());
  }

  /** The index in the parameter of the first element, if all are of one. */
  abstract int start();

  /** Sees the elements of each parameter that takes part. */
  interface Visitor {
    /**
     * Sees elements.
     *
     * @param segment the segment, pointed at its arrays
     * @param member whose elements they are
     * @param start the index in the parameter of the first
     * @param at the same in the segment's arrays
     * @param count how many
     */
    void visit(Segment segment, Member member, int start, int at, int count);
  }

  /** Shows the parameters that take part. */
  abstract void visit(Visitor visitor);

  /** The worker's memory for weights as they were. */
  final Object kept(int size) {
    return requireNonNull(scratch).kept(store, size);
  }

  final void addNoise(long key, double deviation) {
    NormalNoise noise = requireNonNull(scratch).noise();
    long name = Fnv1a.hash(member().parameter().name());
    store.addNoise(noise, gradient, from, last() - from, start(), name, key, deviation);
  }

  /**
   * Leaves the rule's change, L2 and decay included, in an array, with its sign as it is added to
   * weights. The gradients are changed if there is L2.
   */
  final void runRuleOverZeros(Object change) {
    foldL2();
    store.fill(change, from, to, 0);
    if (run.decay() != 0 && !group.decaysAfterwards()) {
      store.decay(change, value, run.decay(), from, to);
    }
    runRule(change, 0, 0);
    finishChange(change);
  }

  private void foldL2() {
    double l2 = l2();
    if (l2 != 0) {
      store.fold(gradient, value, scale, l2, from, to);
      scale = 1;
    }
  }

  /** Leaves the rule's change in an array, with decay, whether the rule reads weights or not. */
  final void runRuleForChange(Object change) {
    if (group.readsWeights()) {
      double l2 = l2();
      if (group.caution() != Caution.NONE) {
        foldL2();
        l2 = 0;
      }
      System.arraycopy(value, from, change, from, size());
      runRule(change, l2, group.decaysAfterwards() ? 0 : run.decay());
      store.difference(change, value, change, from, to);
      finishChange(change);
    } else {
      runRuleOverZeros(change);
    }
  }

  /** What goes against the gradient, and decay that has to know the change. */
  private void finishChange(Object change) {
    if (group.caution() != Caution.NONE) {
      alter(change);
    }
    if (run.decay() != 0) {
      if (group.isCautious()) {
        store.cautiousDecay(change, value, run.decay(), from, to);
      } else if (group.decaysAfterwards()) {
        store.decay(change, value, run.decay(), from, to);
      }
    }
  }

  private void alter(Object change) {
    double sign = Math.signum(scale);
    if (group.caution() == Caution.GRAMS) {
      store.turn(change, gradient, sign, from, to);
      return;
    }
    store.mask(change, gradient, sign, from, to);
    double mean = (double) store.countNonZero(change, from, to) / (last() - from);
    if (mean < 1) {
      store.multiply(change, 1 / Math.max(mean, LEAST_MEAN), from, to);
    }
  }

  /** A part of an array, or of a row. */
  static final class Direct extends Segment {
    private final Member member;
    private final int region;
    private final int start;

    /**
     * A part of a parameter.
     *
     * @param region the index of the array among those of the parameter
     * @param start the index in the parameter of the first element
     */
    Direct(Member member, int region, int start, Block block, int from, int to) {
      super(member, block, from, to);
      this.member = member;
      this.region = region;
      this.start = start;
    }

    @Override
    void run(StepPlan plan, Stage stage, Scratch scratch) {
      if (stage.isEmpty() || member.isAbsent()) {
        return;
      }
      Object gradients = member.gradients()[region];
      prepare(plan, member);
      point(member.values()[region].array(), gradients, scratch);
      if (stage.readsGradients) {
        requirePreciseScale();
      }
      if (stage.sumsDirections) { // first, as it takes the time that reading them takes anyway
        member.sums().addWeights(this, start, from, size(), scratch);
      }
      stage.run(this, plan);
      if (stage.sumsDirections) {
        member.sums().addDirections(this, start, from, size(), scratch);
      }
      if (gradient != gradients && stage.writesGradients) {
        store.fill(gradients, from, to, 0);
      }
    }

    @Override
    Member member() {
      return member;
    }

    @Override
    void visit(Visitor visitor) {
      visitor.visit(this, member, start, from, size());
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
    public String toString() {
      return member.toString();
    }
  }
}
