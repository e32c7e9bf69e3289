// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;

class ModelInitializerTest {
  private static final ModelInitializer MODEL =
      ModelInitializer.outputFirst(42)
          .with("*.bias", Bias.zeros())
          .with((name, shape) -> shape.rank() == 4, He.normal())
          .with("*.weight", LeCun.fanInUniform());

  /** Filled with sevens, so that what is not touched shows. */
  private static Parameter parameter(String name, int... extents) {
    FloatTensor tensor = FloatTensor.zeros(extents);
    Arrays.fill(tensor.array(), 7);
    return Parameter.of(name, tensor);
  }

  private static List<Parameter> parameters() {
    return List.of(
        parameter("conv.weight", 16, 3, 5, 5),
        parameter("conv.bias", 16),
        parameter("dense.weight", 10, 64),
        parameter("dense.bias", 10));
  }

  private static float[] values(Parameter parameter) {
    return ((FloatTensor) parameter.value()).array();
  }

  @Test
  void theFirstRuleThatMatchesDecides() {
    List<Parameter> parameters = parameters();
    MODEL.fill(parameters);
    FloatTensor conv = FloatTensor.zeros(16, 3, 5, 5);
    He.normal().fill(conv, Fan.outputFirst(conv.shape()), RandomStream.of(42, "conv.weight"));
    FloatTensor dense = FloatTensor.zeros(10, 64);
    LeCun.fanInUniform()
        .fill(dense, Fan.outputFirst(dense.shape()), RandomStream.of(42, "dense.weight"));
    assertThat(values(parameters.get(0))).isEqualTo(conv.array());
    assertThat(values(parameters.get(1))).containsOnly(0);
    assertThat(values(parameters.get(2))).isEqualTo(dense.array());
    assertThat(values(parameters.get(3))).containsOnly(0);
  }

  @Test
  void theLayoutIsTheOneStated() {
    Parameter weight = parameter("w", 64, 10);
    ModelInitializer.inputFirst(1).with("*", He.uniform()).fill(List.of(weight));
    FloatTensor expected = FloatTensor.zeros(64, 10);
    He.uniform().fill(expected, Fan.of(64, 10), RandomStream.of(1, "w"));
    assertThat(values(weight)).isEqualTo(expected.array());
  }

  @Test
  void neitherOrderNorThreadsMatter() {
    List<Parameter> expected = parameters();
    MODEL.fill(expected);
    List<Parameter> shuffled = new ArrayList<>(parameters());
    Collections.shuffle(shuffled, new Random(3));
    MODEL.fill(shuffled);
    List<Parameter> parallel = parameters();
    parallel.parallelStream().forEach(MODEL::fill);
    for (int i = 0; i < expected.size(); i++) {
      String name = expected.get(i).name();
      Parameter other =
          shuffled.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
      assertThat(values(other)).as(name).isEqualTo(values(expected.get(i)));
      assertThat(values(parallel.get(i))).as(name).isEqualTo(values(expected.get(i)));
    }
  }

  @Test
  void aParameterWithoutARuleIsAnErrorAndNothingIsFilled() {
    List<Parameter> parameters = new ArrayList<>(parameters());
    parameters.add(parameter("scale", 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MODEL.fill(parameters))
        .withMessage(
            "no rule matches parameter \"scale\" FLOAT32 [3]; add one, or a last rule \"*\" for all"
                + " others, to [\"*.bias\", rule 2, \"*.weight\"]");
    for (Parameter parameter : parameters) {
      assertThat(values(parameter)).as(parameter.name()).containsOnly(7);
    }
    ModelInitializer withDefault = MODEL.with("*", Constant.ones());
    withDefault.fill(parameters);
    assertThat(values(parameters.get(4))).containsOnly(1);
  }

  @Test
  void twoParametersOfOneNameAreAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MODEL.fill(List.of(parameter("a.bias", 1), parameter("a.bias", 2))))
        .withMessage("two parameters are named \"a.bias\": their values would be the same");
  }

  @Test
  void anInitializerThatDoesNotFitIsAnErrorThatNamesTheParameterAndChangesNothing() {
    List<Parameter> parameters = parameters();
    ModelInitializer he = ModelInitializer.outputFirst(42).with("*", He.normal());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> he.fill(parameters))
        .withMessage(
            "parameter \"conv.bias\" FLOAT32 [16], by \"*\": only a weight of rank 2 or more, with"
                + " elements, has a fan; choose an initializer that needs none");
    ModelInitializer dirac = ModelInitializer.outputFirst(42).with("*", Dirac.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dirac.fill(parameters))
        .withMessage(
            "parameter \"conv.bias\" FLOAT32 [16], by \"*\": Dirac must tell inputs from"
                + " outputs: it needs a fan made by Fan.outputFirst or Fan.inputFirst from a shape of"
                + " rank 2 or more, but the fan was Fan[none]");
    for (Parameter parameter : parameters) {
      assertThat(values(parameter)).as(parameter.name()).containsOnly(7);
    }
    ModelInitializer wide = ModelInitializer.outputFirst(42).with("*", Constant.of(1e39));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wide.fill(parameters.get(0)))
        .withMessageStartingWith(
            "parameter \"conv.weight\" FLOAT32 [16, 3, 5, 5], by \"*\": the values");
  }

  /** An LSTM's bias of 10 elements has no four gates of one size. */
  @Test
  void nothingIsFilledIfALaterOneCanNotBe() {
    List<Parameter> parameters =
        List.of(parameter("dense.weight", 4, 3), parameter("lstm.bias", 10));
    Initializer lambda =
        (tensor, fan, random) -> {
          ((FloatTensor) tensor).fill(1);
          throw new IllegalArgumentException("not this one");
        };
    for (Initializer refusing :
        List.of(
            Bias.forgetGate("ifgo"),
            Constant.of(1e39),
            Normal.of(0, 1e38),
            TruncatedNormal.atTwoDeviations(0, 1e39),
            Uniform.of(-1e39, 1),
            He.normal(),
            Orthogonal.of(),
            DeltaOrthogonal.of(),
            Dirac.of(),
            Identity.of(),
            Sparse.of(0.5),
            lambda)) {
      ModelInitializer model =
          ModelInitializer.outputFirst(42).with("*.bias", refusing).with("*", He.normal());
      assertThatIllegalArgumentException()
          .as("%s", refusing)
          .isThrownBy(() -> model.plan(parameters))
          .withMessageStartingWith("parameter \"lstm.bias\" FLOAT32 [10], by \"*.bias\": ");
      assertThatIllegalArgumentException()
          .as("%s", refusing)
          .isThrownBy(() -> model.fill(parameters));
      assertThatIllegalArgumentException()
          .as("%s", refusing)
          .isThrownBy(() -> model.fill(parameters.get(1)));
      for (Parameter parameter : parameters) {
        assertThat(values(parameter)).as("%s", refusing).containsOnly(7);
      }
    }
  }

  @Test
  void aWeightWithoutElementsIsNothingToFill() {
    List<Parameter> parameters = List.of(parameter("none", 10, 0), parameter("w", 3, 4, 1));
    for (Initializer initializer :
        List.of(
            He.normal(),
            Xavier.uniform(),
            LeCun.truncatedNormal(),
            Orthogonal.of(),
            Dirac.of(),
            DeltaOrthogonal.of(),
            Constant.of(1))) {
      Parameter none = parameter("none", 10, 0);
      ModelInitializer model = ModelInitializer.inputFirst(42).with("*", initializer);
      assertThat(model.plan(List.of(none)).lines().get(0).spread()).isEqualTo("no elements");
      model.fill(none);
      model.fill(List.of(none));
      initializer.fill(none, Fan.outputFirst(none.value().shape()), 42);
    }
    ModelInitializer.outputFirst(42).with("*", He.normal()).fill(parameters);
    assertThat(values(parameters.get(1))).doesNotContain(7);
  }

  @Test
  void aRuleStatesTheConvolutionOfItsWeights() {
    Parameter up = parameter("up.weight", 8, 3, 5, 5);
    Parameter depthwise = parameter("depth.weight", 16, 1, 3, 3);
    ModelInitializer model =
        ModelInitializer.outputFirst(42)
            .with("up*", Convolution.transpose(), He.normal())
            .with("depth*", Convolution.of().withGroups(16), He.normal().withMode(FanMode.FAN_OUT));
    model.fill(List.of(up, depthwise));
    FloatTensor expected = FloatTensor.zeros(8, 3, 5, 5);
    He.normal().fill(expected, Fan.of(8 * 25, 3 * 25), RandomStream.of(42, "up.weight"));
    assertThat(values(up)).isEqualTo(expected.array());
    FloatTensor expectedDepth = FloatTensor.zeros(16, 1, 3, 3);
    He.normal().fill(expectedDepth, Fan.of(9, 1), RandomStream.of(42, "depth.weight"));
    assertThat(values(depthwise)).isEqualTo(expectedDepth.array());
    assertThat(model).asString().contains("\"up*\" transposed -> ", "\"depth*\" in 16 groups -> ");
  }

  @Test
  void thePlanIsATable() {
    ModelInitializer model = MODEL.with("*.scale", Constant.ones());
    assertThat(model.plan(parameters()))
        .hasToString(
            """
            parameter     shape          rule        spread      initializer
            conv.weight   [16, 3, 5, 5]  rule 2      σ = 0.1633  VarianceScaling[distribution=NORMAL, gain=1.4142135623730951, mode=FAN_IN]
            conv.bias     [16]           "*.bias"    0           Constant[value=0.0]
            dense.weight  [10, 64]       "*.weight"  ±0.125      VarianceScaling[distribution=UNIFORM, gain=0.5773502691896257, mode=FAN_IN]
            dense.bias    [10]           "*.bias"    0           Constant[value=0.0]
            for no parameter: "*.scale"
            """);
  }

  @Test
  void aPlanChangesNothing() {
    List<Parameter> parameters = parameters();
    MODEL.plan(parameters);
    for (Parameter parameter : parameters) {
      assertThat(values(parameter)).as(parameter.name()).containsOnly(7);
    }
  }

  @Test
  void modelsAreValues() {
    ModelInitializer one = ModelInitializer.outputFirst(1).with("*", He.normal());
    assertThat(one)
        .isEqualTo(ModelInitializer.outputFirst(1).with("*", He.normal()))
        .hasSameHashCodeAs(ModelInitializer.outputFirst(1).with("*", He.normal()))
        .isNotEqualTo(ModelInitializer.outputFirst(2).with("*", He.normal()))
        .isNotEqualTo(ModelInitializer.inputFirst(1).with("*", He.normal()))
        .isNotEqualTo(ModelInitializer.outputFirst(1).with("*", He.uniform()))
        .isNotEqualTo(ModelInitializer.outputFirst(1).with("?", He.normal()))
        .hasToString(
            "ModelInitializer.outputFirst(1)\n"
                + "  \"*\" -> VarianceScaling[distribution=NORMAL, gain=1.4142135623730951,"
                + " mode=FAN_IN]");
    ModelInitializer longer = one.with("never", He.normal());
    assertThat(longer).isNotEqualTo(one);
  }
}
