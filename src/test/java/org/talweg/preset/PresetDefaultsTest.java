// SPDX-License-Identifier: Apache-2.0
package org.talweg.preset;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.Schedule;

/** A preset has its framework's default rate and decay, which no golden file shows. */
class PresetDefaultsTest {
  /**
   * Of the constructors of PyTorch 2.13, Keras 3.15 and ND4J 1.0.0-M2.1. Optax has no default rate,
   * and ND4J's AdaDelta has none at all.
   */
  private static final Map<String, Double> RATES =
      Map.ofEntries(
          Map.entry("PyTorch.sgd", 0.001),
          Map.entry("PyTorch.adagrad", 0.01),
          Map.entry("PyTorch.rmsprop", 0.01),
          Map.entry("PyTorch.adam", 0.001),
          Map.entry("PyTorch.adamw", 0.001),
          Map.entry("PyTorch.adadelta", 1.0),
          Map.entry("PyTorch.adamax", 0.002),
          Map.entry("PyTorch.nadam", 0.002),
          Map.entry("PyTorch.radam", 0.001),
          Map.entry("PyTorch.rprop", 0.01),
          Map.entry("PyTorch.adafactor", 0.01),
          Map.entry("PyTorch.muon", 0.001),
          Map.entry("PyTorch.asgd", 0.01),
          Map.entry("Keras.sgd", 0.01),
          Map.entry("Keras.adagrad", 0.001),
          Map.entry("Keras.rmsprop", 0.001),
          Map.entry("Keras.adam", 0.001),
          Map.entry("Keras.adamw", 0.001),
          Map.entry("Keras.adadelta", 0.001),
          Map.entry("Keras.adamax", 0.001),
          Map.entry("Keras.nadam", 0.001),
          Map.entry("Keras.ftrl", 0.001),
          Map.entry("Keras.adafactor", 0.001),
          Map.entry("Keras.lion", 0.001),
          Map.entry("Keras.lamb", 0.001),
          Map.entry("Keras.muon", 0.001),
          Map.entry("Keras.scheduleFreeAdamW", 0.0025),
          Map.entry("Dl4j.sgd", 0.001),
          Map.entry("Dl4j.nesterovs", 0.1),
          Map.entry("Dl4j.adaGrad", 0.1),
          Map.entry("Dl4j.rmsProp", 0.1),
          Map.entry("Dl4j.adaDelta", 1.0),
          Map.entry("Dl4j.adaMax", 0.001),
          Map.entry("Dl4j.adam", 0.001),
          Map.entry("Dl4j.amsGrad", 0.001));

  /** Of optax 0.2.8, too. */
  private static final Map<String, Double> DECAYS =
      Map.of(
          "PyTorch.adamw",
          0.01,
          "PyTorch.muon",
          0.1,
          "Keras.adamw",
          0.004,
          "Optax.adamw",
          1e-4,
          "Optax.lion",
          1e-3,
          "Keras.muon",
          0.004);

  private static Stream<Method> presets(Class<?>... parameters) {
    return Stream.of(PyTorch.class, Keras.class, Optax.class, Dl4j.class)
        .flatMap(framework -> Arrays.stream(framework.getDeclaredMethods()))
        .filter(preset -> Modifier.isPublic(preset.getModifiers()))
        .filter(preset -> Optimizer.class.isAssignableFrom(preset.getReturnType()))
        .filter(preset -> Arrays.equals(preset.getParameterTypes(), parameters));
  }

  private static Optimizer made(Method preset, Object... arguments) {
    try {
      return (Optimizer) preset.invoke(null, arguments);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(preset.toString(), e);
    }
  }

  private static String name(Method preset) {
    return preset.getDeclaringClass().getSimpleName() + "." + preset.getName();
  }

  @Test
  void aRateThatIsNotGivenIsTheFrameworks() {
    Map<String, Double> rates = new TreeMap<>();
    presets()
        .forEach(
            preset ->
                rates.put(
                    name(preset),
                    made(preset).hyperparameters().get(Hyperparameter.LEARNING_RATE).at(1)));
    assertThat(rates).containsExactlyInAnyOrderEntriesOf(RATES);
  }

  @Test
  void aPresetDecaysWeightsWhereTheFrameworkDoes() {
    Stream.of(
            presets().map(preset -> Map.entry(name(preset), made(preset))),
            presets(double.class).map(preset -> Map.entry(name(preset), made(preset, 0.5))),
            presets(Schedule.class)
                .map(preset -> Map.entry(name(preset), made(preset, Schedule.constant(0.5)))))
        .flatMap(made -> made)
        .forEach(
            made ->
                assertThat(made.getValue().hyperparameters().weightDecay())
                    .as(made.getKey())
                    .isEqualTo(
                        DECAYS.containsKey(made.getKey())
                            ? WeightDecay.decoupled(DECAYS.get(made.getKey()))
                            : WeightDecay.NONE));
  }

  @Test
  void aConstantRateAndAScheduleMakeTheSameRule() {
    Map<String, Optimizer> constant = new TreeMap<>();
    Map<String, Optimizer> replaced = new TreeMap<>();
    presets(double.class)
        .forEach(
            preset -> {
              constant.put(name(preset), made(preset, 0.5));
              replaced.put(
                  name(preset),
                  ((AbstractOptimizer<?>) made(preset, 0.25))
                      .withLearningRate(Schedule.constant(0.5)));
            });
    assertThat(replaced).isEqualTo(constant).hasSizeGreaterThan(40);
    presets(Schedule.class)
        .forEach(
            preset ->
                assertThat(made(preset, Schedule.constant(0.5)))
                    .isEqualTo(constant.get(name(preset))));
  }
}
