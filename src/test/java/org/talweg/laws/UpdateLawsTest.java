package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.laws.Catalogue.Row;
import org.talweg.optimizer.ElementwiseOptimizer;

/** What must hold of a rule's update alone, without the engine. */
class UpdateLawsTest {
  private static final int STEPS = 40;

  static Stream<Row> rows() {
    return Catalogue.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aFloatUpdateInTwoPartsHasTheBitsOfOneUpdate(Row row) {
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
  @MethodSource("rows")
  void aDoubleUpdateInTwoPartsHasTheBitsOfOneUpdate(Row row) {
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

  /** Hot enough for the compiler: 200 steps over 1,000 elements, so that body and tail are used. */
  @ParameterizedTest
  @MethodSource("rows")
  void anElementsResultDoesNotDependOnItsPosition(Row row) {
    int size = 1003;
    Floats floats = new Floats(row.rule(), 1, size);
    Doubles doubles = new Doubles(row.rule(), 1, size);
    Arrays.fill(floats.value, 0.3f);
    Arrays.fill(doubles.value, 0.3);
    for (int step = 1; step <= 200; step++) {
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
  @MethodSource("rows")
  void floatFollowsDouble(Row row) {
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
  @MethodSource("rows")
  void aNonFiniteGradientReachesItsOwnElementOnly(Row row) {
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
  @MethodSource("rows")
  void aWeightWithoutGradientStays(Row row) {
    Floats floats = new Floats(row.rule(), 7, 20);
    Doubles doubles = new Doubles(row.rule(), 7, 20);
    float[] before = floats.value.clone();
    double[] beforeDoubles = doubles.value.clone();
    for (long step = 1; step <= 10; step++) {
      Arrays.fill(floats.gradient, 0);
      Arrays.fill(doubles.gradient, 0);
      floats.updateFilled(step);
      doubles.updateFilled(step);
    }
    assertThat(floats.value).containsExactly(before);
    assertThat(doubles.value).containsExactly(beforeDoubles);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void coefficientsDependOnStepAndRateAlone(Row row) {
    double[] first = neutral(row.rule());
    double[] again = neutral(row.rule());
    row.rule().coefficients(5, 0.1, first);
    row.rule().coefficients(77, 0.3, again);
    row.rule().coefficients(5, 0.1, again);
    assertThat(again).containsExactly(first);
  }

  private static double[] neutral(ElementwiseOptimizer rule) {
    double[] coefficients = new double[ElementwiseOptimizer.OWN + rule.coefficientCount()];
    coefficients[ElementwiseOptimizer.GRADIENT_SCALE] = 1;
    coefficients[ElementwiseOptimizer.KEEP] = 1;
    return coefficients;
  }

  /** Scale, L2 and decay inside the loop have the bits of passes made before it. */
  @ParameterizedTest
  @MethodSource("rows")
  void theEnginesThreeCoefficientsActBeforeTheFormula(Row row) {
    double scale = -0.37;
    double l2 = 0.11;
    double keep = 0.93;
    Floats inside = new Floats(row.rule(), 9, 100);
    Floats before = new Floats(row.rule(), 9, 100);
    Doubles insideDoubles = new Doubles(row.rule(), 9, 100);
    Doubles beforeDoubles = new Doubles(row.rule(), 9, 100);
    for (double[] c : new double[][] {inside.coefficients, insideDoubles.coefficients}) {
      c[ElementwiseOptimizer.GRADIENT_SCALE] = scale;
      c[ElementwiseOptimizer.L2] = l2;
      c[ElementwiseOptimizer.KEEP] = keep;
    }
    for (long step = 1; step <= 10; step++) {
      inside.update(step, 0, 100);
      insideDoubles.update(step, 0, 100);
      before.backward(step);
      beforeDoubles.backward(step);
      for (int i = 0; i < 100; i++) {
        before.gradient[i] = (float) scale * before.gradient[i] + (float) l2 * before.value[i];
        before.value[i] *= (float) keep;
        beforeDoubles.gradient[i] = scale * beforeDoubles.gradient[i] + l2 * beforeDoubles.value[i];
        beforeDoubles.value[i] *= keep;
      }
      before.updateFilled(step);
      beforeDoubles.updateFilled(step);
    }
    assertThat(inside.value).containsExactly(before.value);
    assertThat(insideDoubles.value).containsExactly(beforeDoubles.value);
  }

  private static final class Floats {
    final float[] value;
    final float[] gradient;
    private final ElementwiseOptimizer rule;
    private final long seed;
    private final float[][] slots;
    private final double[] coefficients;

    Floats(ElementwiseOptimizer rule, long seed, int size) {
      this.rule = rule;
      this.seed = seed;
      this.value = new float[size];
      this.gradient = new float[size];
      this.slots = new float[rule.slots().size()][size];
      for (int s = 0; s < slots.length; s++) {
        Arrays.fill(slots[s], (float) rule.slots().get(s).initial());
      }
      this.coefficients = neutral(rule);
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
      rule.coefficients(step, rule.learningRate().at(step), coefficients);
      rule.update(coefficients, value, gradient, slots, from, to);
    }

    void updateFilled(long step) {
      rule.coefficients(step, rule.learningRate().at(step), coefficients);
      rule.update(coefficients, value, gradient, slots, 0, value.length);
    }
  }

  private static final class Doubles {
    final double[] value;
    final double[] gradient;
    private final ElementwiseOptimizer rule;
    private final long seed;
    private final double[][] slots;
    private final double[] coefficients;

    Doubles(ElementwiseOptimizer rule, long seed, int size) {
      this.rule = rule;
      this.seed = seed;
      this.value = new double[size];
      this.gradient = new double[size];
      this.slots = new double[rule.slots().size()][size];
      for (int s = 0; s < slots.length; s++) {
        Arrays.fill(slots[s], rule.slots().get(s).initial());
      }
      this.coefficients = neutral(rule);
      SplittableRandom random = new SplittableRandom(seed);
      Arrays.setAll(value, i -> (float) (random.nextDouble() * 2 - 1));
    }

    void backward(long step) {
      SplittableRandom random = new SplittableRandom(seed * 31 + step);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = (float) (random.nextDouble() * 2 - 1);
      }
    }

    void update(long step, int from, int to) {
      backward(step);
      rule.coefficients(step, rule.learningRate().at(step), coefficients);
      rule.update(coefficients, value, gradient, slots, from, to);
    }

    void updateFilled(long step) {
      rule.coefficients(step, rule.learningRate().at(step), coefficients);
      rule.update(coefficients, value, gradient, slots, 0, value.length);
    }
  }
}
