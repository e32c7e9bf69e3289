// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.rule.Rule;
import org.talweg.rule.Slot;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.training.BareRule;
import org.talweg.training.Trainer;

/** A bare rule on the caller's arrays has the bits of a trainer. */
class BareRuleLawsTest {
  private static final int STEPS = 35;

  static Stream<Variant> rows() {
    return Stream.concat(Catalogue.variants(), Catalogue.options())
        .filter(variant -> variant.rule().rule().isElementwise());
  }

  /** A slot's name in a checkpoint; the result has the parameter's own. */
  private static String key(Variant row, Slot slot) {
    Rule rule = row.rule().rule();
    boolean result = rule.hasResultApart() && rule.evaluated().orElseThrow().equals(slot);
    return result ? "p0" : "p0/" + slot.name();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void floats(Variant row) {
    for (int size : new int[] {5, 500}) {
      Model model = new Model(DataType.FLOAT32, 61, size);
      Trainer trainer = Trainer.of(row.rule(), model.parameters);
      float[] weights = model.parameters.get(0).floatValue().toArray();
      BareRule bare = BareRule.of(row.rule());
      float[][] state = bare.floatState(size);
      for (int step = 1; step <= STEPS; step++) {
        model.backward(step);
        float[] gradient = model.parameters.get(0).floatGradient().toArray();
        trainer.step();
        int cut = step % 2 == 0 ? size : size / 3;
        bare.step(step, weights, gradient, state, cut, size);
        bare.step(step, weights, gradient, state, 0, cut);
      }
      assertThat(weights).containsExactly(model.parameters.get(0).floatValue().toArray());
      for (int i = 0; i < state.length; i++) {
        String name = key(row, bare.slots().get(i));
        assertThat(state[i])
            .as(name)
            .containsExactly(((FloatTensor) trainer.checkpoint().tensor(name)).toArray());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void doubles(Variant row) {
    for (int size : new int[] {5, 500}) {
      Model model = new Model(DataType.FLOAT64, 61, size);
      Trainer trainer = Trainer.of(row.rule(), model.parameters);
      double[] weights = model.parameters.get(0).doubleValue().toArray();
      BareRule bare = BareRule.of(row.rule());
      double[][] state = bare.doubleState(size);
      for (int step = 1; step <= STEPS; step++) {
        model.backward(step);
        double[] gradient = model.parameters.get(0).doubleGradient().toArray();
        trainer.step();
        int cut = step % 2 == 0 ? size : size / 3;
        bare.step(step, weights, gradient, state, cut, size);
        bare.step(step, weights, gradient, state, 0, cut);
      }
      assertThat(weights).containsExactly(model.parameters.get(0).doubleValue().toArray());
      for (int i = 0; i < state.length; i++) {
        String name = key(row, bare.slots().get(i));
        assertThat(state[i])
            .as(name)
            .containsExactly(((DoubleTensor) trainer.checkpoint().tensor(name)).toArray());
      }
    }
  }

  /** Rows that are stepped in turn, each at its own step, are as rows stepped alone. */
  @ParameterizedTest
  @MethodSource("rows")
  void aStepDependsOnItsNumberAndArraysAlone(Variant row) {
    float[][] weights = {{1, 2}, {1, 2}};
    float[][] alone = {{1, 2}, {1, 2}};
    float[] gradient = {0.5f, -0.25f};
    BareRule shared = BareRule.of(row.rule());
    float[][][] state = {shared.floatState(2), shared.floatState(2)};
    for (int step = 1; step <= 6; step++) {
      shared.step(step, weights[0], gradient, state[0]);
      if (step % 3 == 0) {
        shared.step(step / 3, weights[1], gradient, state[1]);
      }
    }
    for (int i = 0; i < 2; i++) {
      BareRule own = BareRule.of(row.rule());
      float[][] ownState = own.floatState(2);
      for (int step = 1; step <= (i == 0 ? 6 : 2); step++) {
        own.step(step, alone[i], gradient, ownState);
      }
    }
    assertThat(weights).isDeepEqualTo(alone);
  }
}
