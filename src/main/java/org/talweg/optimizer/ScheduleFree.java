// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import java.util.ArrayList;
import java.util.List;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Running;
import org.talweg.rule.Setting;
import org.talweg.rule.Slot;
import org.talweg.rule.StepNumbers;

/**
 * The common part of the schedule-free rules: the average x that is the result, the base z that the
 * rule moves, and the weights y between the two, at which gradients are taken.
 *
 * <pre>
 * x ← x + c·(z − x)                    c = a / Σa,  a = t^p·(largest η so far)^q
 * y = β·x + (1 − β)·z
 * </pre>
 */
final class ScheduleFree {
  static final Hyperparameter BETA = Hyperparameter.fraction("beta", 0.9);
  static final Setting STEP_POWER = Setting.notNegative("stepPower", 0);
  static final Setting RATE_POWER = Setting.notNegative("ratePower", 2);

  static final Slot BASE = Slot.copyOfWeights("base_weight");
  static final Slot AVERAGE = Slot.copyOfWeights("averaged_weight");
  static final Running LARGEST_RATE = Running.of("largest_rate", 0);
  static final Running WEIGHT = Running.of("averaging_weight", 0);

  enum Step {
    RATE,
    OLD2,
    NEW2,
    EPSILON,
    FIRST,
    OLD_X,
    OFF_X,
    NEW_X,
    OLD_Y,
    OFF_Y,
    NEW_Y
  }

  private ScheduleFree() {}

  /**
   * Sets the numbers of the average and of the mixture.
   *
   * @param rate the rate at which the base moves, by which the average weighs it
   */
  static void mix(StepNumbers s, Hyperparameters values, double rate) {
    double largest = Math.max(s.running(LARGEST_RATE), rate);
    double weight =
        power((double) s.stateStep(), values.get(STEP_POWER))
            * power(largest, values.get(RATE_POWER));
    double sum = s.running(WEIGHT) + weight;
    double share = sum == 0 ? 0 : weight / sum;
    s.setRunning(LARGEST_RATE, largest);
    s.setRunning(WEIGHT, sum);
    double beta = s.get(BETA);
    s.set(Step.FIRST, s.stateStep() == 1 ? 1 : 0);
    s.set(Step.OLD_X, Average.old(1 - share));
    s.set(Step.OFF_X, Average.off(1 - share));
    s.set(Step.NEW_X, share);
    s.set(Step.OLD_Y, Average.old(beta));
    s.set(Step.OFF_Y, Average.off(beta));
    s.set(Step.NEW_Y, 1 - beta);
  }

  /**
   * The equations of a rule.
   *
   * @param rate the rate at which the base moves
   * @param base how it moves
   */
  static List<String> equations(String rate, String... base) {
    List<String> lines = new ArrayList<>();
    lines.add("z ← z + max(2 − t, 0)·(w − z)");
    lines.add("x ← x + max(2 − t, 0)·(w − x)");
    lines.addAll(List.of(base));
    lines.add("L ← max(L, " + rate + ")");
    lines.add("a = t^{stepPower}·L^{ratePower}");
    lines.add("A ← A + a");
    lines.add("x ← x + a / A·(z − x) if A > 0");
    lines.add("w ← {beta}·x + (1 − {beta})·z");
    return List.copyOf(lines);
  }

  private static double power(double base, double exponent) {
    return exponent == 0 ? 1 : exponent == 2 ? base * base : StrictMath.pow(base, exponent);
  }
}
