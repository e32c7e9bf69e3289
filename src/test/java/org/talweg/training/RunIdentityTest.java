// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.gradient.ClipByNorm;
import org.talweg.gradient.GradientEffect;
import org.talweg.gradient.GradientTransform;
import org.talweg.gradient.ScaleGradients;
import org.talweg.optimizer.Adam;
import org.talweg.optimizer.Momentum;
import org.talweg.optimizer.Sgd;
import org.talweg.projection.Interval;
import org.talweg.projection.MaxNorm;
import org.talweg.projection.Simplex;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.ReduceOnPlateau;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.Parameter;

/** A run is restored by a trainer of the same run, and by no other without being told. */
class RunIdentityTest {
  private record Row(String difference, UnaryOperator<TrainerBuilder> set) {}

  private static TrainerBuilder builder() {
    return Trainer.builder(Momentum.of(0.1))
        .parameters(
            Parameter.of("body", new float[8], new float[8], 8),
            Parameter.of("head", new float[8], new float[8], 8));
  }

  private static UnaryOperator<TrainerBuilder> group(UnaryOperator<Group> set) {
    return builder -> builder.groups(set.apply(Group.matching("body")));
  }

  /** Everything that belongs to what a run is. */
  private static final List<Row> RUNS =
      List.of(
          new Row("nothing", builder -> builder),
          new Row("weight decay", b -> b.weightDecay(WeightDecay.l2(0.1))),
          new Row("weight decay", b -> b.weightDecay(WeightDecay.decoupled(0.1))),
          new Row("transforms", b -> b.transform(ClipByNorm.global(1))),
          new Row("transforms", b -> b.transform(ClipByNorm.global(2))),
          new Row("transforms", b -> b.transform(ClipByNorm.perParameter(1))),
          new Row(
              "transforms",
              b -> b.transform(new ScaleGradients(0.5)).transform(ClipByNorm.global(1))),
          new Row(
              "transforms",
              b -> b.transform(ClipByNorm.global(1)).transform(new ScaleGradients(0.5))),
          new Row("projections", b -> b.project(Interval.nonNegative())),
          new Row("projections", b -> b.project(new Interval(0, 1))),
          new Row("projections", b -> b.project(MaxNorm.perRow(1))),
          new Row("projections", b -> b.project(MaxNorm.perColumn(1))),
          new Row("projections of body", group(g -> g.withProjection(new Simplex(1)))),
          new Row("average", b -> b.average(WeightAverage.exponential(0.9))),
          new Row("average", b -> b.average(WeightAverage.exponential(0.99))),
          new Row("average", b -> b.average(WeightAverage.exponential(0.9).every(2))),
          new Row("maximize", TrainerBuilder::maximize),
          new Row("skip non-finite", TrainerBuilder::skipNonFinite),
          new Row("skip non-finite", TrainerBuilder::skipNonFiniteSquares),
          new Row("number of batches in a step", b -> b.accumulate(2)),
          new Row("number of batches in a step", b -> b.accumulate(3)),
          new Row("plateau", b -> b.reduceOnPlateau(ReduceOnPlateau.of(0.5, 2))),
          new Row("plateau", b -> b.reduceOnPlateau(ReduceOnPlateau.of(0.5, 2).withCoolDown(1))),
          new Row("rule of body", group(g -> g)),
          new Row("rate factor of body", group(g -> g.withRateFactor(0.1))),
          new Row("rate factor of body", group(g -> g.withRateFactor(10))),
          new Row("learning rate of body", group(g -> g.withLearningRate(0.1))),
          new Row("learning rate of body", group(g -> g.withLearningRate(Schedule.cosine(0.1, 9)))),
          new Row("rule of body", group(g -> g.withOptimizer(Momentum.of(0.2)))),
          new Row("weight decay of body", group(g -> g.withWeightDecay(WeightDecay.l2(0.1)))),
          new Row("transforms of body", group(g -> g.withTransform(ClipByNorm.global(1)))),
          new Row("transforms of body", group(g -> g.withTransform(ClipByNorm.global(2)))),
          new Row(
              "parameters of body",
              b -> b.groups(Group.where("body", (name, shape) -> name.equals("head")))));

  @Test
  void aRunIsRestoredByTheSameRunAlone() {
    List<Map<String, String>> texts = new ArrayList<>();
    for (Row saved : RUNS) {
      Checkpoint checkpoint = saved.set().apply(builder()).build().checkpoint();
      for (Row other : RUNS) {
        Trainer trainer = other.set().apply(builder()).build();
        if (saved.equals(other)) {
          assertThatCode(() -> trainer.restore(checkpoint)).doesNotThrowAnyException();
        } else {
          assertThatIllegalArgumentException()
              .as("%s restores %s", other, saved)
              .isThrownBy(() -> trainer.restore(checkpoint))
              .withMessageMatching(".*; restore\\(checkpoint, Difference\\.[A-Z]+\\) allows it")
              .withMessageMatching(
                  ".*(" + saved.difference() + "|" + other.difference() + "|body).*");
        }
      }
      assertThat(texts).doesNotContain(checkpoint.metadata());
      texts.add(checkpoint.metadata());
    }
  }

  @Test
  void aRunIsWrittenWithItsFormatAndWithoutDefaults() {
    assertThat(builder().build().checkpoint().metadata())
        .containsEntry("run format", "1")
        .containsEntry("rule", "Momentum.of(0.1)")
        .doesNotContainKeys("weight decay", "transforms", "average", "maximize", "plateau");
    assertThat(
            builder()
                .weightDecay(WeightDecay.NONE)
                .groups(Group.matching("body").withRateFactor(Schedule.constant(0.5).times(2)))
                .build()
                .checkpoint()
                .metadata())
        .doesNotContainKeys("weight decay", "rate factor of body");
  }

  @Test
  void anotherFormatIsRefused() {
    Trainer trainer = builder().build();
    Checkpoint saved = trainer.checkpoint();
    Checkpoint newer = saved.withMetadata("run format", "2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.restore(newer))
        .withMessageStartingWith("the checkpoint's run is written in format 2, but this is 1");
  }

  private record Nameless() implements GradientTransform {
    @Override
    public GradientEffect effect() {
      return GradientEffect.multiply(step -> 0.5);
    }
  }

  @Test
  void whatHasNoTextIsNamed() {
    Trainer trainer =
        Trainer.builder(Sgd.of(0.1))
            .parameters(Parameter.of("w", new float[2], new float[2], 2))
            .transform(new Nameless())
            .build();
    Checkpoint saved = trainer.checkpoint();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.restore(saved))
        .withMessageContaining("<org.talweg.training.RunIdentityTest$Nameless> can't be compared");
    trainer.restore(saved, Difference.values());
  }

  @Test
  void aStepIsExplainedBeforeItIsTaken() {
    Trainer trainer =
        builder()
            .groups(
                Group.matching("body")
                    .withOptimizer(Adam.of(Schedule.linear(0.1, 0, 10)))
                    .withRateFactor(0.5)
                    .withWeightDecay(WeightDecay.decoupled(0.1)))
            .average(WeightAverage.equal())
            .build();
    trainer.step();
    assertThat(trainer.explain().lines().map(String::strip))
        .containsExactly(
            "Step 2",
            "body: 1 parameter, 8 elements, 96 bytes of state",
            "Adam.of(Schedule.linear(0.1, 0, 10))",
            "m ← 0.9·m + (1 − 0.9)·g",
            "v ← 0.999·v + (1 − 0.999)·g²",
            "m̂ = m / (1 − 0.9^t)",
            "v̂ = v / (1 − 0.999^t)",
            "w ← w − 0.045·m̂ / (√v̂ + 1e-8)",
            "and besides, 0.0045·w is taken from w, as it was before the step",
            "t = 2",
            "all others: 1 parameter, 8 elements, 64 bytes of state",
            "Momentum.of(0.1)",
            "p = g",
            "v ← 0.9·v + p",
            "w ← w − 0.1·v",
            "t = 2");
  }

  /** Eight floats in body and eight in head: velocities, and averages if they are kept. */
  @Test
  void theBytesOfStateAreKnownBeforeTheTrainerIsBuilt() {
    assertThat(builder().stateBytes()).isEqualTo(64);
    assertThat(builder().average(WeightAverage.equal()).stateBytes()).isEqualTo(128);
    assertThat(builder().groups(Group.matching("body").withOptimizer(Adam.of(0.1))).stateBytes())
        .isEqualTo(96);
  }
}
