// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.gradient.ScaleGradients;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;
import org.talweg.training.BareRule;
import org.talweg.training.Group;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;

/**
 * Random trainers, called at random, against a plain reference: a bare rule over a copy of each
 * parameter. Longer with {@code -Dtalweg.random=<trainers>}, from another seed with {@code
 * -Dtalweg.random.seed=<seed>}.
 */
class RandomTrainingTest {
  private static final int TRAINERS = Integer.getInteger("talweg.random", 150);
  private static final long SEED = Long.getLong("talweg.random.seed", 2026);

  /** Fewer than it takes until tiny state vanishes, which a bare rule does not do. */
  private static final int STEPS = 28;

  /** Numbers that are carried tell at which rates they were; a bare rule knows one alone. */
  private static final List<Variant> VARIANTS =
      Catalogue.variants()
          .filter(row -> row.rule().rule().isElementwise())
          .filter(row -> row.rule().rule().running().isEmpty())
          .toList();

  @Test
  void everyCallLeavesTheBitsThatItShould() {
    for (int i = 0; i < TRAINERS; i++) {
      new Run(SEED + i).play();
    }
  }

  private static final class Run {
    private final long seed;
    private final SplittableRandom random;
    private final DataType type;
    private final Place place;
    private final Trainer trainer;
    private final List<Group> groups = new ArrayList<>();
    private final List<Parameter> parameters;
    private final List<Reference> references = new ArrayList<>();
    private double factor = 1;

    Run(long seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      this.type = random.nextBoolean() ? DataType.FLOAT32 : DataType.FLOAT64;
      Place[] places = Place.values();
      this.place = places[random.nextInt(places.length)];
      int[] sizes = new int[1 + random.nextInt(6)];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] =
            1 + random.nextInt(random.nextBoolean() ? 20 : random.nextBoolean() ? 400 : 9000);
      }
      this.parameters = place.move(type, new Model(type, seed, sizes).parameters);
      this.trainer = build();
    }

    private Trainer build() {
      Variant own = variant();
      double scale = random.nextBoolean() ? 1 : 0.25;
      boolean maximizes = random.nextInt(5) == 0;
      TrainerBuilder builder =
          Trainer.builder(own.rule())
              .parameters(parameters)
              .threads(1 + random.nextInt(3))
              .chunkSize(1024 << random.nextInt(3));
      if (scale != 1) {
        builder.transform(new ScaleGradients(scale));
      }
      if (maximizes) {
        builder.maximize();
      }
      if (random.nextBoolean()) {
        builder.zeroGradientsAfterStep();
      }
      for (Parameter parameter : parameters) {
        double signed = maximizes ? -scale : scale;
        if (random.nextInt(3) > 0) {
          references.add(new Reference(parameter, own.at(), own.rate(), signed, own.rule()));
          continue;
        }
        Variant other = variant();
        WeightDecay decay = WeightDecay.decoupled(0.125);
        Group group =
            Group.named(parameter.name()).withOptimizer(other.rule()).withWeightDecay(decay);
        groups.add(group);
        references.add(
            new Reference(parameter, other.at(), other.rate(), signed, other.rule(), decay, group));
      }
      return builder.groups(groups).build();
    }

    private Variant variant() {
      return VARIANTS.get(random.nextInt(VARIANTS.size()));
    }

    void play() {
      Checkpoint saved = trainer.checkpoint();
      List<Reference> then = copies(references);
      double factorThen = factor;
      long stepThen = 0;
      while (trainer.stepCount() < STEPS) {
        switch (random.nextInt(12)) {
          case 0 -> {
            saved = trainer.checkpoint();
            then = copies(references);
            factorThen = factor;
            stepThen = trainer.stepCount();
          }
          case 1 -> {
            trainer.restore(saved);
            references.clear();
            references.addAll(copies(then));
            factor = factorThen;
            assertThat(trainer.stepCount()).as("seed %d", seed).isEqualTo(stepThen);
          }
          case 2 -> {
            factor = random.nextBoolean() ? 1 : 0.5;
            trainer.setRateFactor(factor);
          }
          case 3 -> freeze();
          case 4 -> step(true);
          default -> step(false);
        }
        check();
      }
    }

    private void freeze() {
      if (!groups.isEmpty()) {
        Group group = groups.get(random.nextInt(groups.size()));
        boolean frozen = random.nextBoolean();
        if (frozen) {
          trainer.freeze(group);
        } else {
          trainer.thaw(group);
        }
        references.stream()
            .filter(reference -> reference.group.equals(group))
            .forEach(reference -> reference.frozen = frozen);
      }
    }

    private void step(boolean someAbsent) {
      List<String> present = new ArrayList<>();
      long next = trainer.stepCount() + 1;
      for (int i = 0; i < parameters.size(); i++) {
        Tensor gradient = parameters.get(i).gradient().tensor();
        for (int k = 0; k < gradient.size(); k++) {
          set(gradient, k, random.nextInt(9) == 0 ? 0 : 2 * random.nextDouble() - 1);
        }
        if (!someAbsent || random.nextInt(3) > 0) {
          present.add(parameters.get(i).name());
          references.get(i).step(next, factor, Model.elements(gradient.copy()));
        }
      }
      if (someAbsent) {
        trainer.stepOnly(present);
      } else {
        trainer.step();
      }
    }

    private static void set(Tensor gradient, int index, double element) {
      if (gradient instanceof FloatTensor floats) {
        floats.set(index, (float) element);
      } else if (gradient instanceof DoubleTensor doubles) {
        doubles.set(index, element);
      }
    }

    private void check() {
      for (int i = 0; i < parameters.size(); i++) {
        assertThat(Model.elements(parameters.get(i).value().copy()))
            .as("seed %d, step %d, %s, %s", seed, trainer.stepCount(), place, trainer)
            .isEqualTo(references.get(i).weights());
      }
    }

    private static List<Reference> copies(List<Reference> references) {
      return new ArrayList<>(references.stream().map(Reference::copy).toList());
    }
  }

  /** One parameter under a bare rule. */
  private static final class Reference {
    private final DoubleFunction<Optimizer> at;
    private final double rate;
    private final double scale;
    private final WeightDecay decay;
    private final Group group;
    private final boolean single;
    private final double[] weights;
    private final float[] singleWeights;
    private final double[][] state;
    private final float[][] singleState;
    private double ratio = 1;
    private BareRule rule;
    private long age;
    private boolean frozen;

    Reference(
        Parameter parameter,
        DoubleFunction<Optimizer> at,
        double rate,
        double scale,
        Optimizer rule) {
      this(
          parameter,
          at,
          rate,
          scale,
          rule,
          rule.hyperparameters().weightDecay(),
          Group.matching("none"));
    }

    Reference(
        Parameter parameter,
        DoubleFunction<Optimizer> at,
        double rate,
        double scale,
        Optimizer optimizer,
        WeightDecay decay,
        Group group) {
      this.at = at;
      this.rate = rate;
      this.scale = scale;
      this.decay = decay;
      this.group = group;
      this.rule = bare(1);
      this.single = parameter.value().dataType() == DataType.FLOAT32;
      this.weights = Model.elements(parameter.value().copy());
      int size = weights.length;
      this.singleWeights =
          single ? ((FloatTensor) parameter.value().copy()).toArray() : new float[0];
      this.state = rule.doubleState(size);
      this.singleState = rule.floatState(size);
      for (int i = 0; i < state.length; i++) {
        if (optimizer.rule().slots().get(i).isCopyOfWeights()) {
          System.arraycopy(weights, 0, state[i], 0, size);
          System.arraycopy(singleWeights, 0, singleState[i], 0, singleWeights.length);
        }
      }
    }

    private Reference(Reference other) {
      this.at = other.at;
      this.rate = other.rate;
      this.scale = other.scale;
      this.decay = other.decay;
      this.group = other.group;
      this.single = other.single;
      this.weights = other.weights.clone();
      this.singleWeights = other.singleWeights.clone();
      this.state = Arrays.stream(other.state).map(double[]::clone).toArray(double[][]::new);
      this.singleState =
          Arrays.stream(other.singleState).map(float[]::clone).toArray(float[][]::new);
      this.ratio = other.ratio;
      this.rule = bare(ratio);
      this.age = other.age;
      this.frozen = other.frozen;
    }

    private BareRule bare(double factor) {
      return BareRule.of(at.apply(rate * factor)).withWeightDecay(decay).withGradientScale(scale);
    }

    Reference copy() {
      return new Reference(this);
    }

    void step(long step, double factor, double[] gradient) {
      if (frozen) {
        return;
      }
      if (factor != ratio) {
        ratio = factor;
        rule = bare(factor);
      }
      age++;
      int size = weights.length;
      if (single) {
        float[] narrow = new float[size];
        for (int i = 0; i < size; i++) {
          narrow[i] = (float) gradient[i];
        }
        rule.step(step, age, singleWeights, 0, narrow, 0, singleState, 0, size);
      } else {
        rule.step(step, age, weights, 0, gradient, 0, state, 0, size);
      }
    }

    double[] weights() {
      return single
          ? Model.elements(FloatTensor.wrap(singleWeights))
          : Model.elements(DoubleTensor.wrap(weights));
    }
  }
}
