// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Shape;

/** Identity, Dirac and Sparse: weights that are zero by design. */
class SparseAndIdentityTest {
  private static final RandomStream STREAM = RandomStream.of(1, "w");

  private static double[] filled(Initializer initializer, Fan fan, int size) {
    double[] values = new double[size];
    initializer.fill(DoubleTensor.wrap(values, size), fan, STREAM);
    return values;
  }

  @Test
  void theIdentityIsOnTheDiagonal() {
    assertThat(filled(Identity.of(), Fan.outputFirst(Shape.of(2, 3)), 6))
        .containsExactly(1, 0, 0, 0, 1, 0);
    assertThat(filled(Identity.of(-0.5), Fan.inputFirst(Shape.of(3, 2)), 6))
        .containsExactly(-0.5, 0, 0, -0.5, 0, 0);
  }

  /** 3 filters over 2 channels of 3 pixels: channel 0 to filter 0, channel 1 to filter 1. */
  @Test
  void diracPassesChannelsOn() {
    assertThat(filled(Dirac.of(), Fan.outputFirst(Shape.of(3, 2, 3)), 18))
        .containsExactly(0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
    // (kernel, in, out)
    assertThat(filled(Dirac.of(), Fan.inputFirst(Shape.of(3, 2, 3)), 18))
        .containsExactly(0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
  }

  /** PyTorch's dirac_ with groups: 4 filters in 2 groups, each group over 2 channels. */
  @Test
  void diracRepeatsItselfInEveryGroup() {
    assertThat(filled(Dirac.of(), grouped(2, 4, 2, 1), 8)).containsExactly(1, 0, 0, 1, 1, 0, 0, 1);
    assertThat(filled(Dirac.of(), grouped(4, 4, 2, 1), 8)).containsExactly(1, 0, 1, 0, 1, 0, 1, 0);
    // (in, out / groups, kernel): inputs 0 and 1 to the outputs of one group, 2 and 3 to the
    // other's
    Fan transposed = Fan.outputFirst(Shape.of(4, 3, 1), Convolution.transpose().withGroups(2));
    assertThat(filled(Dirac.of(), transposed, 12))
        .containsExactly(1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0);
  }

  private static Fan grouped(int groups, int... extents) {
    return Fan.outputFirst(Shape.of(extents), Convolution.of().withGroups(groups));
  }

  @ParameterizedTest
  @CsvSource({"3, 3, 4", "4, 4, 10", "5, 2, 5", "1, 1, 0"})
  void diracTakesTheUpperMiddle(int height, int width, int middle) {
    double[] values =
        filled(Dirac.of(), Fan.outputFirst(Shape.of(1, 1, height, width)), height * width);
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).as("position %d", i).isEqualTo(i == middle ? 1 : 0);
    }
  }

  /** What a convolution with Dirac's kernel gives back, in three dimensions. */
  @Test
  void diracWorksInThreeDimensions() {
    double[] values = filled(Dirac.of(), Fan.outputFirst(Shape.of(1, 1, 3, 3, 3)), 27);
    for (int i = 0; i < 27; i++) {
      assertThat(values[i]).isEqualTo(i == 13 ? 1 : 0);
    }
  }

  /** PyTorch: ⌈sparsity · rows⌉ zeros in every column of (out, in). */
  @ParameterizedTest
  @CsvSource({"0.1, 10, 1", "0.5, 10, 5", "0.25, 10, 3", "0.9, 37, 34", "0, 10, 0"})
  void everyInputHasTheSameNumberOfZeros(double sparsity, int out, int zeros) {
    int in = 40;
    double[] values = filled(Sparse.of(sparsity), Fan.outputFirst(Shape.of(out, in)), out * in);
    for (int input = 0; input < in; input++) {
      int found = 0;
      for (int output = 0; output < out; output++) {
        found += values[output * in + input] == 0 ? 1 : 0;
      }
      assertThat(found).as("column %d", input).isEqualTo(zeros);
    }
    double[] transposed = filled(Sparse.of(sparsity), Fan.inputFirst(Shape.of(in, out)), out * in);
    for (int input = 0; input < in; input++) {
      int found = 0;
      for (int output = 0; output < out; output++) {
        found += transposed[input * out + output] == 0 ? 1 : 0;
      }
      assertThat(found).as("row %d", input).isEqualTo(zeros);
    }
  }

  @Test
  void theOthersAreNormal() {
    double[] sparse = filled(Sparse.of(0.3, 0.5), Fan.outputFirst(Shape.of(50, 40)), 2000);
    double[] normal = new double[2000];
    Normal.of(0, 0.5).fill(DoubleTensor.wrap(normal, 2000), STREAM);
    for (int i = 0; i < 2000; i++) {
      if (sparse[i] != 0) {
        assertThat(sparse[i]).as("element %d", i).isEqualTo(normal[i]);
      }
    }
  }

  /** Hoeffding: a share of 4,000 columns is within √(ln(2/α) / 2n) of ½ but for 1e-9. */
  @Test
  void everyOutputIsZeroEquallyOften() {
    int out = 6;
    int in = 4000;
    double[] values = filled(Sparse.of(0.5), Fan.outputFirst(Shape.of(out, in)), out * in);
    double bound = Math.sqrt(Math.log(2 / 1e-9) / (2 * in));
    for (int output = 0; output < out; output++) {
      int zeros = 0;
      for (int input = 0; input < in; input++) {
        zeros += values[output * in + input] == 0 ? 1 : 0;
      }
      assertThat((double) zeros / in).as("row %d", output).isCloseTo(0.5, within(bound));
    }
  }

  @Test
  void theDefaultDeviationIsPyTorchs() {
    assertThat(Sparse.of(0.1)).isEqualTo(Sparse.of(0.1, 0.01));
  }

  @Test
  void whatCanNotBeFilledIsRefused() {
    FloatTensor tensor = FloatTensor.zeros(4, 2, 3);
    Fan fan = Fan.outputFirst(tensor.shape());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Identity.of().fill(tensor, fan, STREAM))
        .withMessage(
            "Identity needs a weight of rank 2, (out, in, kernel…), but the shape was [4, 2, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sparse.of(0.1).fill(tensor, fan, STREAM))
        .withMessage(
            "Sparse needs a weight of rank 2, (out, in, kernel…), but the shape was [4, 2, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dirac.of().fill(tensor, Fan.inputFirst(Shape.of(4, 6)), STREAM))
        .withMessage(
            "Dirac needs a weight of rank 3 to 5, (kernel…, in, out), but the shape was [4, 6]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Convolution.of().withGroups(0))
        .withMessage("groups must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sparse.of(1))
        .withMessage("sparsity must be in [0, 1), but was 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sparse.of(0.5, -1))
        .withMessage("std must be zero or positive, and finite, but was -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Identity.of(Double.NaN))
        .withMessage("gain must be finite, but was NaN");
    assertThat(tensor.array()).containsOnly(0);
  }
}
