// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

/** The contract of a rule, as far as it is checked. */
class RuleTest {
  private enum Step {
    RATE,
    OTHER
  }

  private static final Hyperparameter FACTOR = Hyperparameter.fraction("factor", 0.5);

  private static Rule rule(Enum<?>... names) {
    return Rule.of(names, s -> {}, c -> {}, c -> {});
  }

  @Test
  void namesAreAllConstantsOfAnEnumInTheirOrder() {
    assertThat(rule(Step.values()).slots()).isEmpty();
    assertThat(rule().running()).isEmpty();
    for (Enum<?>[] wrong :
        new Enum<?>[][] {
          {Step.RATE},
          {Step.OTHER, Step.RATE},
          {Step.RATE, Thread.State.RUNNABLE},
          {Step.RATE, Step.OTHER, Step.OTHER}
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> rule(wrong))
          .withMessageContaining("must be all constants of an enum, but were [");
    }
  }

  @Test
  void stateHasDifferentNames() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rule().withSlots(Slot.fading("a", FACTOR), Slot.lasting("a", 1)))
        .withMessage(
            "the slots and running numbers of a rule must have different names, but were [a, a]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> rule().withSlots(Slot.fading("a", FACTOR)).withRunning(Running.of("a", 1)));
  }

  private static final class Odd extends AbstractOptimizer<Odd> {
    private final AtomicInteger asked = new AtomicInteger();
    private final Slot slot = Slot.lasting("state", 0);
    private final Slot undeclared = Slot.lasting("state", 0);
    private final double number;

    Odd(double number) {
      super(Hyperparameters.declare());
      this.number = number;
    }

    @Override
    protected Odd with(Hyperparameters changed) {
      return new Odd(number);
    }

    @Override
    public Rule rule() {
      asked.incrementAndGet();
      return Rule.of(
              Step.values(), s -> s.set(Step.OTHER, number), c -> c.slot(undeclared), c -> {})
          .withSlots(slot);
    }
  }

  private static final class Undeclared extends AbstractOptimizer<Undeclared> {
    Undeclared() {
      super(Hyperparameters.declare());
    }

    @Override
    protected Undeclared with(Hyperparameters changed) {
      return new Undeclared();
    }

    @Override
    public Rule rule() {
      return RuleTest.rule().withSlots(Slot.fading("state", FACTOR));
    }
  }

  @Test
  void whatASlotFadesByIsOneOfTheRulesHyperparameters() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer(new Undeclared()))
        .withMessageStartingWith("factor 0.5, in [0, 1) is not one of [learningRate");
  }

  private static Trainer trainer(Optimizer rule) {
    return Trainer.of(rule, Parameter.of("w", FloatTensor.zeros(1)));
  }

  @Test
  void aRuleIsAskedForOnceByATrainer() {
    Odd rule = new Odd(1);
    trainer(rule);
    assertThat(rule.asked).hasValue(1);
  }

  @Test
  void aNumberThatIsNotFiniteIsAnErrorThatNamesIt() {
    Trainer trainer = trainer(new Odd(Double.NaN));
    assertThatIllegalStateException()
        .isThrownBy(trainer::step)
        .withMessage(
            "org.talweg.rule.RuleTest$Odd.of(0): the number OTHER must be finite, but at step 1 it was NaN");
    trainer.checkpoint();
  }

  @Test
  void aSlotThatWasNotDeclaredIsAnErrorThatSaysWhichWere() {
    assertThatIllegalStateException()
        .isThrownBy(trainer(new Odd(1))::step)
        .withMessageContaining(
            "the rule has no slot state from 0.0, lasting, only [state from 0.0, lasting]");
  }
}
