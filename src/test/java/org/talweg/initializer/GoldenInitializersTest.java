package org.talweg.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.talweg.tensor.Shape;

/** Gains, fans, bounds and standard deviations against those of PyTorch 2.13. */
class GoldenInitializersTest {
  private static final double TOLERANCE = 1e-14;

  private static JsonNode golden() throws IOException {
    try (InputStream in =
        GoldenInitializersTest.class.getResourceAsStream("/golden/initializers.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static void assertEqual(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(TOLERANCE * expected));
  }

  private static Shape shape(JsonNode node) {
    return Shape.of(
        StreamSupport.stream(node.get("shape").spliterator(), false)
            .mapToInt(JsonNode::intValue)
            .toArray());
  }

  private static VarianceScaling initializer(JsonNode node) {
    String name = node.get("init").textValue();
    return switch (name) {
      case "xavier_uniform" -> Xavier.uniform().withGain(node.get("gain").doubleValue());
      case "xavier_normal" -> Xavier.normal().withGain(node.get("gain").doubleValue());
      case "he_uniform" -> he(node, He.uniform(node.get("negative_slope").doubleValue()));
      case "he_normal" -> he(node, He.normal(node.get("negative_slope").doubleValue()));
      default -> throw new IllegalStateException("unknown initializer " + name);
    };
  }

  private static VarianceScaling he(JsonNode node, VarianceScaling he) {
    String mode = node.get("mode").textValue();
    return switch (mode) {
      case "fan_in" -> he; // the default
      case "fan_out" -> he.withMode(FanMode.FAN_OUT);
      default -> throw new IllegalStateException("unknown mode " + mode);
    };
  }

  @Test
  void gainsAreEqual() throws IOException {
    JsonNode gains = golden().get("gains");
    assertEqual(Gain.linear(), gains.get("linear").doubleValue());
    assertEqual(Gain.sigmoid(), gains.get("sigmoid").doubleValue());
    assertEqual(Gain.tanh(), gains.get("tanh").doubleValue());
    assertEqual(Gain.relu(), gains.get("relu").doubleValue());
    assertEqual(Gain.leakyRelu(0.01), gains.get("leaky_relu(0.01)").doubleValue());
    assertEqual(Gain.leakyRelu(0.2), gains.get("leaky_relu(0.2)").doubleValue());
    assertEqual(Gain.selu(), gains.get("selu").doubleValue());
    assertThat(gains).as("gains that are not compared").hasSize(7);
  }

  @TestFactory
  Stream<DynamicTest> fansAreEqual() throws IOException {
    JsonNode fans = golden().get("fans");
    assertThat(fans).hasSize(4);
    return StreamSupport.stream(fans.spliterator(), false)
        .map(
            node ->
                DynamicTest.dynamicTest(
                    shape(node).toString(),
                    () -> {
                      Fan fan = Fan.outputFirst(shape(node));
                      assertThat(fan.fanIn()).isEqualTo(node.get("fan_in").intValue());
                      assertThat(fan.fanOut()).isEqualTo(node.get("fan_out").intValue());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> widthsAreEqual() throws IOException {
    JsonNode cases = golden().get("cases");
    assertThat(cases).hasSize(64);
    return StreamSupport.stream(cases.spliterator(), false)
        .map(node -> DynamicTest.dynamicTest(node.toString(), () -> compareWidth(node)));
  }

  private static void compareWidth(JsonNode node) {
    VarianceScaling initializer = initializer(node);
    Fan fan = Fan.outputFirst(shape(node));
    if (node.has("bound")) {
      assertEqual(initializer.bound(fan), node.get("bound").doubleValue());
      assertEqual(
          initializer.standardDeviation(fan), node.get("bound").doubleValue() / Math.sqrt(3));
    } else {
      assertEqual(initializer.standardDeviation(fan), node.get("std").doubleValue());
    }
  }
}
