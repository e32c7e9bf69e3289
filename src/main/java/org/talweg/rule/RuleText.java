// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.talweg.internal.Text;
import org.talweg.schedule.Schedule;

/** A rule as the calls that make it; what is at its default is left out. */
final class RuleText {
  private final String type;
  private final Hyperparameters values;
  private final Hyperparameters defaults;
  private final StringBuilder text = new StringBuilder();

  private RuleText(Optimizer rule) {
    type = Text.type(rule.getClass());
    values = rule.hyperparameters();
    defaults = values.defaults();
  }

  static String of(Optimizer rule) {
    RuleText writer = new RuleText(rule);
    String rate = Text.part(writer.values.get(Hyperparameter.LEARNING_RATE));
    writer.text.append(writer.type).append(".of(").append(rate).append(')');
    writer.settings();
    writer.numbers();
    writer.epsilon();
    writer.flags();
    writer.weightDecay();
    writer.caution();
    writer.trustRatio();
    return writer.text.toString();
  }

  private void call(String method, String arguments) {
    text.append('.').append(method).append('(').append(arguments).append(')');
  }

  private static String setter(String name) {
    return "with" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private void settings() {
    for (Setting setting : values.settings()) {
      if (values.get(setting) != defaults.get(setting)) {
        call(setter(setting.name()), setting.text(values.get(setting)));
      }
    }
  }

  private void numbers() {
    Set<Hyperparameter> written = new HashSet<>(List.of(Hyperparameter.LEARNING_RATE));
    for (Hyperparameter number : values.numbers()) {
      if (written.contains(number) || values.get(number).equals(defaults.get(number))) {
        continue;
      }
      String method = setter(number.name());
      List<Hyperparameter> set = List.of(number);
      for (Map.Entry<String, List<Hyperparameter>> together : values.together().entrySet()) {
        if (together.getValue().contains(number)) {
          method = together.getKey();
          set = together.getValue();
        }
      }
      if (set.stream().map(values::get).allMatch(Schedule::isConstant)) {
        call(
            method,
            set.stream().map(values::get).map(Text::part).collect(Collectors.joining(", ")));
        written.addAll(set);
      } else {
        call("with", constant(number) + ", " + scheduled(values.get(number)));
      }
    }
  }

  /** {@code Adam.BETA1} for {@code beta1}. */
  private String constant(Hyperparameter number) {
    String name = number.name().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_");
    return type + "." + name.toUpperCase(Locale.ROOT);
  }

  private static String scheduled(Schedule value) {
    String part = Text.part(value);
    return value.isConstant() ? "Schedule.constant(" + part + ")" : part;
  }

  private void epsilon() {
    if (values.hasEpsilon() && !values.epsilon().equals(defaults.epsilon())) {
      Epsilon epsilon = values.epsilon();
      boolean placed =
          epsilon.place() == defaults.epsilon().place() && epsilon.place() != Epsilon.Place.BOTH;
      call(
          "withEpsilon",
          placed ? Text.of(epsilon.outside() + epsilon.inside()) : epsilon.toString());
    }
  }

  private void flags() {
    for (Flag flag : values.flags()) {
      if (values.is(flag) != defaults.is(flag)) {
        call(setter(flag.name()), Boolean.toString(values.is(flag)));
      }
    }
  }

  private void weightDecay() {
    WeightDecay decay = values.weightDecay();
    if (!decay.equals(defaults.weightDecay())) {
      boolean own =
          !decay.isNone()
              && decay.kind() == defaults.weightDecay().kind()
              && decay.isCautious() == defaults.weightDecay().isCautious()
              && decay.rate().isConstant();
      call("withWeightDecay", own ? Text.part(decay.rate()) : decay.toString());
    }
  }

  private void caution() {
    if (values.caution() != Caution.NONE) {
      call("withCaution", "Caution." + values.caution());
    }
  }

  private void trustRatio() {
    if (values.trustCoefficient() != 0) {
      call("withTrustRatio", Text.of(values.trustCoefficient()));
    }
  }
}
