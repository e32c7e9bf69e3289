package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Defaults are pinned, each setter changes its own value only, and bad values are refused. */
class HyperparametersTest {
  private static Arguments invalid(ThrowingCallable call, String message) {
    return Arguments.of(call, message);
  }

  static Stream<Arguments> invalidValues() {
    return Stream.of(
        invalid(() -> Sgd.of(-0.1), "learning rate must be zero or positive, and finite, but was"),
        invalid(() -> Sgd.of(Double.NaN), "learning rate must be zero or positive"),
        invalid(() -> Adam.of(Double.POSITIVE_INFINITY), "learning rate must be zero or positive"),
        invalid(() -> Momentum.of(1).withMomentum(1), "momentum must be in [0, 1), but was 1.0"),
        invalid(
            () -> Momentum.of(1).withMomentum(-0.1), "momentum must be in [0, 1), but was -0.1"),
        invalid(() -> Momentum.of(1).withDampening(1), "dampening must be in [0, 1), but was 1.0"),
        invalid(
            () -> Momentum.of(1).withNesterov().withDampening(0.1),
            "Nesterov needs a momentum above 0 and no dampening, but they were 0.9 and 0.1"),
        invalid(
            () -> Momentum.of(1).withMomentum(0).withNesterov(),
            "Nesterov needs a momentum above 0"),
        invalid(
            () -> AdaGrad.of(1).withLearningRateDecay(-1),
            "learning-rate decay must be zero or positive, and finite, but was -1.0"),
        invalid(
            () -> AdaGrad.of(1).withInitialAccumulator(Double.NaN),
            "initial accumulator must be zero or positive, and finite, but was NaN"),
        invalid(() -> AdaGrad.of(1).withEpsilon(0), "epsilon must be at least 1.17549435E-38"),
        invalid(() -> AdaGrad.of(1).withEpsilon(1e-50), "or it vanishes in single precision"),
        invalid(() -> RmsProp.of(1).withDecay(1), "decay must be in [0, 1), but was 1.0"),
        invalid(() -> RmsProp.of(1).withEpsilon(Double.NaN), "epsilon must be finite, but was NaN"),
        invalid(() -> RmsProp.of(1).withMomentum(2), "momentum must be in [0, 1), but was 2.0"),
        invalid(() -> Adam.of(1).withBetas(1, 0.9), "beta1 must be in [0, 1), but was 1.0"),
        invalid(() -> Adam.of(1).withBetas(0.9, -1), "beta2 must be in [0, 1), but was -1.0"),
        invalid(() -> Adam.of(1).withEpsilon(0), "epsilon must be at least"),
        invalid(() -> Adam.of(1).withEpsilon(1e-37), "epsilon must be at least 3.71"),
        invalid(() -> Adam.of(1).withEpsilonInsideRoot(0), "epsilon must be at least 1.17"),
        invalid(() -> Adam.of(1).withEpsilonInsideRoot(-1), "single precision, but was -1.0"),
        invalid(() -> Adam.of(1).withEpsilonInsideRoot(1e-36), "must be at least 1.17"),
        invalid(
            () -> Adam.of(1).withEpsilon(1e-36).withBetas(0.9, 0.9999999),
            "epsilon must be at least 3.71"),
        invalid(() -> AdamW.of(1).withWeightDecay(-1), "weight decay must be zero or positive"),
        invalid(() -> WeightDecay.l2(Double.NaN), "weight decay must be zero or positive"),
        invalid(() -> new Slot("a/b", 0), "a slot's name must not hold a slash, but was \"a/b\""),
        invalid(() -> Slot.zeros(""), "a slot's name must not be empty"),
        invalid(() -> new Slot("h", Double.NaN), "the initial value of slot \"h\" must be finite"));
  }

  @ParameterizedTest
  @MethodSource("invalidValues")
  void anInvalidValueIsRefusedByName(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  static Stream<Arguments> descriptions() {
    return Stream.of(
        Arguments.of(Sgd.of(0.1), "Sgd[learningRate=0.1]"),
        Arguments.of(
            Momentum.of(0.1),
            "Momentum[learningRate=0.1, momentum=0.9, dampening=0.0, nesterov=false]"),
        Arguments.of(
            Momentum.of(0.1).withDampening(0.25).withMomentum(0.5),
            "Momentum[learningRate=0.1, momentum=0.5, dampening=0.25, nesterov=false]"),
        Arguments.of(
            Momentum.of(0.1).withMomentum(0.5).withNesterov(),
            "Momentum[learningRate=0.1, momentum=0.5, dampening=0.0, nesterov=true]"),
        Arguments.of(
            AdaGrad.of(0.1),
            "AdaGrad[learningRate=0.1, learningRateDecay=0.0, initialAccumulator=0.0,"
                + " epsilon=1.0E-10]"),
        Arguments.of(
            AdaGrad.of(0.1).withEpsilon(1e-7).withInitialAccumulator(0.5).withLearningRateDecay(2),
            "AdaGrad[learningRate=0.1, learningRateDecay=2.0, initialAccumulator=0.5,"
                + " epsilon=1.0E-7]"),
        Arguments.of(
            RmsProp.of(0.1),
            "RmsProp[learningRate=0.1, decay=0.99, epsilon=1.0E-8, momentum=0.0, centered=false]"),
        Arguments.of(
            RmsProp.of(0.1).withCentered().withMomentum(0.5).withEpsilon(1e-7).withDecay(0.9),
            "RmsProp[learningRate=0.1, decay=0.9, epsilon=1.0E-7, momentum=0.5, centered=true]"),
        Arguments.of(
            Adam.of(0.1),
            "Adam[learningRate=0.1, beta1=0.9, beta2=0.999, epsilon=1.0E-8, epsilonRoot=0.0,"
                + " amsgrad=false]"),
        Arguments.of(
            Adam.of(0.1).withAmsgrad().withEpsilonInsideRoot(1e-6).withBetas(0.5, 0.75),
            "Adam[learningRate=0.1, beta1=0.5, beta2=0.75, epsilon=0.0, epsilonRoot=1.0E-6,"
                + " amsgrad=true]"),
        Arguments.of(
            Adam.of(0.1).withEpsilonInsideRoot(1e-6).withEpsilon(1e-5),
            "Adam[learningRate=0.1, beta1=0.9, beta2=0.999, epsilon=1.0E-5, epsilonRoot=0.0,"
                + " amsgrad=false]"),
        Arguments.of(
            AdamW.of(Adam.of(0.1).withBetas(0.5, 0.75)),
            "AdamW[weightDecay=0.01, Adam[learningRate=0.1, beta1=0.5, beta2=0.75, epsilon=1.0E-8,"
                + " epsilonRoot=0.0, amsgrad=false]]"));
  }

  @ParameterizedTest
  @MethodSource("descriptions")
  void defaultsArePinnedAndASetterChangesItsOwnValueOnly(Optimizer rule, String description) {
    assertThat(rule).hasToString(description);
  }

  @Test
  void onlyAdamWDecaysByDefault() {
    assertThat(Adam.of(0.1).weightDecay()).isEqualTo(WeightDecay.NONE);
    assertThat(AdamW.of(0.1).weightDecay()).isEqualTo(WeightDecay.decoupled(0.01));
  }
}
