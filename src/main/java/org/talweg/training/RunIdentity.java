package org.talweg.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.RuleGroup;
import org.talweg.schedule.ReduceOnPlateau;

/**
 * By what a checkpoint knows the run that it belongs to: rule and decay of every group, and what
 * lowers the rates.
 */
final class RunIdentity {
  private static final String RULE = "rule";
  private static final String RULE_OF = "rule of ";
  private static final String PLATEAU = "plateau";

  private final Grouping grouping;
  private final @Nullable ReduceOnPlateau plateau;

  RunIdentity(Grouping grouping, @Nullable ReduceOnPlateau plateau) {
    this.grouping = grouping;
    this.plateau = plateau;
  }

  Map<String, String> entries() {
    Map<String, String> entries = new LinkedHashMap<>();
    for (RuleGroup group : grouping.occupied()) {
      entries.put(
          group == grouping.own() ? RULE : RULE_OF + group.label(),
          group.optimizer() + ", decay " + group.weightDecay());
    }
    if (plateau != null) {
      entries.put(PLATEAU, plateau.toString());
    }
    return entries;
  }

  /**
   * Requires that a checkpoint is of a run like this one.
   *
   * @throws IllegalArgumentException if a rule, a value or a group differs
   */
  void requireSame(Map<String, String> saved) {
    Map<String, String> entries = entries();
    entries.forEach((key, value) -> requireSame(key, value, saved.getOrDefault(key, "nothing")));
    for (String key : saved.keySet()) {
      boolean ours = key.equals(RULE) || key.startsWith(RULE_OF) || key.equals(PLATEAU);
      if (ours && !entries.containsKey(key)) {
        throw new IllegalArgumentException(
            "the checkpoint has a "
                + key
                + ", which the trainer has not: restoreUnderOtherRule takes it all the same");
      }
    }
  }

  private static void requireSame(String key, String value, String saved) {
    if (!saved.equals(value)) {
      throw new IllegalArgumentException(
          "the "
              + key
              + " is "
              + value
              + ", but the checkpoint's is "
              + saved
              + ": restoreUnderOtherRule takes it all the same");
    }
  }
}
