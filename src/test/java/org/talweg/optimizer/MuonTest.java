// SPDX-License-Identifier: Apache-2.0
package org.talweg.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.preset.Keras;
import org.talweg.rule.Optimizer;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.training.Group;
import org.talweg.training.Trainer;

class MuonTest {
  private static double[] step(Optimizer rule, double[] g, int... extents) {
    double[] w = new double[g.length];
    Trainer.of(
            rule, Parameter.of("w", DoubleTensor.wrap(w, extents), DoubleTensor.wrap(g, extents)))
        .step();
    return w;
  }

  private static double[] normal(int count) {
    SplittableRandom random = new SplittableRandom(count);
    double[] numbers = new double[count];
    Arrays.setAll(numbers, i -> random.nextGaussian());
    return numbers;
  }

  private static double rootMeanSquare(double[] x) {
    return Math.sqrt(Arrays.stream(x).map(a -> a * a).sum() / x.length);
  }

  /** Rows are the first extent, and the rest of them the columns. */
  @Test
  void aConvolutionIsAMatrixOfItsOutputs() {
    double[] g = normal(8 * 3 * 5 * 2);
    assertThat(step(Muon.of(0.1), g, 8, 3, 5, 2)).isEqualTo(step(Muon.of(0.1), g, 8, 30));
    assertThat(step(Muon.of(0.1), g, 8, 3, 10)).isNotEqualTo(step(Muon.of(0.1), g, 24, 10));
  }

  /** All singular values are about 1, so √(least side) of them lie in Frobenius' norm. */
  @ParameterizedTest
  @CsvSource({"60, 20, 1.7320508075688772", "20, 60, 1", "40, 40, 1"})
  void theRateIsScaledByTheShape(int rows, int columns, double factor) {
    double[] w = step(Muon.of(0.1), normal(rows * columns), rows, columns);
    double norm = rootMeanSquare(w) * Math.sqrt(rows * columns);
    double least = Math.min(rows, columns);
    assertThat(norm / (0.1 * factor * Math.sqrt(least))).isBetween(0.7, 1.2);
  }

  @ParameterizedTest
  @CsvSource({"60, 20", "20, 60", "40, 40"})
  void updatesOfASizeHaveItWhateverTheShape(int rows, int columns) {
    Muon rule = Muon.of(0.1).withUpdateSize(0.25);
    double size = rootMeanSquare(step(rule, normal(rows * columns), rows, columns));
    assertThat(size / (0.1 * 0.25)).isBetween(0.7, 1.2);
  }

  /** The gradient in one direction is a tenth of that in the other. */
  @Test
  void allDirectionsMoveAlike() {
    double[] g = {1, 0, 0, -0.1};
    double[] w = step(Muon.of(1), g, 2, 2);
    assertThat(w[0]).isBetween(-1.2, -0.68);
    assertThat(w[3]).isBetween(0.68, 1.2);
    assertThat(w[1]).isZero();
    assertThat(w[2]).isZero();
  }

  /** An odd polynomial once: x + 2·x³ + 4·x⁵ of u / ‖u‖, which is 1 for one element. */
  @Test
  void coefficientsIterationsAndEpsilonAreInTheFormula() {
    Muon rule = Muon.of(1).withCoefficients(1, 2, 4).withIterations(1).withNesterov(false);
    double[] g = {0.5};
    double u = 0.05 * 0.5;
    assertThat(step(rule.withEpsilon(1e-30), g, 1, 1)[0]).isEqualTo(-7, within(1e-14));
    double clamped = u / 0.1;
    assertThat(step(rule.withEpsilon(0.1), g, 1, 1)[0])
        .isEqualTo(-polynomial(clamped), within(1e-15));
    double added = u / (u + 0.1);
    assertThat(step(rule.withEpsilon(0.1).withAddedEpsilon(true), g, 1, 1)[0])
        .isEqualTo(-polynomial(added), within(1e-15));
    double ahead = (u + 0.05 * (0.5 - u)) / 0.1;
    assertThat(step(rule.withEpsilon(0.1).withNesterov(true), g, 1, 1)[0])
        .isEqualTo(-polynomial(ahead), within(1e-14));
    double twice = polynomial(polynomial(clamped));
    assertThat(step(rule.withEpsilon(0.1).withIterations(2), g, 1, 1)[0])
        .isEqualTo(-twice, within(1e-14 * twice));
  }

  private static double polynomial(double x) {
    return x + 2 * x * x * x + 4 * x * x * x * x * x;
  }

  /**
   * Keras computes the norm in single precision, in float64 too, and the iteration amplifies it, so
   * it is no reference to 1e-12. A misplaced ε, scale or momentum would be seen all the same.
   */
  @Test
  void kerasAgreesAsFarAsItsSinglePrecisionGoes() throws IOException {
    JsonNode file =
        new ObjectMapper().readTree(Path.of("src/test/resources/muon/keras.json").toFile());
    double[] w = numbers(file.get("initial"));
    double[] g = new double[w.length];
    Trainer trainer =
        Trainer.of(
            Keras.muon(0.02),
            Parameter.of("w", DoubleTensor.wrap(w, 3, 4), DoubleTensor.wrap(g, 3, 4)));
    JsonNode run = file.get("cases").get(0).get("runs").get(0);
    assertThat(run.get("dtype").asText()).isEqualTo("float64");
    for (int t = 0; t < 40; t++) {
      System.arraycopy(numbers(file.get("gradients").get(t)), 0, g, 0, g.length);
      trainer.step();
      double[] expected = numbers(run.get("expected").get(t));
      for (int i = 0; i < w.length; i++) {
        assertThat(w[i]).as("step %d", t + 1).isCloseTo(expected[i], within(2e-8));
      }
    }
  }

  private static double[] numbers(JsonNode list) {
    double[] numbers = new double[list.size()];
    Arrays.setAll(numbers, i -> list.get(i).asDouble());
    return numbers;
  }

  @Test
  void aVectorIsAnErrorThatNamesItAndTheWayOut() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trainer.of(Muon.of(0.1), Parameter.of("bias", FloatTensor.zeros(7))))
        .withMessageContaining("\"bias\"")
        .withMessageContaining("two or more dimensions, but the shape was [7]")
        .withMessageContaining("AdamW");
  }

  /** The split that its users make: hidden matrices to Muon, all else to AdamW. */
  @Test
  void everythingButHiddenMatricesGoesToAnotherRule() {
    Parameter embedding = Parameter.of("embedding.weight", FloatTensor.zeros(50, 8));
    Parameter hidden = Parameter.of("hidden.weight", FloatTensor.zeros(8, 8));
    Parameter bias = Parameter.of("hidden.bias", FloatTensor.zeros(8));
    Parameter head = Parameter.of("head.weight", FloatTensor.zeros(50, 8));
    Group rest =
        Group.where(
                "rest",
                (name, shape) ->
                    shape.rank() < 2 || name.startsWith("embedding") || name.startsWith("head"))
            .withOptimizer(AdamW.of(3e-4));
    Trainer trainer =
        Trainer.builder(Muon.of(0.02))
            .parameters(embedding, hidden, bias, head)
            .groups(rest)
            .build();
    trainer.step();
    assertThat(trainer.checkpoint().names())
        .contains("hidden.weight/momentum", "head.weight/first_moment", "hidden.bias/first_moment")
        .doesNotContain("embedding.weight/momentum", "head.weight/momentum");
    assertThat(trainer.checkpoint().tensor("hidden.weight/momentum").shape())
        .isEqualTo(Shape.of(8, 8));
  }

  @Test
  void optionsMustBeInTheirRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Muon.of(0.1).withIterations(0))
        .withMessageContaining("iterations");
    assertThatIllegalArgumentException().isThrownBy(() -> Muon.of(0.1).withUpdateSize(-0.2));
  }
}
