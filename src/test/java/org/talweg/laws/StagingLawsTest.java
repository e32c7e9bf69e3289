// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.gradient.ClipByNorm;
import org.talweg.gradient.ClipByValue;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;
import org.talweg.training.WeightAverage;

/** Where elements lie does not change a bit of what a rule makes of them. */
class StagingLawsTest {
  /** One that is packed, one empty, and enough elements for two threads. */
  private static final int[] SIZES = {7, 0, 300, 33_001, 4096, 1, 191};

  private static final int STEPS = 33; // state vanishes once

  static Stream<Arguments> rowsAndTypes() {
    return Catalogue.variants()
        .flatMap(row -> Stream.of(DataType.values()).map(type -> Arguments.of(row, type)));
  }

  private static TrainerBuilder pipeline(Variant row, List<Parameter> parameters) {
    TrainerBuilder builder =
        Trainer.builder(row.rule())
            .parameters(parameters)
            .transform(ClipByNorm.global(10))
            .weightDecay(WeightDecay.decoupled(0.01));
    return row.averaged(builder, WeightAverage.exponential(0.9));
  }

  private static Map<String, List<?>> train(
      Model model, List<Parameter> parameters, Trainer trainer) {
    for (int step = 1; step <= STEPS; step++) {
      model.backward(step);
      for (int i = 0; i < parameters.size(); i++) {
        Place.copy(Model.gradient(model.parameters.get(i)), parameters.get(i).gradient().tensor());
      }
      trainer.step();
    }
    Map<String, List<?>> bits = new TreeMap<>();
    for (Parameter parameter : parameters) {
      bits.put(parameter.name(), Place.elements(parameter.value()));
      bits.put("average of " + parameter.name(), Place.elements(trainer.average(parameter.name())));
    }
    return bits;
  }

  @ParameterizedTest
  @MethodSource("rowsAndTypes")
  void everyPlaceGivesTheSameBits(Variant row, DataType type) {
    Map<String, List<?>> expected = null;
    int chunkSize = 1024;
    for (Place place : Place.values()) {
      if (place.isRows() && row.rule().rule().isWhole()) {
        continue; // a matrix is another shape
      }
      Model model = new Model(row, type, 41, SIZES);
      List<Parameter> parameters = place.move(type, model.parameters);
      TrainerBuilder builder = pipeline(row, parameters);
      builder.threads(chunkSize % 2 + 1).chunkSize(chunkSize);
      chunkSize += 333;
      Map<String, List<?>> bits = train(model, parameters, builder.build());
      if (expected == null) {
        expected = bits;
      }
      assertThat(bits.equals(expected)).as("bits of %s", place).isTrue();
    }
  }

  /** Clipping by a bound that no element reaches copies everything into scratch, and no more. */
  @ParameterizedTest
  @MethodSource("rowsAndTypes")
  void stagingWholeArraysDoesNotChangeABit(Variant row, DataType type) {
    if (row.rule().rule().gradientFactor().isPresent()) {
      return; // it excludes transforms that rewrite
    }
    Model direct = new Model(row, type, 43, SIZES);
    Model staged = new Model(row, type, 43, SIZES);
    Map<String, List<?>> expected =
        train(direct, direct.parameters, pipeline(row, direct.parameters).build());
    Map<String, List<?>> bits =
        train(
            staged,
            staged.parameters,
            pipeline(row, staged.parameters).transform(ClipByValue.of(1e6)).build());
    assertThat(bits.equals(expected)).isTrue();
  }
}
