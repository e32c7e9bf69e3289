// SPDX-License-Identifier: Apache-2.0
package org.talweg.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void aTensorWrapsTheCallersArray() {
    float[] floats = {1, 2, 3, 4, 5, 6};
    FloatTensor tensor = FloatTensor.wrap(floats, 2, 3);
    assertThat(tensor.array()).isSameAs(floats);
    assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(tensor.size()).isEqualTo(6);
    assertThat(tensor.dataType()).isEqualTo(DataType.FLOAT32);
    assertThat(tensor).hasToString("FLOAT32 [2, 3]");

    double[] doubles = {1, 2};
    DoubleTensor other = DoubleTensor.wrap(doubles, Shape.of(2, 1));
    assertThat(other.array()).isSameAs(doubles);
    assertThat(other.dataType()).isEqualTo(DataType.FLOAT64);
    assertThat(other).hasToString("FLOAT64 [2, 1]");
  }

  @Test
  void withoutExtentsAnArrayIsAVectorAndATensorOfZerosAScalar() {
    assertThat(FloatTensor.wrap(new float[3]).shape()).isEqualTo(Shape.of(3));
    assertThat(DoubleTensor.wrap(new double[1]).shape()).isEqualTo(Shape.of(1));
    assertThat(DoubleTensor.wrap(new double[1], Shape.of()).shape()).isEqualTo(Shape.of());
    assertThat(DoubleTensor.zeros().array()).containsExactly(0);
  }

  @Test
  void anArrayOfAnotherLengthIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatTensor.wrap(new float[3], Shape.of()))
        .withMessage("shape [] has 1 elements, but the array has 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatTensor.wrap(new float[5], 2, 3))
        .withMessage("shape [2, 3] has 6 elements, but the array has 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DoubleTensor.wrap(new double[7], Shape.of(2, 3)))
        .withMessage("shape [2, 3] has 6 elements, but the array has 7");
  }

  @Test
  void zerosAreNewArraysOfTheTypeAskedFor() {
    assertThat(Tensor.zeros(DataType.FLOAT32, Shape.of(2)))
        .isInstanceOfSatisfying(
            FloatTensor.class, tensor -> assertThat(tensor.array()).containsExactly(0, 0));
    assertThat(Tensor.zeros(DataType.FLOAT64, Shape.of(2)))
        .isInstanceOfSatisfying(
            DoubleTensor.class, tensor -> assertThat(tensor.array()).containsExactly(0, 0));
  }

  @Test
  void aCopyHasAnArrayOfItsOwn() {
    FloatTensor floats = FloatTensor.wrap(new float[] {1, 2}, 2, 1);
    FloatTensor floatCopy = floats.copy();
    floats.array()[0] = 9;
    assertThat(floatCopy.array()).containsExactly(1, 2);
    assertThat(floatCopy.shape()).isEqualTo(floats.shape());

    DoubleTensor doubles = DoubleTensor.wrap(new double[] {1, 2}, 1, 2);
    DoubleTensor doubleCopy = doubles.copy();
    doubleCopy.array()[0] = 9;
    assertThat(doubles.array()).containsExactly(1, 2);
    assertThat(doubleCopy.shape()).isEqualTo(doubles.shape());
  }
}
