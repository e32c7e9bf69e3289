// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.talweg.rule.WeightDecay.Kind;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Tensor;

/** Describes a step for people: each group's formula with that step's numbers in it. */
final class Explanation {
  private static final String NEW_LINE = System.lineSeparator() + "    ";
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
              formula(group, rates.rate(group, step), step)));
    }
    return text.toString();
  }

  private static String shown(double value) {
    return Text.of(new BigDecimal(value).round(DIGITS).doubleValue());
  }

  private static final String CAUTIOUS = " where the rule moves the weight towards zero, or not";

  /** The decay, then the rule's equations with their numbers; or its numbers, if it has none. */
  private static String formula(RuleGroup group, double rate, long step) {
    Map<String, String> numbers = numbers(group, rate, step);
    List<String> equations = group.optimizer().equations();
    StringJoiner lines = new StringJoiner(NEW_LINE);
    if (equations.isEmpty()) {
      StringJoiner list = new StringJoiner(", ");
      numbers.forEach((name, value) -> list.add(name + " " + value));
      lines.add(list + "; " + decay(group.weightDecay(), rate, step));
      return lines.toString();
    }
    WeightDecay decay = group.weightDecay();
    boolean l2 = decay.kind() == Kind.L2;
    boolean apart =
        !decay.equals(WeightDecay.NONE)
            && equations.stream().noneMatch(line -> line.contains(l2 ? "{l2}" : "{decoupled}"));
    String lambda = shown(decay.rate().at(step));
    numbers.put("l2", l2 ? lambda : "0");
    numbers.put("decoupled", l2 ? "0" : lambda);
    if (apart && l2) {
      lines.add(decay(decay, rate, step));
    }
    equations.forEach(line -> lines.add(filled(line, numbers)));
    switch (group.optimizer().hyperparameters().caution()) {
      case NONE -> {}
      case MASK ->
          lines.add("where this change of w agrees with g in sign, divided by the share of it");
      case GRAMS -> lines.add("with the sign of g in place of that of this change of w");
    }
    if (apart && !l2) {
      lines.add(decay(decay, rate, step));
    } else if (decay.isCautious()) {
      lines.add("with decay" + CAUTIOUS);
    }
    double trust = group.optimizer().hyperparameters().trustCoefficient();
    if (trust != 0) {
      lines.add("and all this is made " + shown(rate * trust) + "·‖w‖ long, in each parameter");
    }
    return lines + ages(group);
  }

  private static String filled(String line, Map<String, String> numbers) {
    String text = line;
    for (Map.Entry<String, String> number : numbers.entrySet()) {
      text = text.replace("{" + number.getKey() + "}", number.getValue());
    }
    return text;
  }

  /** The value of t, if it is the same for all parameters of the group. */
  private static String ages(RuleGroup group) {
    List<Long> ages =
        group.members().stream().map(member -> member.run().age()).distinct().toList();
    return NEW_LINE
        + "t = "
        + (ages.size() == 1 ? ages.get(0) + 1 : "the parameter's own: some have missed steps");
  }

  private static Map<String, String> numbers(RuleGroup group, double rate, long step) {
    Hyperparameters values = group.optimizer().hyperparameters();
    Map<String, String> numbers = new LinkedHashMap<>();
    for (Hyperparameter number : values.numbers()) {
      boolean isRate = number == Hyperparameter.LEARNING_RATE;
      numbers.put(number.name(), shown(isRate ? rate : values.get(number).at(step)));
    }
    if (values.hasEpsilon()) {
      numbers.put("epsilon", values.epsilon().toString());
    }
    for (Setting setting : values.settings()) {
      numbers.put(setting.name(), Text.of(values.get(setting)));
    }
    for (Flag flag : values.flags()) {
      numbers.put(flag.name(), String.valueOf(values.is(flag)));
    }
    return numbers;
  }

  /** The decay as it acts on a weight or its gradient. */
  private static String decay(WeightDecay decay, double rate, long step) {
    if (decay.equals(WeightDecay.NONE)) {
      return "no weight decay";
    }
    double lambda = decay.rate().at(step);
    return switch (decay.kind()) {
      case L2 -> "g ← g + " + shown(lambda) + "·w";
      case DECOUPLED -> decoupled(decay, rate * lambda);
      case DECOUPLED_WITHOUT_RATE -> decoupled(decay, lambda);
    };
  }

  private static String decoupled(WeightDecay decay, double share) {
    return "and besides, "
        + shown(share)
        + "·w is taken from w, as it was before the step"
        + (decay.isCautious() ? CAUTIOUS : "");
  }
}
