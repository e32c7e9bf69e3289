// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import org.talweg.tensor.DataType;

/**
 * What else a process has trained before it measures a rule: many short models, from whose loops
 * the compiler would learn that loops are short, and all that surrounds a step.
 */
public final class History {
  private static final int[] SIZES = {10, 100, 130};
  private static final int STEPS_OF_ITS_OWN = 20_000;
  private static final int STEPS_OF_OTHERS = 500;

  private History() {}

  /** Trains models of 10, 100 and 130 elements by a rule, by all others, and in every way. */
  public static void train(Rule rule) {
    for (DataType type : DataType.values()) {
      for (int size : SIZES) {
        Model one = Model.named("1x" + size);
        Model several = Model.named("3x" + size);
        steps(Workload.rule(rule, type, one), STEPS_OF_ITS_OWN);
        for (Rule other : Rule.values()) {
          steps(Workload.rule(other, type, one), STEPS_OF_OTHERS);
        }
        for (Arrangement arrangement : Arrangement.values()) {
          steps(Workload.rule(rule, type, several).arranged(arrangement), STEPS_OF_OTHERS);
          steps(Workload.pipeline(type, several).arranged(arrangement), STEPS_OF_OTHERS);
        }
      }
    }
  }

  /** Trains as often without decay: the compiler learns that weights do not decay by themselves. */
  public static void trainWithoutDecay(Workload workload) {
    steps(workload, STEPS_OF_ITS_OWN);
  }

  private static void steps(Workload workload, int count) {
    Session.of(workload).steps(count);
  }
}
