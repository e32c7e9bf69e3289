package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Shape;

/** Samples of ours beside samples that Keras 3.15 drew, for shapes of (kernel…, in, out). */
class GoldenKerasInitializersTest {
  /**
   * Each sample's relative deviation is off by 1 / √(2n) at most (less for uniform and truncated
   * distributions), the difference of two by √2 times that; beyond 6.2 deviations lie 6e-10.
   */
  private static final double DEVIATIONS = 6.2;

  /** Extremes of bounded samples: see {@link #compareExtremes}. */
  private static final double NEAR = 0.002;

  private static final double FLOAT_ROUNDING = 1e-6;

  @TestFactory
  Stream<DynamicTest> samplesAreDistributedAlike() throws IOException {
    try (InputStream in =
        GoldenKerasInitializersTest.class.getResourceAsStream("/golden/keras-initializers.json")) {
      JsonNode cases = new ObjectMapper().readTree(in).get("cases");
      assertThat(cases).hasSize(22);
      return StreamSupport.stream(cases.spliterator(), false)
          .map(
              node -> {
                String name = node.get("initializer").textValue();
                return DynamicTest.dynamicTest(
                    name + " " + node.get("options") + " " + node.get("shape"),
                    () -> compare(node, initializer(name, node.get("options"))));
              });
    }
  }

  private static Initializer initializer(String name, JsonNode options) {
    return switch (name) {
      case "GlorotNormal" -> Xavier.truncatedNormal();
      case "GlorotUniform" -> Xavier.uniform();
      case "HeNormal" -> He.truncatedNormal();
      case "HeUniform" -> He.uniform();
      case "LecunNormal" -> LeCun.truncatedNormal();
      case "LecunUniform" -> LeCun.uniform();
      case "VarianceScaling" -> varianceScaling(options);
      case "TruncatedNormal" ->
          TruncatedNormal.atTwoDeviations(number(options, "mean"), number(options, "stddev"));
      case "RandomNormal" -> Normal.of(0, number(options, "stddev"));
      case "RandomUniform" -> Uniform.of(number(options, "minval"), number(options, "maxval"));
      default -> throw new IllegalStateException("unknown initializer " + name);
    };
  }

  private static VarianceScaling varianceScaling(JsonNode options) {
    String name = options.get("distribution").textValue();
    VarianceScaling distribution =
        switch (name) {
          case "untruncated_normal" -> VarianceScaling.normal();
          case "truncated_normal" -> VarianceScaling.truncatedNormal();
          case "uniform" -> VarianceScaling.uniform();
          default -> throw new IllegalStateException("unknown distribution " + name);
        };
    String mode = options.get("mode").textValue();
    return distribution
        .withScale(number(options, "scale"))
        .withMode(
            switch (mode) {
              case "fan_in" -> FanMode.FAN_IN;
              case "fan_out" -> FanMode.FAN_OUT;
              case "fan_avg" -> FanMode.FAN_AVERAGE;
              default -> throw new IllegalStateException("unknown mode " + mode);
            });
  }

  private static double number(JsonNode options, String name) {
    return options.get(name).doubleValue();
  }

  private static void compare(JsonNode keras, Initializer initializer) {
    Shape shape = Shape.of(extents(keras));
    double[] values = new double[shape.size()];
    initializer.fill(
        DoubleTensor.wrap(values, shape), Fan.inputFirst(shape), RandomStream.of(12, "w"));
    double mean = Arrays.stream(values).average().orElseThrow();
    double deviation =
        Math.sqrt(Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow());

    double expected = number(keras, "sample_deviation");
    double samples = number(keras, "samples");
    assertThat(values).hasSize((int) samples);
    assertThat(deviation).isCloseTo(expected, within(DEVIATIONS * expected / Math.sqrt(samples)));
    assertThat(mean)
        .isCloseTo(
            number(keras, "sample_mean"),
            within(DEVIATIONS * Math.sqrt(2) * expected / Math.sqrt(samples)));
    if (!initializer.spread(Fan.inputFirst(shape)).matches("σ = [0-9.e-]+")) { // has bounds
      compareExtremes(values, keras);
    }
  }

  private static int[] extents(JsonNode keras) {
    JsonNode shape = keras.get("shape");
    return IntStream.range(0, shape.size()).map(i -> shape.get(i).intValue()).toArray();
  }

  /**
   * The extremes of both samples lie within 0.2 % of the range from the bound and from each other.
   * The least dense, a truncated normal, has 0.0566 · 4 · 0.002 = 4.5e-4 of its numbers there: that
   * none of 180,000 is has a chance of e⁻⁸¹.
   */
  private static void compareExtremes(double[] values, JsonNode keras) {
    double least = number(keras, "sample_minimum");
    double most = number(keras, "sample_maximum");
    double near = NEAR * (most - least) + FLOAT_ROUNDING;
    assertThat(Arrays.stream(values).min().orElseThrow()).isCloseTo(least, within(near));
    assertThat(Arrays.stream(values).max().orElseThrow()).isCloseTo(most, within(near));
  }
}
