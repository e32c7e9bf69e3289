// SPDX-License-Identifier: Apache-2.0
package org.talweg.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void theSizeIsTheProductOfTheExtents() {
    assertThat(Shape.of(2, 3, 4).size()).isEqualTo(24);
    assertThat(Shape.of(7).size()).isEqualTo(7);
    assertThat(Shape.of(5, 0, 3).size()).isZero();
  }

  @Test
  void aScalarHasRankZeroAndOneElement() {
    assertThat(Shape.of().rank()).isZero();
    assertThat(Shape.of().size()).isEqualTo(1);
    assertThat(Shape.of()).hasToString("[]");
  }

  @Test
  void extentsAreReadOutermostFirst() {
    Shape shape = Shape.of(784, 10);
    assertThat(shape.rank()).isEqualTo(2);
    assertThat(shape.extent(0)).isEqualTo(784);
    assertThat(shape.extent(1)).isEqualTo(10);
    assertThat(shape).hasToString("[784, 10]");
    assertThatThrownBy(() -> shape.extent(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> shape.extent(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void shapesAreEqualByExtents() {
    assertThat(Shape.of(2, 3)).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
    assertThat(Shape.of(2, 3)).isNotEqualTo(Shape.of(3, 2)).isNotEqualTo(Shape.of(6));
    assertThat(Shape.of()).isNotEqualTo(Shape.of(1));
  }

  @Test
  void aShapeIsNotChangedThroughArrays() {
    int[] extents = {2, 3};
    Shape shape = Shape.of(extents);
    extents[0] = 9;
    shape.toArray()[1] = 9;
    assertThat(shape).isEqualTo(Shape.of(2, 3));
    assertThat(shape.toArray()).containsExactly(2, 3);
  }

  @Test
  void negativeExtentsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(3, -1))
        .withMessage("an extent must not be negative, but the shape was [3, -1]");
    assertThatIllegalArgumentException()
        .as("two negative extents have a positive product")
        .isThrownBy(() -> Shape.of(-2, -3))
        .withMessage("an extent must not be negative, but the shape was [-2, -3]");
    assertThatIllegalArgumentException()
        .as("a zero does not excuse it")
        .isThrownBy(() -> Shape.of(0, -3))
        .withMessage("an extent must not be negative, but the shape was [0, -3]");
  }

  @Test
  void productsThatWrapAroundAreRefused() {
    assertThatIllegalArgumentException()
        .as("2³², which wraps to 0 in an int")
        .isThrownBy(() -> Shape.of(65536, 65536))
        .withMessage(
            "a tensor holds at most 2147483647 elements, but the shape was [65536, 65536]");
    assertThatIllegalArgumentException()
        .as("2⁶⁴, which wraps to 0 in a long")
        .isThrownBy(() -> Shape.of(65536, 65536, 65536, 65536))
        .withMessageContaining("[65536, 65536, 65536, 65536]");
    assertThatIllegalArgumentException()
        .as("2³² + 1, which wraps to 1")
        .isThrownBy(() -> Shape.of(641, 6700417))
        .withMessageContaining("[641, 6700417]");
    assertThat(Shape.of(1, Integer.MAX_VALUE).size()).isEqualTo(Integer.MAX_VALUE);
  }
}
