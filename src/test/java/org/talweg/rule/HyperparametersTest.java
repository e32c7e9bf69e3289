// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.engine.RuleRun;
import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.Momentum;
import org.talweg.schedule.Schedule;

/** Defaults are pinned, rules are values, and bad values are refused by name. */
class HyperparametersTest {
  private static final List<Double> NEVER_ALLOWED =
      List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1.0);

  private static final List<Double> NOT_FINITE = NEVER_ALLOWED.subList(0, 3);

  /** Takes numbers that may be negative. */
  private static final String SIGNED = "withCoefficients";

  static Stream<Variant> variants() {
    return Catalogue.variants();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void namesAndDefaultsArePinned(Variant variant) {
    Optimizer rule = variant.at().apply(0.5);
    assertThat(rule.getClass().getSimpleName() + rule.hyperparameters()).isEqualTo(variant.text());
  }

  @ParameterizedTest
  @MethodSource("variants")
  void rulesAreEqualByClassAndValues(Variant variant) {
    Optimizer rule = variant.at().apply(0.5);
    assertThat(rule).isEqualTo(variant.at().apply(0.5)).hasSameHashCodeAs(variant.at().apply(0.5));
    assertThat(rule).isNotEqualTo(variant.at().apply(0.25));
    assertThat(Catalogue.variants().filter(other -> other.at().apply(0.5).equals(rule))).hasSize(1);
  }

  /** Whatever a factory or setter takes as a number, it refuses what can't be one. */
  @ParameterizedTest
  @MethodSource("variants")
  void everyNumberIsChecked(Variant variant) throws ReflectiveOperationException {
    Optimizer rule = variant.at().apply(0.5);
    for (Method method : rule.getClass().getMethods()) {
      boolean numbers =
          method.getParameterCount() > 0
              && Arrays.stream(method.getParameterTypes()).allMatch(double.class::equals);
      boolean ours = Optimizer.class.isAssignableFrom(method.getReturnType());
      if (!numbers || !ours) {
        continue;
      }
      for (int position = 0; position < method.getParameterCount(); position++) {
        for (double bad : method.getName().equals(SIGNED) ? NOT_FINITE : NEVER_ALLOWED) {
          Object[] arguments = new Object[method.getParameterCount()];
          Arrays.fill(arguments, 0.5);
          arguments[position] = bad;
          Object target = Modifier.isStatic(method.getModifiers()) ? null : rule;
          assertThatThrownBy(() -> invoke(method, target, arguments))
              .as("%s%s", method, Arrays.toString(arguments))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("but was " + bad);
        }
      }
    }
  }

  private static void invoke(Method method, Object target, Object... arguments) throws Throwable {
    try {
      method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Arguments invalid(ThrowingCallable call, String message) {
    return Arguments.of(call, message);
  }

  static Stream<Arguments> invalidValues() {
    return Stream.of(
        invalid(() -> Momentum.of(1).withMomentum(1), "momentum must be in [0, 1), but was 1.0"),
        invalid(
            () -> Momentum.of(1).withNesterov(true).withDampening(0.1),
            "Nesterov needs a momentum above 0 and no dampening, but they were 0.9 and 0.1"),
        invalid(
            () -> Momentum.of(1).withMomentum(0).withNesterov(true),
            "Nesterov needs a momentum above 0"),
        invalid(() -> AdaGrad.of(1).withEpsilon(0), "epsilon must be at least 1.0E-30"),
        invalid(() -> AdaGrad.of(1).withEpsilon(1e-50), "epsilon must be at least 1.0E-30"),
        invalid(() -> Adam.of(1).withBetas(0.9, 1), "beta2 must be in [0, 1), but was 1.0"),
        invalid(
            () -> Adam.of(1).withEpsilon(0),
            "epsilon must be at least 1.0E-30 and finite, but was 0.0"),
        invalid(
            () -> Adam.of(1).withEpsilon(Epsilon.insideRoot(0)),
            "epsilon must be at least 1.0E-30 and finite, but was 0.0"),
        invalid(() -> AdamW.of(1).withWeightDecay(-1), "weight decay must be zero or positive"),
        invalid(() -> WeightDecay.l2(Double.NaN), "weight decay must be zero or positive"),
        invalid(
            () -> Slot.lasting("a/b", 0), "a slot's name must not hold a slash, but was \"a/b\""),
        invalid(() -> Slot.lasting("", 0), "a slot's name must not be empty"),
        invalid(
            () -> Slot.lasting("h", Double.NaN), "the initial value of slot \"h\" must be finite"),
        invalid(
            () ->
                Hyperparameters.declare(
                    Hyperparameter.fraction("beta", 0), Hyperparameter.fraction("beta", 0)),
            "two hyperparameters have the same name"));
  }

  @ParameterizedTest
  @MethodSource("invalidValues")
  void anInvalidValueIsRefusedByName(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aScheduledValueIsCheckedAtTheStepWhereItOccurs() {
    Schedule rises = t -> t < 3 ? 0.9 : 1.5;
    RuleRun numbers = RuleRun.of(Momentum.of(0.1).with(Momentum.MOMENTUM, rises), WeightDecay.NONE);
    numbers.compute(1);
    numbers.compute(2);
    assertThatThrownBy(() -> numbers.compute(3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Momentum.of(0.1).with(Momentum.MOMENTUM, <lambda>): ")
        .hasMessageContaining("momentum must be in [0, 1), but at step 3 it was 1.5");
  }

  @Test
  void onlyRulesCalledAdamWDecayByDefault() {
    Catalogue.variants()
        .filter(variant -> !variant.label().equals("adamw"))
        .filter(variant -> !variant.label().equals("stableadamw"))
        .forEach(
            variant ->
                assertThat(variant.rule().hyperparameters().weightDecay())
                    .isEqualTo(WeightDecay.NONE));
    assertThat(AdamW.of(0.1).hyperparameters().weightDecay())
        .isEqualTo(WeightDecay.decoupled(0.01));
  }
}
