// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.catalogue.Family.Nature;
import org.talweg.catalogue.Family.Variant;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;
import org.talweg.training.BareRule;

/** What must hold of a rule's update alone, without the engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class UpdateLaws {
  private static final int STEPS = 40;

  /** The rules that the laws are run over. */
  protected abstract Stream<Variant> variants();

  @ParameterizedTest
  @MethodSource("variants")
  void aFloatUpdateInTwoPartsHasTheBitsOfOneUpdate(Variant row) {
    for (long seed = 0; seed < 20; seed++) {
      int size = 1 + new SplittableRandom(seed).nextInt(200);
      Floats whole = new Floats(row.rule(), seed, size);
      Floats parts = new Floats(row.rule(), seed, size);
      for (long step = 1; step <= STEPS; step++) {
        int cut = new SplittableRandom(seed * 1000 + step).nextInt(size + 1);
        whole.update(step, 0, size);
        parts.update(step, cut, size);
        parts.update(step, 0, cut);
      }
      assertThat(parts.value).as("seed %d, size %d", seed, size).containsExactly(whole.value);
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aDoubleUpdateInTwoPartsHasTheBitsOfOneUpdate(Variant row) {
    for (long seed = 0; seed < 20; seed++) {
      int size = 1 + new SplittableRandom(seed).nextInt(200);
      Doubles whole = new Doubles(row.rule(), seed, size);
      Doubles parts = new Doubles(row.rule(), seed, size);
      for (long step = 1; step <= STEPS; step++) {
        int cut = new SplittableRandom(seed * 1000 + step).nextInt(size + 1);
        whole.update(step, 0, size);
        parts.update(step, cut, size);
        parts.update(step, 0, cut);
      }
      assertThat(parts.value).as("seed %d, size %d", seed, size).containsExactly(whole.value);
    }
  }

  /**
   * Hot enough for the compiler: 201 steps over 1,000 elements, so that body and tail are used. An
   * odd number of steps of one size does not lead back.
   */
  @ParameterizedTest
  @MethodSource("variants")
  void anElementsResultDoesNotDependOnItsPosition(Variant row) {
    int size = 1003;
    Floats floats = new Floats(row.rule(), 1, size);
    Doubles doubles = new Doubles(row.rule(), 1, size);
    Arrays.fill(floats.value, 0.3f);
    Arrays.fill(doubles.value, 0.3);
    for (int step = 1; step <= 201; step++) {
      Arrays.fill(floats.gradient, (float) Math.cos(step));
      Arrays.fill(doubles.gradient, Math.cos(step));
      floats.updateFilled(step);
      doubles.updateFilled(step);
    }
    assertThat(floats.value).containsOnly(floats.value[0]);
    assertThat(doubles.value).containsOnly(doubles.value[0]);
    assertThat(floats.value[0]).isNotEqualTo(0.3f);
    assertThat(doubles.value[0]).isNotEqualTo(0.3);
  }

  /**
   * One float operation errs by 2⁻²⁴ of its result; forty steps of about ten operations on values
   * below 2 stay within 2⁻¹³ of what double precision gives, amplified where a rule divides.
   */
  @ParameterizedTest
  @MethodSource("variants")
  void floatFollowsDouble(Variant row) {
    Floats floats = new Floats(row.rule(), 3, 100);
    Doubles doubles = new Doubles(row.rule(), 3, 100);
    for (long step = 1; step <= STEPS; step++) {
      floats.update(step, 0, 100);
      doubles.update(step, 0, 100);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(Math.abs(floats.value[i] - doubles.value[i])).isLessThan(0x1p-13);
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aNonFiniteGradientReachesItsOwnElementOnly(Variant row) {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      Floats clean = new Floats(row.rule(), 5, 50);
      Floats dirty = new Floats(row.rule(), 5, 50);
      Doubles cleanDoubles = new Doubles(row.rule(), 5, 50);
      Doubles dirtyDoubles = new Doubles(row.rule(), 5, 50);
      for (long step = 1; step <= 5; step++) {
        clean.backward(step);
        dirty.backward(step);
        cleanDoubles.backward(step);
        dirtyDoubles.backward(step);
        dirty.gradient[17] = (float) bad;
        dirtyDoubles.gradient[17] = bad;
        clean.updateFilled(step);
        dirty.updateFilled(step);
        cleanDoubles.updateFilled(step);
        dirtyDoubles.updateFilled(step);
      }
      assertThat(dirty.value[17]).isNotEqualTo(clean.value[17]);
      assertThat(dirtyDoubles.value[17]).isNotEqualTo(cleanDoubles.value[17]);
      dirty.value[17] = clean.value[17];
      dirtyDoubles.value[17] = cleanDoubles.value[17];
      assertThat(dirty.value).containsExactly(clean.value);
      assertThat(dirtyDoubles.value).containsExactly(cleanDoubles.value);
    }
  }

  /** State of zero over a gradient of zero is where a missing ε gives 0 / 0. */
  @ParameterizedTest
  @MethodSource("variants")
  void aWeightWithoutGradientStays(Variant row) {
    if (row.nature() == Nature.AVERAGES || row.nature() == Nature.DRIFTS) {
      return; // a test of the rule or a golden file says by how much
    }
    Floats floats = new Floats(row.rule(), 7, 20);
    Doubles doubles = new Doubles(row.rule(), 7, 20);
    Arrays.fill(floats.gradient, 0);
    Arrays.fill(doubles.gradient, 0);
    long first = 1;
    if (row.nature() == Nature.RECOMPUTES) {
      floats.updateFilled(first);
      doubles.updateFilled(first);
      first++;
    }
    float[] before = floats.value.clone();
    double[] beforeDoubles = doubles.value.clone();
    for (long step = first; step <= 10; step++) {
      floats.updateFilled(step);
      doubles.updateFilled(step);
    }
    if (row.nature() == Nature.MIXES) { // a mixture of equal numbers is rounded, at some steps
      assertThat(floats.value).containsExactly(before, within(0x1p-22f));
      assertThat(doubles.value).containsExactly(beforeDoubles, within(0x1p-51));
      return;
    }
    assertThat(floats.value).containsExactly(before);
    assertThat(doubles.value).containsExactly(beforeDoubles);
  }

  /** As if the engine's scale and L2 had been applied to the gradient by hand. */
  @ParameterizedTest
  @MethodSource("variants")
  void scaleAndL2ActOnTheGradientBeforeTheFormula(Variant row) {
    float scale = -0.37f;
    float l2 = 0.11f;
    Floats inside = new Floats(row.rule(), 9, 200, WeightDecay.l2(l2), scale);
    Floats before = new Floats(row.rule(), 9, 200);
    Doubles insideDoubles = new Doubles(row.rule(), 9, 200, WeightDecay.l2(l2), scale);
    Doubles beforeDoubles = new Doubles(row.rule(), 9, 200);
    for (long step = 1; step <= 10; step++) {
      inside.update(step, 0, 200);
      insideDoubles.update(step, 0, 200);
      before.backward(step);
      beforeDoubles.backward(step);
      for (int i = 0; i < 200; i++) {
        before.gradient[i] = scale * before.gradient[i] + l2 * before.value[i];
        beforeDoubles.gradient[i] =
            (double) scale * beforeDoubles.gradient[i] + (double) l2 * beforeDoubles.value[i];
      }
      before.updateFilled(step);
      beforeDoubles.updateFilled(step);
    }
    assertThat(inside.value).containsExactly(before.value);
    assertThat(insideDoubles.value).containsExactly(beforeDoubles.value);
  }

  /** The rule's state never sees decoupled decay, and the weight loses d·w beside its change. */
  @ParameterizedTest
  @MethodSource("variants")
  void decoupledDecayIsTakenFromTheWeightBesideTheChange(Variant row) {
    if (row.nature() == Nature.MIXES) {
      return; // it is taken from a part of the weight: golden files say how much
    }
    double d = 0.07;
    Doubles plain = new Doubles(row.rule(), 9, 200);
    Doubles decayed = new Doubles(row.rule(), 9, 200, WeightDecay.decoupledWithoutRate(d), 1);
    double[] start = plain.value.clone();
    plain.update(1, 0, 200);
    decayed.update(1, 0, 200);
    for (int i = 0; i < 200; i++) {
      assertThat(decayed.value[i]).isCloseTo(plain.value[i] - d * start[i], within(1e-15));
    }
    if (row.nature() != Nature.AVERAGES) {
      assertThat(decayed.slots).isDeepEqualTo(plain.slots);
    }
  }

  /** 0 · ∞ is NaN: without decay, a weight must not reach the state. */
  @ParameterizedTest
  @MethodSource("variants")
  void aWeightThatIsNotFiniteDoesNotReachTheState(Variant row) {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Floats clean = new Floats(row.rule(), 5, 200, WeightDecay.NONE, 1);
      Floats dirty = new Floats(row.rule(), 5, 200, WeightDecay.NONE, 1);
      dirty.value[17] = bad;
      for (long step = 1; step <= 5; step++) {
        clean.update(step, 0, 200);
        dirty.update(step, 0, 200);
      }
      if (row.nature() == Nature.MOVES || row.nature() == Nature.STEPS) {
        assertThat(dirty.slots).isDeepEqualTo(clean.slots);
      }
      assertThat(Float.isFinite(dirty.value[17])).isFalse();
      dirty.value[17] = clean.value[17];
      assertThat(dirty.value).containsExactly(clean.value);
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aRuleReadsGradientsAlone(Variant row) {
    Floats floats = new Floats(row.rule(), 3, 200);
    Doubles doubles = new Doubles(row.rule(), 3, 200);
    floats.backward(1);
    doubles.backward(1);
    float[] gradient = floats.gradient.clone();
    double[] doubleGradient = doubles.gradient.clone();
    floats.updateFilled(1);
    doubles.updateFilled(1);
    assertThat(floats.gradient).containsExactly(gradient);
    assertThat(doubles.gradient).containsExactly(doubleGradient);
  }

  private static final class Floats {
    final float[] value;
    final float[] gradient;
    final float[][] slots;
    private final long seed;
    private final BareRule bare;

    Floats(Optimizer rule, long seed, int size) {
      this(rule, seed, size, WeightDecay.NONE, 1);
    }

    Floats(Optimizer rule, long seed, int size, WeightDecay decay, double scale) {
      this.seed = seed;
      this.bare = BareRule.of(rule).withWeightDecay(decay).withGradientScale(scale);
      this.value = new float[size];
      this.gradient = new float[size];
      this.slots = BareRule.of(rule).floatState(size);
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < size; i++) {
        value[i] = (float) (random.nextDouble() * 2 - 1);
      }
    }

    void backward(long step) {
      SplittableRandom random = new SplittableRandom(seed * 31 + step);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = (float) (random.nextDouble() * 2 - 1);
      }
    }

    void update(long step, int from, int to) {
      backward(step);
      bare.step(step, value, gradient, slots, from, to);
    }

    void updateFilled(long step) {
      bare.step(step, value, gradient, slots);
    }
  }

  private static final class Doubles {
    final double[] value;
    final double[] gradient;
    final double[][] slots;
    private final long seed;
    private final BareRule bare;

    Doubles(Optimizer rule, long seed, int size) {
      this(rule, seed, size, WeightDecay.NONE, 1);
    }

    Doubles(Optimizer rule, long seed, int size, WeightDecay decay, double scale) {
      this.seed = seed;
      this.bare = BareRule.of(rule).withWeightDecay(decay).withGradientScale(scale);
      this.value = new double[size];
      this.gradient = new double[size];
      this.slots = BareRule.of(rule).doubleState(size);
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < size; i++) {
        value[i] = (float) (random.nextDouble() * 2 - 1);
      }
    }

    void backward(long step) {
      SplittableRandom random = new SplittableRandom(seed * 31 + step);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = (float) (random.nextDouble() * 2 - 1);
      }
    }

    void update(long step, int from, int to) {
      backward(step);
      bare.step(step, value, gradient, slots, from, to);
    }

    void updateFilled(long step) {
      bare.step(step, value, gradient, slots);
    }
  }
}
