package org.talweg.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.gradient.ClipByGlobalNorm;
import org.talweg.optimizer.Sgd;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.StepReport;
import org.talweg.training.Trainer;

/** Clipping by the global norm leaves the gradients that PyTorch leaves. */
class GoldenClippingTest {
  private static final double RELATIVE = 1e-12;

  static Stream<JsonNode> norm2() {
    return StreamSupport.stream(GoldenFixture.read("clipping").get("cases").spliterator(), false)
        .filter(golden -> golden.get("kind").textValue().equals("norm2"));
  }

  @ParameterizedTest
  @MethodSource("norm2")
  void theClippedGradientsAndTheirNormAreTheReferences(JsonNode golden) {
    List<DoubleTensor> values = new ArrayList<>();
    List<Parameter> parameters = new ArrayList<>();
    for (double[] gradient : GoldenFixture.rows(golden.get("gradients"))) {
      DoubleTensor value = DoubleTensor.zeros(gradient.length);
      values.add(value);
      parameters.add(
          Parameter.of(
              "p" + parameters.size(), value, DoubleTensor.wrap(gradient, gradient.length)));
    }
    double limit = golden.get("limit").doubleValue();
    Trainer trainer =
        Trainer.builder(Sgd.of(1))
            .parameters(parameters)
            .transform(ClipByGlobalNorm.of(limit))
            .build();

    StepReport report = trainer.step();

    double norm = golden.get("total_norm").doubleValue();
    assertThat(report.gradientNorm()).isCloseTo(norm, within(RELATIVE * norm));
    assertThat(report.clipped()).isEqualTo(norm > limit);
    List<double[]> clipped = GoldenFixture.rows(golden.get("clipped"));
    for (int p = 0; p < clipped.size(); p++) {
      for (int i = 0; i < clipped.get(p).length; i++) {
        double expected = clipped.get(p)[i];
        // At rate 1, SGD leads from zero to minus the gradient that it sees.
        assertThat(-values.get(p).array()[i])
            .as("tensor %d, element %d", p, i)
            .isCloseTo(expected, within(RELATIVE * Math.abs(expected)));
      }
    }
  }
}
