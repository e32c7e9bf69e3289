// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.StringJoiner;
import org.talweg.engine.Member;
import org.talweg.engine.RuleGroup;
import org.talweg.internal.Text;
import org.talweg.rule.Flag;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Hyperparameters;
import org.talweg.rule.Setting;
import org.talweg.rule.Slot;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Tensor;

/** What a trainer does at a step, for people: each group's rule with the numbers of that step. */
final class Explanation {
  private static final MathContext DIGITS = new MathContext(6);

  private Explanation() {}

  /** The bytes of a group's slots, of those that are in the list. */
  static long stateBytes(RuleGroup group, boolean averaged, boolean addsUp) {
    long bytes = 0;
    for (Member member : group.members()) {
      Tensor value = member.parameter().value();
      long size = value.dataType() == DataType.FLOAT32 ? Float.BYTES : Double.BYTES;
      for (Slot slot : group.rule().slots()) {
        bytes += size * slot.shape(value.shape()).size();
      }
      bytes += averaged ? size * value.size() : 0;
      bytes += addsUp ? size * value.size() : 0;
    }
    return bytes;
  }

  static String of(Grouping grouping, Rates rates, boolean averaged, boolean addsUp, long step) {
    StringBuilder text = new StringBuilder("Step " + step);
    for (RuleGroup group : grouping.occupied()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n  %s: %,d %s, %,d elements, %,d bytes of state%s%n    %s%n    %s",
              group.label(),
              group.parameters(),
              group.parameters() == 1 ? "parameter" : "parameters",
              group.elements(),
              stateBytes(group, averaged, addsUp),
              group.isFrozen() ? ", frozen" : "",
              group.optimizer(),
              numbers(group, rates.rate(group, step), step)));
    }
    return text.toString();
  }

  private static String shown(double value) {
    return Text.of(new BigDecimal(value).round(DIGITS).doubleValue());
  }

  private static String numbers(RuleGroup group, double rate, long step) {
    Hyperparameters values = group.optimizer().hyperparameters();
    StringJoiner numbers = new StringJoiner(", ");
    for (Hyperparameter number : values.numbers()) {
      boolean isRate = number == Hyperparameter.LEARNING_RATE;
      numbers.add(number.name() + " " + shown(isRate ? rate : values.get(number).at(step)));
    }
    if (values.hasEpsilon()) {
      numbers.add("epsilon " + values.epsilon());
    }
    for (Setting setting : values.settings()) {
      numbers.add(setting.name() + " " + Text.of(values.get(setting)));
    }
    for (Flag flag : values.flags()) {
      numbers.add(flag.name() + " " + values.is(flag));
    }
    return numbers + "; " + decay(group.weightDecay(), rate, step);
  }

  /** The decay as it acts on a weight or its gradient. */
  private static String decay(WeightDecay decay, double rate, long step) {
    if (decay.equals(WeightDecay.NONE)) {
      return "no weight decay";
    }
    double lambda = decay.rate().at(step);
    return switch (decay.kind()) {
      case L2 -> "g ← g + " + shown(lambda) + "·w";
      case DECOUPLED -> "w ← w − (" + shown(rate * lambda) + "·w + change)";
      case DECOUPLED_WITHOUT_RATE -> "w ← w − (" + shown(lambda) + "·w + change)";
    };
  }
}
