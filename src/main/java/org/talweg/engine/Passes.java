// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import static org.talweg.engine.Pass.Use.COPIES;
import static org.talweg.engine.Pass.Use.READS_GRADIENTS;
import static org.talweg.engine.Pass.Use.READS_WEIGHTS;
import static org.talweg.engine.Pass.Use.SPARE;
import static org.talweg.engine.Pass.Use.WRITES_GRADIENTS;
import static org.talweg.engine.Pass.Use.WRITES_WEIGHTS;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The passes that need nothing but the segment and the plan of the step. */
enum Passes implements Pass {
  /** The rule's loop. */
  RULE(READS_WEIGHTS, WRITES_WEIGHTS, READS_GRADIENTS) {
    @Override
    public void run(Segment s, StepPlan plan) {
      s.runRule(s.value, s.l2(), s.run.decay());
    }
  },

  /** The rule's change in place of the gradient; the weights stay. */
  CHANGE(READS_WEIGHTS, READS_GRADIENTS, WRITES_GRADIENTS, COPIES, SPARE) {
    @Override
    public void run(Segment s, StepPlan plan) {
      s.runRuleForChange(s.spare);
      System.arraycopy(s.spare, s.from, s.gradient, s.from, s.size());
    }
  },

  /** The rule's change, or what of it agrees with the gradient in sign, with decay. */
  CAUTIOUS(READS_WEIGHTS, WRITES_WEIGHTS, READS_GRADIENTS, COPIES, SPARE) {
    @Override
    public void run(Segment s, StepPlan plan) {
      s.runRuleForChange(s.spare);
      s.store.apply(s.value, s.spare, 1, 0, s.from, s.to);
    }
  },

  /** The rule's change into the engine's array of directions, with a learning rate of 1. */
  DIRECTION(READS_WEIGHTS, READS_GRADIENTS) {
    @Override
    public void run(Segment s, StepPlan plan) {
      s.runRuleOverZeros(s.block.direction());
    }
  },

  /** The directions, times factor and rate, are added to the weights. */
  FOLLOW(READS_WEIGHTS, WRITES_WEIGHTS) {
    @Override
    public void run(Segment s, StepPlan plan) {
      double by = s.run.rate() * s.member().changeFactor();
      s.store.apply(s.value, s.block.direction(), by, s.run.decayBesides(), s.from, s.to);
    }
  },

  /** The directions, times factor and rate, in place of the gradients; the weights stay. */
  FOLLOW_IN_GRADIENTS(READS_WEIGHTS, WRITES_GRADIENTS, COPIES) {
    @Override
    public void run(Segment s, StepPlan plan) {
      double by = s.run.rate() * s.member().changeFactor();
      s.store.fill(s.gradient, s.from, s.to, 0);
      s.store.apply(s.gradient, s.block.direction(), by, 0, s.from, s.to);
      if (s.run.decayBesides() != 0) {
        s.store.decay(s.gradient, s.value, s.run.decayBesides(), s.from, s.to);
      }
    }
  },

  /** State near the end of its range vanishes. */
  VANISH_STATE {
    @Override
    public void run(Segment s, StepPlan plan) {
      if (plan.vanishes()) {
        for (int i = 0; i < s.group.ruleSlots(); i++) {
          if (s.group.isFading(i) && plan.vanishes(s.run.fade(i))) {
            s.store.vanish(s.block.state(i), s.from, s.block.end(i, s.to));
          }
        }
      }
    }
  },

  /** Weights that decay towards the end of their range vanish. */
  VANISH_WEIGHTS(READS_WEIGHTS, WRITES_WEIGHTS) {
    @Override
    public void run(Segment s, StepPlan plan) {
      if (plan.vanishes()) {
        double fade = s.run.fadeOfWeights();
        if (fade != 1 && plan.vanishes(fade)) {
          s.store.vanish(s.value, s.from, s.to);
        }
      }
    }
  },

  /** The average follows the weights. */
  AVERAGE(READS_WEIGHTS) {
    @Override
    public void run(Segment s, StepPlan plan) {
      Object average = s.block.state(s.group.averageIndex());
      double share = plan.share();
      if (share == 1) {
        System.arraycopy(s.value, s.from, average, s.from, s.size());
      } else if (share != 0) {
        s.store.average(average, s.value, share, s.from, s.to);
      }
      if (plan.vanishes(1 - share)) {
        s.store.vanish(average, s.from, s.to);
        s.store.heal(average, s.value, s.from, s.to);
      }
    }
  },

  /** Slow weights start as the weights before the first step of their state. */
  BEGIN_LOOKAHEAD(READS_WEIGHTS) {
    @Override
    public void run(Segment s, StepPlan plan) {
      if (s.run.age() == 0) {
        Object slow = s.block.state(s.group.averageIndex());
        System.arraycopy(s.value, s.from, slow, s.from, s.size());
      }
    }
  },

  /** After some steps the slow weights follow, and the weights go on from there. */
  LOOKAHEAD(READS_WEIGHTS, WRITES_WEIGHTS) {
    @Override
    public void run(Segment s, StepPlan plan) {
      AVERAGE.run(s, plan);
      if (plan.share() != 0) {
        Object slow = s.block.state(s.group.averageIndex());
        System.arraycopy(slow, s.from, s.value, s.from, s.size());
      }
    }
  },

  /** Gradients become zero. */
  CLEAR(WRITES_GRADIENTS) {
    @Override
    public void run(Segment s, StepPlan plan) {
      s.store.fill(s.gradient, s.from, s.to, 0);
    }
  };

  @SuppressWarnings("ImmutableEnumChecker") // never changed
  private final Set<Use> uses;

  Passes(Use... uses) {
    this.uses = uses.length == 0 ? Set.of() : EnumSet.copyOf(Arrays.asList(uses));
  }

  @Override
  public Set<Use> uses() {
    return uses;
  }
}
