// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/** Null is an error that names the argument, whatever the initializer. */
class NullArgumentsTest {
  private static final Shape SHAPE = Shape.of(6, 4, 3);
  private static final Fan FAN = Fan.outputFirst(SHAPE);
  private static final Fan MATRIX = Fan.outputFirst(Shape.of(6, 12));
  private static final RandomStream STREAM = RandomStream.of(1, "w");

  private static final Map<Initializer, Fan> RANDOM =
      Map.of(
          He.normal(), FAN,
          He.uniform(), FAN,
          He.truncatedNormal(), FAN,
          Normal.of(0, 1), FAN,
          Uniform.of(0, 1), FAN,
          TruncatedNormal.of(0, 1, -2, 2), FAN,
          Orthogonal.of(), FAN,
          DeltaOrthogonal.of(), FAN,
          Sparse.of(0.5), MATRIX);

  private static final Map<Initializer, Fan> FIXED =
      Map.of(
          Constant.zeros(), FAN,
          Bias.forgetGate("ifgo"), FAN,
          Identity.of(), MATRIX,
          Dirac.of(), FAN);

  private static DynamicTest named(String argument, String call, ThrowingCallable callable) {
    return DynamicTest.dynamicTest(
        call + ": " + argument,
        () -> assertThatNullPointerException().isThrownBy(callable).withMessage(argument));
  }

  @TestFactory
  Stream<DynamicTest> anInitializerNamesWhatIsMissing() {
    Tensor tensor = FloatTensor.zeros(SHAPE);
    return Stream.of(RANDOM, FIXED)
        .flatMap(map -> map.entrySet().stream())
        .flatMap(
            entry -> {
              Initializer initializer = entry.getKey();
              Fan fan = entry.getValue();
              Stream<DynamicTest> all =
                  Stream.of(
                      named(
                          "tensor",
                          initializer.toString(),
                          () -> initializer.fill((Tensor) null, fan, STREAM)),
                      named(
                          "parameter",
                          initializer.toString(),
                          () -> initializer.fill((Parameter) null, fan, 1)));
              if (!RANDOM.containsKey(initializer)) {
                return all;
              }
              return Stream.concat(
                  all,
                  Stream.of(
                      named(
                          "random",
                          initializer.toString(),
                          () -> initializer.fill(tensor, fan, null))));
            });
  }

  @TestFactory
  Stream<DynamicTest> everyEntryPointNamesWhatIsMissing() {
    ModelInitializer model = ModelInitializer.outputFirst(1);
    return Stream.of(
        named("fan", "VarianceScaling", () -> He.normal().fill(FloatTensor.zeros(2), null, STREAM)),
        named("fan", "bound", () -> He.uniform().bound(null)),
        named("fan", "standardDeviation", () -> He.uniform().standardDeviation(null)),
        named("fan", "Orthogonal", () -> Orthogonal.of().fill(FloatTensor.zeros(2), null, STREAM)),
        named("fan", "FanMode", () -> FanMode.FAN_IN.of(null)),
        named("mode", "withMode", () -> He.normal().withMode(null)),
        named("shape", "outputFirst", () -> Fan.outputFirst(null)),
        named("shape", "inputFirst", () -> Fan.inputFirst(null)),
        named("tensor", "requireFits", () -> FAN.requireFits(null)),
        named("name", "RandomStream", () -> RandomStream.of(1, null)),
        named("generator", "RandomStream", () -> RandomStream.of((RandomGenerator) null)),
        named("weight", "Bias.linear", () -> Bias.linear(null)),
        named("gates", "Bias.forgetGate", () -> Bias.forgetGate(null)),
        named("pattern", "with", () -> model.with((String) null, He.normal())),
        named("initializer", "with", () -> model.with("*", null)),
        named("condition", "with", () -> model.with((ModelCondition) null, He.normal())),
        named("initializer", "with", () -> model.with((name, shape) -> true, null)),
        named("parameters", "fill", () -> model.fill((List<Parameter>) null)),
        named("parameter", "fill", () -> model.fill((Parameter) null)),
        named("parameters", "plan", () -> model.plan(null)));
  }

  /** Tells the overloads of {@code with} apart. */
  private interface ModelCondition extends BiPredicate<String, Shape> {}
}
