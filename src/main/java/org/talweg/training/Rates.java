// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.RuleGroup;
import org.talweg.internal.Checks;
import org.talweg.internal.Excerpt;
import org.talweg.rule.Hyperparameter;
import org.talweg.schedule.PlateauState;
import org.talweg.schedule.ReduceOnPlateau;
import org.talweg.schedule.Schedule;

/**
 * The learning rates of a trainer's groups: the group's schedule or the rule's, or what was set by
 * hand in its place, times the factors of the group, of the trainer and of the plateau.
 */
final class Rates {
  private static final String FACTOR = "rate_factor";
  private static final String RATE = "learning_rate";
  private static final String PLATEAU = "plateau ";

  private final RuleGroup[] groups;
  private final Schedule[] schedules;
  private final Schedule[] factors;
  private final boolean[] followsTrainer;
  private final @Nullable ReduceOnPlateau plateau;
  private @Nullable PlateauState plateauState;
  private double factor = 1;
  private double byHand = Double.NaN;

  Rates(Grouping grouping, @Nullable ReduceOnPlateau plateau) {
    this.plateau = plateau;
    this.plateauState = plateau == null ? null : plateau.start();
    int count = grouping.groups().size() + 1;
    groups = new RuleGroup[count];
    schedules = new Schedule[count];
    factors = new Schedule[count];
    followsTrainer = new boolean[count];
    int index = 0;
    for (Map.Entry<Group, RuleGroup> entry : grouping.groups().entrySet()) {
      Group group = entry.getKey();
      groups[index] = entry.getValue();
      schedules[index] = group.learningRate().orElse(ruleRate(entry.getValue()));
      factors[index] = group.rateFactor();
      followsTrainer[index] = group.learningRate().isEmpty() && group.optimizer().isEmpty();
      index++;
    }
    groups[index] = grouping.own();
    schedules[index] = ruleRate(grouping.own());
    factors[index] = Schedule.constant(1);
    followsTrainer[index] = true;
  }

  private static Schedule ruleRate(RuleGroup group) {
    return group.optimizer().hyperparameters().get(Hyperparameter.LEARNING_RATE);
  }

  /** Computes the numbers of every group's rule at a step. */
  void prepare(long step) {
    for (int i = 0; i < groups.length; i++) {
      try {
        groups[i].prepare(step, at(i, step));
      } catch (IllegalStateException e) {
        boolean isOwn = i == groups.length - 1;
        throw isOwn
            ? e
            : new IllegalStateException(
                "group " + Excerpt.quoted(groups[i].label()) + ": " + e.getMessage(), e);
      }
    }
  }

  /** The rate of a group at a step. */
  double rate(RuleGroup group, long step) {
    int index = 0;
    while (groups[index] != group) {
      index++;
    }
    return at(index, step);
  }

  private double at(int index, long step) {
    boolean manual = followsTrainer[index] && !Double.isNaN(byHand);
    double scheduled = manual ? byHand : schedules[index].at(step);
    double rate = scheduled * factors[index].at(step) * factor;
    if (plateauState != null) {
      rate *= plateauState.factor();
    }
    if (!Hyperparameter.LEARNING_RATE.allows(rate)) {
      throw new IllegalStateException(
          groups[index].optimizer()
              + ": learningRate must be "
              + Hyperparameter.LEARNING_RATE.domain()
              + ", but at step "
              + step
              + " it was "
              + rate);
    }
    return rate;
  }

  void setFactor(double newFactor) {
    factor = Checks.notNegative("rate factor", newFactor);
  }

  void setByHand(double rate) {
    byHand = Hyperparameter.LEARNING_RATE.require(rate);
  }

  void followSchedule() {
    byHand = Double.NaN;
  }

  /**
   * Takes a report of a metric.
   *
   * @return whether the rates are lower from now on
   * @throws IllegalStateException if nothing waits for reports
   */
  boolean observe(double metric) {
    if (plateau == null || plateauState == null) {
      throw new IllegalStateException(
          "nothing waits for a metric: build the trainer with reduceOnPlateau");
    }
    double before = plateauState.factor();
    plateauState = plateau.next(plateauState, metric);
    return plateauState.factor() < before;
  }

  /** What was set by hand and what was reported, by name. */
  Map<String, String> save() {
    Map<String, String> saved = new LinkedHashMap<>();
    if (factor != 1) {
      saved.put(FACTOR, Double.toString(factor));
    }
    if (!Double.isNaN(byHand)) {
      saved.put(RATE, Double.toString(byHand));
    }
    if (plateauState != null) {
      plateauState
          .numbers()
          .forEach((name, number) -> saved.put(PLATEAU + name, Double.toString(number)));
    }
    return saved;
  }

  /** Reads what {@link #save} wrote, and changes nothing. */
  Saved read(Map<String, String> saved) {
    return new Saved(number(saved, FACTOR, 1), number(saved, RATE, Double.NaN), readPlateau(saved));
  }

  /** What was set by hand and what was reported. */
  record Saved(double factor, double byHand, @Nullable PlateauState plateau) {}

  private @Nullable PlateauState readPlateau(Map<String, String> saved) {
    if (plateau == null) {
      return null;
    }
    Map<String, Double> numbers = new HashMap<>();
    for (String name : plateau.start().numbers().keySet()) {
      if (saved.containsKey(PLATEAU + name)) {
        numbers.put(name, number(saved, PLATEAU + name));
      }
    }
    return numbers.isEmpty() ? plateau.start() : PlateauState.of(numbers);
  }

  private static double number(Map<String, String> saved, String key, double otherwise) {
    return saved.containsKey(key)
        ? Checks.notNegative("the checkpoint's " + key, number(saved, key))
        : otherwise;
  }

  private static double number(Map<String, String> saved, String key) {
    String text = saved.getOrDefault(key, "");
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the checkpoint's " + key + " must be a number, but was \"" + text + "\"", e);
    }
  }

  void load(Saved saved) {
    factor = saved.factor;
    byHand = saved.byHand;
    plateauState = saved.plateau;
  }
}
