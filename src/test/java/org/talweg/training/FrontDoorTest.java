// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.talweg.optimizer.Sgd;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;

/** The first lines that a program writes. */
class FrontDoorTest {
  @Test
  void arraysWithExtents() {
    float[] weights = new float[6];
    float[] gradient = {1, 1, 1, 1, 1, 1};
    Parameter parameter = Parameter.of("w", weights, gradient, 2, 3);
    Trainer.of(Sgd.of(0.5), parameter).step();
    assertThat(weights).containsOnly(-0.5f);
    assertThat(parameter.value().shape()).isEqualTo(Shape.of(2, 3));
    assertThat(parameter.floatValue().array()).isSameAs(weights);
    assertThat(parameter.floatGradient().array()).isSameAs(gradient);
  }

  @Test
  void arraysWithoutExtentsAreVectors() {
    double[] weights = new double[3];
    double[] gradient = {1, 2, 3};
    Parameter parameter = Parameter.of("w", weights, gradient);
    Trainer.of(Sgd.of(1), parameter).step();
    assertThat(weights).containsExactly(-1, -2, -3);
    assertThat(parameter.value().shape()).isEqualTo(Shape.of(3));
    assertThat(parameter.doubleValue().array()).isSameAs(weights);
    assertThat(parameter.doubleGradient().array()).isSameAs(gradient);
    assertThat(FloatTensor.wrap(new float[4]).shape()).isEqualTo(Shape.of(4));
    assertThat(DoubleTensor.wrap(new double[4]).shape()).isEqualTo(Shape.of(4));
  }

  @Test
  void theOtherTypeIsAnErrorThatSaysWhatToCall() {
    Parameter floats = Parameter.of("w", new float[1], new float[1]);
    Parameter doubles = Parameter.of("v", new double[1], new double[1]);
    assertThatIllegalStateException()
        .isThrownBy(floats::doubleGradient)
        .withMessage("doubleGradient() of parameter \"w\" FLOAT32 [1]; use floatGradient()");
    assertThatIllegalStateException()
        .isThrownBy(floats::doubleValue)
        .withMessage("doubleValue() of parameter \"w\" FLOAT32 [1]; use floatValue()");
    assertThatIllegalStateException()
        .isThrownBy(doubles::floatGradient)
        .withMessage("floatGradient() of parameter \"v\" FLOAT64 [1]; use doubleGradient()");
    assertThatIllegalStateException()
        .isThrownBy(doubles::floatValue)
        .withMessage("floatValue() of parameter \"v\" FLOAT64 [1]; use doubleValue()");
  }

  @Test
  void lengthsMustBeTheShapes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameter.of("w", new float[3], new float[2]))
        .withMessage("parameter \"w\": the value has 3 elements, but the gradient 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameter.of("w", new double[3], new double[3], 2, 2))
        .withMessage("shape [2, 2] has 4 elements, but the array has 3");
  }

  @Test
  void aCollectionOfParametersAndOneByName() {
    List<Parameter> parameters =
        List.of(
            Parameter.of("w", new float[2], new float[2]),
            Parameter.of("b", new double[1], new double[1]));
    Trainer trainer = Trainer.of(Sgd.of(1), parameters);
    assertThat(trainer.parameters()).isEqualTo(parameters);
    assertThat(trainer.parameter("b")).isSameAs(parameters.get(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trainer.parameter("c"))
        .withMessage("no parameter \"c\", only [w, b]");
  }

  @Test
  void namesThatCollideWithFormatsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameter.of("__metadata__", new float[1], new float[1]))
        .withMessageContaining("a key that checkpoint files reserve");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Parameter.of("w\ud800", new float[1], new float[1]))
        .withMessageContaining("half of a surrogate pair");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Group.where("g\udfff", (name, shape) -> true))
        .withMessageContaining("half of a surrogate pair");
  }

  /** Whatever the other extents are. */
  @Test
  void aShapeMayHaveAnExtentOfZero() {
    Shape shape = Shape.of(Integer.MAX_VALUE, 0, Integer.MAX_VALUE);
    assertThat(shape.size()).isZero();
    Trainer trainer =
        Trainer.of(Sgd.of(1), Parameter.of("none", FloatTensor.wrap(new float[0], shape)));
    assertThat(trainer.step().step()).isEqualTo(1);
    trainer.restore(trainer.checkpoint());
  }
}
