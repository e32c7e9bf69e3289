// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.talweg.optimizer.Adam;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;

/** A gradient array that is another one each time. */
class RebindingTest {
  private static final int SIZE = 500;

  private final float[] w = ramp(SIZE, 0.01f);
  private final float[] v = ramp(SIZE, -0.02f);
  private final float[] gradientOfV = new float[SIZE];
  private final Trainer trainer =
      Trainer.builder(Adam.of(0.1))
          .parameters(Parameter.of("w", w, new float[SIZE]), Parameter.of("v", v, gradientOfV))
          .average(WeightAverage.exponential(0.5))
          .build();

  private static float[] ramp(int size, float slope) {
    float[] array = new float[size];
    for (int i = 0; i < size; i++) {
      array[i] = slope * (i - 50);
    }
    return array;
  }

  /** Weights and average after steps with one array for all gradients. */
  private static float[][] unbroken(int steps) {
    float[] w = ramp(SIZE, 0.01f);
    float[] gradient = new float[SIZE];
    Trainer trainer =
        Trainer.builder(Adam.of(0.1))
            .parameters(Parameter.of("w", w, gradient))
            .average(WeightAverage.exponential(0.5))
            .build();
    for (int step = 1; step <= steps; step++) {
      System.arraycopy(ramp(SIZE, 1f / step), 0, gradient, 0, SIZE);
      trainer.step();
    }
    return new float[][] {w, ((FloatTensor) trainer.average("w")).toArray()};
  }

  @Test
  void aNewArrayAtEveryStepGivesTheBitsOfOneArray() {
    for (int step = 1; step <= 5; step++) {
      trainer.rebindGradient("w", ramp(SIZE, 1f / step));
      trainer.step();
    }
    float[][] expected = unbroken(5);
    assertThat(w).containsExactly(expected[0]);
    assertThat(((FloatTensor) trainer.average("w")).toArray()).containsExactly(expected[1]);
  }

  /** Or a program that rebinds at every step would run out of memory. */
  @Test
  void anArrayThatIsNoLongerBoundIsForgotten() {
    WeakReference<float[]> first = rebound();
    rebound();
    trainer.step(); // lets go of what the step before was on
    for (int i = 0; i < 50 && first.get() != null; i++) {
      System.gc();
    }
    assertThat(first.get()).isNull();
  }

  private WeakReference<float[]> rebound() {
    float[] gradient = new float[SIZE];
    trainer.rebindGradient("w", gradient);
    trainer.step();
    return new WeakReference<>(gradient);
  }

  /** The layout changes at step 3, from one index for all arrays to staging, and state moves. */
  @Test
  void aSliceAtAnotherOffsetKeepsTheState() {
    for (int step = 1; step <= 5; step++) {
      int offset = step < 3 ? 0 : step;
      float[] large = new float[SIZE + 10];
      System.arraycopy(ramp(SIZE, 1f / step), 0, large, offset, SIZE);
      trainer.rebindGradient("w", FloatTensor.slice(large, offset, SIZE));
      trainer.step();
    }
    float[][] expected = unbroken(5);
    assertThat(w).containsExactly(expected[0]);
    assertThat(((FloatTensor) trainer.average("w")).toArray()).containsExactly(expected[1]);
    assertThat(v).as("without gradient").containsExactly(ramp(SIZE, -0.02f));
  }

  @Test
  void rowsMayTakeTheArraysPlace() {
    float[][] rows = new float[5][SIZE / 5];
    trainer.rebindGradient("w", flat(rows));
    for (float[] row : rows) {
      Arrays.fill(row, 1);
    }
    trainer.step();
    assertThat(w[499]).isLessThan(ramp(SIZE, 0.01f)[499]);
    assertThat(trainer.parameter("w").floatGradient().hasArray()).isFalse();
  }

  /** A vector: an empty row makes the rows ragged. */
  private static Tensor flat(float[][] rows) {
    float[][] ragged = Arrays.copyOf(rows, rows.length + 1);
    ragged[rows.length] = new float[0];
    return FloatTensor.rows(ragged);
  }

  @Test
  void doublesAreReboundInTheSameWay() {
    double[] weights = {1, 2};
    Trainer doubles = Trainer.of(Adam.of(0.5), Parameter.of("d", weights, new double[2]));
    double[] other = {1, -1};
    doubles.rebindGradient("d", other);
    doubles.step();
    assertThat(weights[0]).isLessThan(1);
    assertThat(weights[1]).isGreaterThan(2);
    assertThat(doubles.parameter("d").doubleGradient().array()).isSameAs(other);
  }

  @Test
  void whatDoesNotFitIsRefusedAndChangesNothing() {
    Tensor before = trainer.parameter("w").gradient().tensor();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.rebindGradient("w", new float[3]))
        .withMessage(
            "the gradient of parameter \"w\" FLOAT32 [500] must have 500 elements, but had 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.rebindGradient("w", new double[SIZE]))
        .withMessage(
            "parameter \"w\": the value is FLOAT32 [500], but the gradient is FLOAT64 [500]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.rebindGradient("w", DoubleTensor.zeros(SIZE)))
        .withMessageContaining("parameter \"w\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.rebindGradient("x", new float[SIZE]))
        .withMessage("no parameter \"x\", only [w, v]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.rebindGradient("w", w))
        .withMessage("parameter \"w\": value and gradient have elements in common");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.rebindGradient("w", gradientOfV))
        .withMessage(
            "the gradient of parameter \"w\" has elements in common with the gradient of parameter"
                + " \"v\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.rebindGradient("w", v))
        .withMessageContaining("the value of parameter \"v\"");
    assertThat(trainer.parameter("w").gradient().tensor()).isSameAs(before);
    trainer.rebindGradient("w", new float[SIZE]);
    trainer.step();
  }

  /** What one parameter gives up, another may have; what it has, no other. */
  @Test
  void claimsMoveWithTheGradient() {
    float[] free = new float[SIZE];
    trainer.rebindGradient("v", free);
    trainer.rebindGradient("w", gradientOfV);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.rebindGradient("w", free))
        .withMessageContaining("the gradient of parameter \"v\"");
  }

  @Test
  void anEmptySliceGivesUpNothing() {
    float[] shared = new float[SIZE];
    Parameter empty = Parameter.of("empty", FloatTensor.zeros(0), FloatTensor.slice(shared, 0, 0));
    Trainer both =
        Trainer.of(
            Adam.of(1), Parameter.of("w", w, shared), empty, Parameter.of("v", v, new float[SIZE]));
    both.rebindGradient("empty", new float[0]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> both.rebindGradient("v", shared))
        .withMessageContaining("the gradient of parameter \"w\"");
  }
}
