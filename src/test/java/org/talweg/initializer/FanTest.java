// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Shape;

class FanTest {
  private static void assertCounts(Fan fan, int fanIn, int fanOut) {
    assertThat(fan.fanIn()).as("fan in of %s", fan).isEqualTo(fanIn);
    assertThat(fan.fanOut()).as("fan out of %s", fan).isEqualTo(fanOut);
  }

  @Test
  void aDenseWeightConnectsInputsWithOutputs() {
    assertCounts(Fan.outputFirst(Shape.of(10, 784)), 784, 10);
    assertCounts(Fan.inputFirst(Shape.of(784, 10)), 784, 10);
  }

  @Test
  void aConvolutionCountsItsInputChannelsOnce() {
    // 64 filters of 3 channels and 7 by 5 pixels
    assertCounts(Fan.outputFirst(Shape.of(64, 3, 7, 5)), 3 * 35, 64 * 35);
    assertCounts(Fan.inputFirst(Shape.of(7, 5, 3, 64)), 3 * 35, 64 * 35);
  }

  @Test
  void bothLayoutsOfOneConvolutionHaveTheSameFanInEveryRank() {
    assertCounts(Fan.inputFirst(Shape.of(5, 32, 16)), 32 * 5, 16 * 5);
    assertCounts(Fan.outputFirst(Shape.of(16, 32, 5)), 32 * 5, 16 * 5);
    assertCounts(Fan.inputFirst(Shape.of(2, 3, 5, 4, 8)), 4 * 30, 8 * 30);
    assertCounts(Fan.outputFirst(Shape.of(8, 4, 2, 3, 5)), 4 * 30, 8 * 30);
  }

  @Test
  void aGroupedConvolutionCountsTheInputsOfOneGroup() {
    // 32 filters in 4 groups over 16 channels: each sees 16 / 4 channels
    assertCounts(Fan.outputFirst(Shape.of(32, 16 / 4, 3, 3)), 36, 288);
    Convolution grouped = Convolution.of().withGroups(4);
    assertCounts(Fan.outputFirst(Shape.of(32, 16 / 4, 3, 3), grouped), 36, 72);
    assertCounts(Fan.inputFirst(Shape.of(3, 3, 16 / 4, 32), grouped), 36, 72);
  }

  /**
   * Connections counted one by one: of an output and an input in the middle of a signal in one
   * dimension, through a weight in each layout.
   */
  @ParameterizedTest
  @CsvSource({"6, 9, 1, 4", "6, 9, 3, 4", "8, 8, 8, 3", "5, 5, 5, 1", "4, 10, 2, 2"})
  void statedConvolutionsCountConnections(int in, int out, int groups, int kernel) {
    int fanIn = 0;
    int fanOut = 0;
    for (int input = 0; input < in; input++) {
      for (int output = 0; output < out; output++) {
        boolean oneGroup = input / (in / groups) == output / (out / groups);
        for (int position = 0; position < kernel; position++) {
          fanIn += oneGroup && output == 0 ? 1 : 0;
          fanOut += oneGroup && input == 0 ? 1 : 0;
        }
      }
    }
    Convolution plain = Convolution.of().withGroups(groups);
    Convolution transposed = Convolution.transpose().withGroups(groups);
    assertCounts(Fan.outputFirst(Shape.of(out, in / groups, kernel), plain), fanIn, fanOut);
    assertCounts(Fan.inputFirst(Shape.of(kernel, in / groups, out), plain), fanIn, fanOut);
    assertCounts(Fan.outputFirst(Shape.of(in, out / groups, kernel), transposed), fanIn, fanOut);
    assertCounts(Fan.inputFirst(Shape.of(kernel, out / groups, in), transposed), fanIn, fanOut);
  }

  /** torch.nn.init._calculate_fan_in_and_fan_out of ConvTranspose2d(16, 32, 3, groups=4).weight. */
  @Test
  void withoutAConvolutionFansArePyTorchs() {
    assertCounts(Fan.outputFirst(Shape.of(16, 8, 3, 3)), 72, 144);
    assertCounts(
        Fan.outputFirst(Shape.of(16, 8, 3, 3), Convolution.transpose().withGroups(4)), 36, 72);
  }

  @Test
  void channelsAreAMultipleOfTheGroups() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fan.outputFirst(Shape.of(4, 2, 1), Convolution.of().withGroups(3)))
        .withMessage("the outputs must be a multiple of the groups, but there were 4 and 3 groups");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fan.inputFirst(Shape.of(1, 2, 4), Convolution.transpose().withGroups(3)))
        .withMessage("the inputs must be a multiple of the groups, but there were 4 and 3 groups");
    assertThat(Fan.outputFirst(Shape.of(4, 2, 3), Convolution.transpose().withGroups(2)))
        .hasToString("Fan[fanIn=6, fanOut=6, outputFirst [4, 2, 3] transposed in 2 groups]");
  }

  @Test
  void theLargestTensorDoesNotOverflow() {
    assertCounts(Fan.outputFirst(Shape.of(1, Integer.MAX_VALUE)), Integer.MAX_VALUE, 1);
    assertThat(FanMode.FAN_AVERAGE.of(Fan.of(Integer.MAX_VALUE, Integer.MAX_VALUE)))
        .isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void modesChooseACountOrTheAverage() {
    Fan fan = Fan.of(100, 301);
    assertThat(FanMode.FAN_IN.of(fan)).isEqualTo(100);
    assertThat(FanMode.FAN_OUT.of(fan)).isEqualTo(301);
    assertThat(FanMode.FAN_AVERAGE.of(fan)).isEqualTo(200.5);
  }

  @Test
  void aBiasHasNoFan() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fan.outputFirst(Shape.of(5)))
        .withMessage(
            "a fan needs a weight of rank 2 or more, (out, in, kernel…), but the shape was [5]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fan.inputFirst(Shape.of()))
        .withMessage(
            "a fan needs a weight of rank 2 or more, (kernel…, in, out), but the shape was []");
  }

  @Test
  void aWeightWithoutElementsHasACountOnlyOfWhatThereIs() {
    Fan noInputs = Fan.outputFirst(Shape.of(3, 0));
    assertThat(noInputs.fanOut()).isEqualTo(3);
    assertThatIllegalArgumentException()
        .isThrownBy(noInputs::fanIn)
        .withMessageStartingWith("only a weight of rank 2 or more, with elements, has a fan");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fan.inputFirst(Shape.of(0, 3, 4)).fanIn());
  }

  @Test
  void countsAreAtLeastOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fan.of(0, 3))
        .withMessage("fanIn must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fan.of(3, -2))
        .withMessage("fanOut must be at least 1, but was -2");
  }

  @Test
  void aFanKnowsTheShapeThatItWasReadFrom() {
    Fan fan = Fan.outputFirst(Shape.of(10, 784));
    assertThat(fan)
        .isEqualTo(Fan.outputFirst(Shape.of(10, 784)))
        .hasSameHashCodeAs(Fan.outputFirst(Shape.of(10, 784)))
        .isNotEqualTo(Fan.inputFirst(Shape.of(784, 10)))
        .isNotEqualTo(Fan.of(784, 10))
        .hasToString("Fan[fanIn=784, fanOut=10, outputFirst [10, 784]]");
    assertThat(Fan.of(784, 10)).isEqualTo(Fan.of(784, 10)).hasToString("Fan[fanIn=784, fanOut=10]");
  }

  @Test
  void aTensorOfAnotherSizeIsRefusedAndNotTouched() {
    FloatTensor tensor = FloatTensor.zeros(10, 783);
    Fan fan = Fan.outputFirst(Shape.of(10, 784));
    for (Initializer initializer :
        new Initializer[] {
          He.normal(),
          Xavier.uniform(),
          LeCun.truncatedNormal(),
          Orthogonal.of(),
          Identity.of(),
          Sparse.of(0.5)
        }) {
      assertThatIllegalArgumentException()
          .as("%s", initializer)
          .isThrownBy(() -> initializer.fill(tensor, fan, RandomStream.of(1, "w")))
          .withMessage(
              "the fan was read from shape [10, 784], of 7840 elements,"
                  + " but the tensor is FLOAT32 [10, 783]");
      assertThat(tensor.array()).containsOnly(0);
    }
  }

  @Test
  void aTensorOfAnotherShapeButTheSameSizeFits() {
    FloatTensor flat = FloatTensor.zeros(7840);
    He.normal().fill(flat, Fan.outputFirst(Shape.of(10, 784)), RandomStream.of(1, "w"));
    assertThat(flat.array()).doesNotContain(0);
  }
}
