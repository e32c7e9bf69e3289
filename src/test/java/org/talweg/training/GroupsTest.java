// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.gradient.ClipByNorm;
import org.talweg.gradient.ScaleGradients;
import org.talweg.laws.Saved;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.AdamW;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Sgd;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Parameter;

/** Which parameter is in which group, and what the plan says. */
class GroupsTest {
  private final double[] kernel = {1, 1, 1, 1};
  private final double[] bias = {1};
  private final double[] gradientOfBias = {1};
  private final Parameter[] parameters = {
    Parameter.of("layer.kernel", kernel, new double[] {1, 1, 1, 1}, 2, 2),
    Parameter.of("layer.bias", bias, gradientOfBias)
  };

  private TrainerBuilder sgd() {
    return Trainer.builder(Sgd.of(0.5)).parameters(parameters);
  }

  @Test
  void byPatternPredicateOrListing() {
    for (Group group :
        new Group[] {
          Group.matching("*.bias"),
          Group.where("vectors", (name, shape) -> shape.rank() == 1),
          Group.named("layer.bias"),
          Group.of(parameters[1])
        }) {
      kernel[0] = bias[0] = 1;
      Trainer trainer = sgd().groups(group.withRateFactor(4)).build();
      StepReport report = trainer.step();
      assertThat(kernel[0]).as(group.toString()).isEqualTo(0.5);
      assertThat(bias[0]).as(group.toString()).isEqualTo(-1);
      assertThat(report.learningRate()).isEqualTo(0.5);
      assertThat(report.learningRate(group.withRateFactor(4))).isEqualTo(2);
    }
  }

  @Test
  void aGroupMayHaveItsOwnRuleRateAndDecay() {
    Group own =
        Group.matching("*.bias")
            .withOptimizer(Momentum.of(0.25))
            .withLearningRate(Schedule.constant(1).then(1, 2))
            .withWeightDecay(WeightDecay.l2(1));
    Trainer trainer = sgd().weightDecay(WeightDecay.decoupled(1)).groups(own).build();
    trainer.step();
    assertThat(kernel[0]).isEqualTo(1 - (0.5 * 1 + 0.5));
    assertThat(bias[0]).isEqualTo(1 - 1 * (1 + 1));
    assertThat(trainer.step().learningRate(own)).isEqualTo(2);
  }

  /** With a rule of its own, a group has that rule's decay; without, the trainer's. */
  @Test
  void decayComesFromTheGroupThenItsRuleThenTheTrainer() {
    Trainer trainer =
        sgd()
            .weightDecay(WeightDecay.l2(0.5))
            .groups(
                Group.named("layer.kernel").withOptimizer(AdamW.of(0.1).withWeightDecay(0.25)),
                Group.named("layer.bias").withRateFactor(2))
            .build();
    assertThat(trainer.toString())
        .contains("layer.kernel: 1 parameter, 4 elements, AdamW.of(0.1).withWeightDecay(0.25)")
        .contains("decay WeightDecay.decoupled(0.25)")
        .contains("layer.bias: 1 parameter, 1 elements, Sgd.of(0.5), decay WeightDecay.l2(0.5)")
        .doesNotContain("all others");
  }

  @Test
  void aFrozenGroupIsNotRead() {
    Group frozen = Group.matching("*.bias").frozen();
    gradientOfBias[0] = Double.NaN;
    Trainer trainer =
        sgd().transform(ClipByNorm.global(100).exact()).skipNonFinite().groups(frozen).build();
    StepReport report = trainer.step();
    assertThat(report.skipped()).isFalse();
    assertThat(report.gradientNorm()).isEqualTo(2);
    assertThat(bias[0]).isEqualTo(1);
    assertThat(kernel[0]).isEqualTo(0.5);
    trainer.thaw(frozen);
    assertThat(trainer.step().skipped()).isTrue();
    gradientOfBias[0] = 1;
    trainer.step();
    assertThat(bias[0]).isEqualTo(0.5);
    trainer.freeze(frozen);
    trainer.step();
    assertThat(bias[0]).isEqualTo(0.5);
  }

  /** Adam's first step is η · sign of the gradient, whenever it comes. */
  @Test
  void whatIsThawedLateBeginsWithTheFirstStepOfItsState() {
    Group late = Group.matching("*.bias").withOptimizer(Adam.of(0.125)).frozen();
    Trainer trainer = sgd().groups(late).build();
    for (int i = 0; i < 1000; i++) {
      trainer.step();
    }
    trainer.thaw(late);
    trainer.step();
    assertThat(1 - bias[0]).isCloseTo(0.125, org.assertj.core.api.Assertions.within(1e-8));
    Checkpoint saved = trainer.checkpoint();
    assertThat(Saved.number(saved, "layer.bias/steps")).isEqualTo(1);
    assertThat(saved.step()).isEqualTo(1001);
  }

  @Test
  void whatIsFrozenIsPartOfACheckpoint() {
    Group group = Group.matching("*.bias");
    Trainer trainer = sgd().groups(group).build();
    trainer.freeze(group);
    Checkpoint saved = trainer.checkpoint();
    trainer.thaw(group);
    trainer.restore(saved);
    trainer.step();
    assertThat(bias[0]).isEqualTo(1);
  }

  /** The parameters in no group are "all others" in the plan; a user's group may be called so. */
  @Test
  void aGroupThatIsCalledLikeTheRestIsNotTheRest() {
    Group group = Group.where("all others", (name, shape) -> shape.rank() == 1).frozen();
    Trainer trainer = sgd().groups(group).build();
    trainer.restore(trainer.checkpoint());
    trainer.step();
    assertThat(kernel[0]).isEqualTo(0.5);
    assertThat(bias[0]).isEqualTo(1);
  }

  @Test
  void aGroupMayTransformItsGradients() {
    Group scaled = Group.matching("*.bias").withTransform(new ScaleGradients(4));
    sgd().transform(new ScaleGradients(0.5)).groups(scaled).build().step();
    assertThat(kernel[0]).isEqualTo(1 - 0.25);
    assertThat(bias[0]).isEqualTo(1 - 1);
  }

  @Test
  void aGroupOfNothingIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sgd().groups(Group.matching("*.weight")).build())
        .withMessage("group \"*.weight\" has no parameter among [layer.kernel, layer.bias]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sgd().groups(Group.named("layer.bias", "layer.biass")).build())
        .withMessage(
            "group \"layer.bias, layer.biass\" lists [layer.biass], but there is only"
                + " [layer.kernel, layer.bias]");
    assertThatIllegalArgumentException()
        .isThrownBy(Group::named)
        .withMessage("a group's label must not be empty or hold control characters, but was \"\"");
  }

  @Test
  void aParameterInTwoGroupsIsNamedWithBoth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sgd().groups(Group.matching("*.bias"), Group.matching("layer.*")).build())
        .withMessage("parameter \"layer.bias\" is in two groups, \"*.bias\" and \"layer.*\"");
  }

  @Test
  void twoGroupsOfOneNameAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                sgd()
                    .groups(
                        Group.where("same", (name, shape) -> name.endsWith("bias")),
                        Group.where("same", (name, shape) -> name.endsWith("kernel")))
                    .build())
        .withMessage("two groups are called \"same\"");
  }

  @Test
  void aGroupOfAnotherTrainerIsRefused() {
    Trainer trainer = sgd().groups(Group.matching("*.bias")).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.freeze(Group.matching("*.kernel")))
        .withMessage(
            "the trainer has no Group.matching(\"*.kernel\"), only [Group.matching(\"*.bias\")]");
  }

  @Test
  void aCheckpointOfOtherGroupsIsRefused() {
    Checkpoint grouped = sgd().groups(Group.matching("*.bias")).build().checkpoint();
    Trainer plain = sgd().build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.restore(grouped))
        .withMessage(
            "the parameters of *.bias is none, but the checkpoint's is \"layer.bias\";"
                + " restore(checkpoint, Difference.GROUPS) allows it");
    Checkpoint ungrouped = plain.checkpoint();
    Trainer other = sgd().groups(Group.matching("*.bias")).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> other.restore(ungrouped))
        .withMessageContaining(
            "parameters of *.bias is \"layer.bias\", but the checkpoint's is none");
  }

  @Test
  void thePlanIsShown() {
    Trainer trainer =
        sgd()
            .groups(Group.matching("*.bias").withWeightDecay(WeightDecay.l2(0.1)).frozen())
            .build();
    assertThat(trainer)
        .hasToString(
            String.join(
                System.lineSeparator(),
                "Trainer at step 0: 2 parameters, 5 elements",
                "  *.bias: 1 parameter, 1 elements, Sgd.of(0.5), decay WeightDecay.l2(0.1), frozen",
                "  all others: 1 parameter, 4 elements, Sgd.of(0.5), decay none"));
    assertThat(sgd()).hasToString("TrainerBuilder[Sgd.of(0.5), 2 parameters]");
    assertThat(Group.matching("*.bias").withRateFactor(0.1).frozen())
        .hasToString("Group.matching(\"*.bias\").withRateFactor(0.1).frozen()");
  }

  /** Without extents a matrix is a vector, and "no decay for vectors" would take all weights. */
  @Test
  void aPredicateOverShapesRefusesArraysWithoutExtents() {
    Parameter matrix = Parameter.of("dense.weight", new float[12], new float[12]);
    TrainerBuilder builder =
        Trainer.builder(Sgd.of(0.5))
            .parameters(matrix)
            .groups(Group.where("no decay", (name, shape) -> shape.rank() < 2));
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageStartingWith(
            "group \"no decay\" selects by shape, but parameter \"dense.weight\" was given without"
                + " extents: state them, ");
    Trainer.builder(Sgd.of(0.5))
        .parameters(matrix)
        .groups(Group.where("by name", (name, shape) -> name.startsWith("dense")))
        .build();
    Trainer.builder(Sgd.of(0.5))
        .parameters(Parameter.of("bias", new float[12], new float[12], 12))
        .groups(Group.where("no decay", (name, shape) -> shape.rank() < 2))
        .build();
  }
}
