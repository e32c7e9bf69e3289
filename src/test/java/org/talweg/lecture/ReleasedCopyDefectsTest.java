// SPDX-License-Identifier: Apache-2.0
package org.talweg.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.talweg.optimizer.AdaGrad;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.RmsProp;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.Epsilon;
import org.talweg.rule.Optimizer;
import org.talweg.schedule.Schedule;

/** Copies of optimizers that drop or swap hyperparameters, and defaults stated twice. */
class ReleasedCopyDefectsTest {
  /** Applies the changes in every order; no order may lose one. */
  private static <T extends Optimizer> void assertKept(
      T start, String expected, List<UnaryOperator<T>> changes) {
    if (changes.isEmpty()) {
      assertThat(start.hyperparameters()).hasToString(expected);
    }
    for (int first = 0; first < changes.size(); first++) {
      List<UnaryOperator<T>> rest = new ArrayList<>(changes);
      T changed = rest.remove(first).apply(start);
      assertKept(changed, expected, rest);
    }
  }

  @Test
  void momentumKeepsItsHyperparameters() {
    assertKept(
        Momentum.of(0.5),
        "[learningRate=0.5, momentum=0.7, dampening=0.2, nesterov=false,"
            + " rateInVelocity=false]",
        List.of(m -> m.withMomentum(0.7), m -> m.withDampening(0.2)));
    assertKept(
        Momentum.of(0.5),
        "[learningRate=0.5, momentum=0.7, dampening=0, nesterov=true," + " rateInVelocity=false]",
        List.of(m -> m.withMomentum(0.7), m -> m.withNesterov(true)));
  }

  @Test
  void adaGradKeepsItsHyperparameters() {
    assertKept(
        AdaGrad.of(0.5),
        "[learningRate=0.5, learningRateDecay=0.1, epsilon=Epsilon.outsideRoot(0.3),"
            + " initialAccumulator=0.2]",
        List.of(
            a -> a.withLearningRateDecay(0.1),
            a -> a.withInitialAccumulator(0.2),
            a -> a.withEpsilon(0.3)));
  }

  @Test
  void rmsPropKeepsItsHyperparameters() {
    assertKept(
        RmsProp.of(0.5),
        "[learningRate=0.5, decay=0.1, momentum=0.3, epsilon=Epsilon.outsideRoot(0.2),"
            + " initialAccumulator=0.4, centered=true, nesterov=true,"
            + " rateInVelocity=true, biasCorrection=false]",
        List.of(
            r -> r.withDecay(0.1),
            r -> r.withEpsilon(0.2),
            r -> r.withMomentum(0.3),
            r -> r.withInitialAccumulator(0.4),
            r -> r.withCentered(true),
            r -> r.withNesterov(true),
            r -> r.withRateInVelocity(true)));
  }

  @Test
  void adamKeepsItsHyperparameters() {
    assertKept(
        Adam.of(0.5),
        "[learningRate=0.5, beta1=0.1, beta2=0.2, epsilon=Epsilon.outsideRoot(0.3),"
            + " amsgrad=true, amsgradOfCorrected=false]",
        List.of(a -> a.withBetas(0.1, 0.2), a -> a.withEpsilon(0.3), a -> a.withAmsgrad(true)));
    assertKept(
        Adam.of(0.5),
        "[learningRate=0.5, beta1=0.1, beta2=0.2, epsilon=Epsilon.insideRoot(0.3),"
            + " amsgrad=true, amsgradOfCorrected=false]",
        List.of(
            a -> a.withBetas(0.1, 0.2),
            a -> a.withEpsilon(Epsilon.insideRoot(0.3)),
            a -> a.withAmsgrad(true)));
  }

  @Test
  void adamWKeepsItsDecay() {
    assertKept(
        AdamW.of(0.5),
        "[learningRate=0.5, beta1=0.1, beta2=0.2, epsilon=Epsilon.outsideRoot(0.3), amsgrad=true,"
            + " amsgradOfCorrected=false, weightDecay=WeightDecay.decoupled(0.4)]",
        List.of(
            a -> a.withWeightDecay(0.4),
            a -> a.withBetas(0.1, 0.2),
            a -> a.withEpsilon(0.3),
            a -> a.withAmsgrad(true)));
  }

  @Test
  void aCopyLeavesItsOriginalAsItWas() {
    Adam adam = Adam.of(0.5);
    String before = adam.toString();
    assertThat(adam.withBetas(0.1, 0.2).withEpsilon(0.3).withAmsgrad(true).toString())
        .isNotEqualTo(before);
    assertThat(adam).hasToString(before);
  }

  @Test
  void everyWayToMakeARuleGivesTheSameDefaults() {
    Schedule rate = Schedule.constant(0.5);
    assertThat(Sgd.of(0.5)).hasToString(Sgd.of(rate).toString());
    assertThat(Momentum.of(0.5)).hasToString(Momentum.of(rate).toString());
    assertThat(AdaGrad.of(0.5)).hasToString(AdaGrad.of(rate).toString());
    assertThat(RmsProp.of(0.5)).hasToString(RmsProp.of(rate).toString());
    assertThat(Adam.of(0.5)).hasToString(Adam.of(rate).toString());
    assertThat(AdamW.of(0.5)).hasToString(AdamW.of(rate).toString());
  }
}
