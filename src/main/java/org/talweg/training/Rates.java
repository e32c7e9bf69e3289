package org.talweg.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.talweg.engine.RuleGroup;
import org.talweg.internal.Checks;
import org.talweg.optimizer.Hyperparameter;
import org.talweg.schedule.Schedule;

/**
 * The learning rates of a trainer's groups: the group's schedule or the rule's, or what was set by
 * hand in its place, times the group's factor and the trainer's.
 */
final class Rates {
  private static final String FACTOR = "rate_factor";
  private static final String RATE = "learning_rate";

  private final RuleGroup[] groups;
  private final Schedule[] schedules;
  private final Schedule[] factors;
  private final boolean[] followsTrainer;
  private double factor = 1;
  private double byHand = Double.NaN;

  Rates(Grouping grouping) {
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
      groups[i].prepare(step, at(i, step));
    }
  }

  private double at(int index, long step) {
    boolean manual = followsTrainer[index] && !Double.isNaN(byHand);
    double scheduled = manual ? byHand : schedules[index].at(step);
    double rate = scheduled * factors[index].at(step) * factor;
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

  double factor() {
    return factor;
  }

  void setByHand(double rate) {
    byHand = Hyperparameter.LEARNING_RATE.require(rate);
  }

  void followSchedule() {
    byHand = Double.NaN;
  }

  /** What was set by hand, by name. */
  Map<String, String> save() {
    Map<String, String> saved = new LinkedHashMap<>();
    if (factor != 1) {
      saved.put(FACTOR, Double.toString(factor));
    }
    if (!Double.isNaN(byHand)) {
      saved.put(RATE, Double.toString(byHand));
    }
    return saved;
  }

  /** Reads what {@link #save} wrote, and changes nothing. */
  static Saved read(Map<String, String> saved) {
    return new Saved(number(saved, FACTOR, 1), number(saved, RATE, Double.NaN));
  }

  /** What was set by hand. */
  record Saved(double factor, double byHand) {}

  private static double number(Map<String, String> saved, String key, double otherwise) {
    String text = saved.get(key);
    if (text == null) {
      return otherwise;
    }
    try {
      return Checks.notNegative("the checkpoint's " + key, Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the checkpoint's " + key + " must be a number, but was \"" + text + "\"", e);
    }
  }

  void load(Saved saved) {
    factor = saved.factor;
    byHand = saved.byHand;
  }
}
