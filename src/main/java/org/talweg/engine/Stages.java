// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.talweg.rule.Granularity;

/**
 * The passes over the parameters of a group at a step, phase by phase.
 *
 * @param direction the rule's loop apart, where its change is scaled by a norm of it
 * @param update everything else
 * @param frozen what is left of the update while the group is frozen
 */
record Stages(Stage direction, Stage update, Stage frozen) {
  static final Stages NONE = new Stages(Stage.EMPTY, Stage.EMPTY, Stage.EMPTY);

  /**
   * Puts passes together.
   *
   * @param rewriting what changes copies of the gradients before the rule
   * @param projections what changes the weights after the rule
   * @param plan what the trainer does besides
   * @param averaging what is done with averages of the weights
   * @param observation what some steps are observed by, if they are
   */
  static Stages of(
      RuleGroup group,
      List<GradientPass> rewriting,
      List<ProjectPass> projections,
      StepPlan plan,
      Averaging averaging,
      @Nullable Observation observation) {
    List<Pass> before = new ArrayList<>();
    if (observation != null) {
      before.add(observation.gradients());
    }
    before.addAll(rewriting);
    List<Pass> update = new ArrayList<>();
    if (averaging == Averaging.LOOKAHEAD) {
      update.add(Passes.BEGIN_LOOKAHEAD);
    }
    List<Pass> frozen = new ArrayList<>();
    boolean changes = plan.writesChanges();
    if (group.keepsDirections()) {
      before.add(Passes.DIRECTION);
      before.add(Passes.VANISH_STATE);
      keepWeights(update, observation);
      update.add(changes ? Passes.FOLLOW_IN_GRADIENTS : Passes.FOLLOW);
    } else {
      update.addAll(before);
      before.clear();
      keepWeights(update, observation);
      Pass rule = group.decaysAfterwards() ? Passes.CAUTIOUS : Passes.RULE;
      update.add(changes ? Passes.CHANGE : rule);
      update.add(Passes.VANISH_STATE);
    }
    if (changes) {
      frozen.add(Passes.CLEAR);
    } else {
      update.add(Passes.VANISH_WEIGHTS);
    }
    update.addAll(projections);
    if (averaging == Averaging.LOOKAHEAD) { // not of frozen weights, which stay
      update.add(Passes.LOOKAHEAD);
    }
    if (observation != null) {
      update.add(observation.changes(changes));
    }
    if (averaging == Averaging.BESIDE) {
      update.add(Passes.AVERAGE);
      frozen.add(Passes.AVERAGE);
    }
    if (plan.clears()) {
      update.add(Passes.CLEAR);
      frozen.add(Passes.CLEAR);
    }
    return new Stages(Stage.of(before), Stage.of(update), Stage.of(frozen));
  }

  private static void keepWeights(List<Pass> update, @Nullable Observation observation) {
    if (observation != null) {
      update.add(observation.weights());
    }
  }

  /** The granularity of its coarsest pass. */
  Granularity granularity() {
    return direction.granularity.compareTo(update.granularity) > 0
        ? direction.granularity
        : update.granularity;
  }

  /** Whether each place has elements of one parameter alone. */
  boolean separate() {
    return direction.needsPlace || update.needsPlace || granularity() != Granularity.ELEMENT;
  }

  /** Whether weights are replaced by their averages. */
  boolean lookAhead() {
    return update.has(Passes.LOOKAHEAD);
  }

  /** Whether weights and gradients must be copies, which may be changed. */
  boolean needCopies() {
    return direction.needsCopies || update.needsCopies;
  }
}
