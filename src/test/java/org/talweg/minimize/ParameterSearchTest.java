// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;

/** A search whose variables are parameters: of any type, wherever they lie. */
class ParameterSearchTest {
  private final float[] all = new float[8];
  private final Parameter matrix =
      Parameter.of("matrix", FloatTensor.rows(new float[][] {{3, -2}, {1, 5}}));
  private final Parameter slice =
      Parameter.of("slice", FloatTensor.slice(all, 3, 2), FloatTensor.zeros(2));
  private final Parameter doubles =
      Parameter.of("doubles", DoubleTensor.wrap(new double[] {7, -8, 9}));
  private final Parameter buffer =
      Parameter.of(
          "buffer",
          DoubleTensor.wrap(
              ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder()).asDoubleBuffer()));
  private final List<Parameter> parameters = List.of(matrix, slice, doubles, buffer);

  /**
   * Σ cᵢ·(xᵢ − i)² over all elements in order, c = 1, 2, 1, 2 …, with the parameters' gradients.
   */
  private double bowl() {
    double loss = 0;
    int index = 0;
    for (Parameter parameter : parameters) {
      for (int i = 0; i < parameter.value().size(); i++, index++) {
        double off = get(parameter, i) - index;
        double weight = 1 + index % 2;
        loss += weight * off * off;
        setGradient(parameter, i, 2 * weight * off);
      }
    }
    return loss;
  }

  private static double get(Parameter parameter, int i) {
    return parameter.value() instanceof FloatTensor floats
        ? floats.get(i)
        : parameter.doubleValue().get(i);
  }

  private static void setGradient(Parameter parameter, int i, double element) {
    if (parameter.gradient().tensor() instanceof FloatTensor floats) {
      floats.set(i, (float) element);
    } else {
      parameter.doubleGradient().set(i, element);
    }
  }

  @Test
  void theParametersEndAtTheMinimum() {
    SearchResult result = Lbfgs.of().minimize(parameters, this::bowl);
    assertThat(result.converged()).as("%s", result).isTrue();
    int index = 0;
    for (Parameter parameter : parameters) {
      for (int i = 0; i < parameter.value().size(); i++, index++) {
        assertThat(get(parameter, i)).isEqualTo(result.point()[index]);
        assertThat(get(parameter, i)).isCloseTo(index, org.assertj.core.data.Offset.offset(1e-5));
      }
    }
    assertThat(bowl()).isEqualTo(result.loss());
  }

  @Test
  void thePointIsWhatTheParametersHold() {
    Search search = ConjugateGradient.of().search(parameters);
    while (search.isRunning()) {
      double[] point = search.point();
      int index = 0;
      for (Parameter parameter : parameters) {
        for (int i = 0; i < parameter.value().size(); i++, index++) {
          assertThat(point[index]).isEqualTo(get(parameter, i));
        }
      }
      search.accept(bowl());
    }
    assertThat(search.result().loss()).isLessThan(1e-8);
  }

  @Test
  void afterAnExceptionTheyHoldTheBestPoint() {
    int[] evaluations = new int[1];
    DoubleSupplier failing =
        () -> {
          if (evaluations[0]++ == 4) {
            throw new IllegalStateException("no more");
          }
          return bowl();
        };
    assertThatThrownBy(() -> Lbfgs.of().minimize(parameters, failing))
        .isInstanceOf(ObjectiveException.class)
        .satisfies(e -> assertThat(((ObjectiveException) e).best().loss()).isEqualTo(bowl()));
  }

  @Test
  void aSavedSearchSetsThemToTheNextPoint() {
    Search search = Lbfgs.of().search(parameters);
    for (int i = 0; i < 3; i++) {
      search.accept(bowl());
    }
    Checkpoint saved = search.checkpoint();
    double[] next = search.point().clone();
    SearchResult whole = search.run(this::bowl);
    Search resumed = Lbfgs.of().resume(saved, parameters);
    assertThat(resumed.point()).isEqualTo(next);
    assertThat(get(doubles, 0)).isEqualTo(next[6]);
    assertThat(resumed.run(this::bowl)).isEqualTo(whole);
    assertThatThrownBy(() -> Lbfgs.of().resume(saved, List.of(matrix)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parametersThatOverlapAreRefused() {
    Parameter other = Parameter.of("other", FloatTensor.slice(all, 4, 2), FloatTensor.zeros(2));
    assertThatThrownBy(() -> Lbfgs.of().search(List.of(slice, other)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("slice")
        .hasMessageContaining("other");
    assertThatThrownBy(() -> Lbfgs.of().search(List.of(slice, slice)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void gradientsAreTheParametersOwn() {
    Search search = Lbfgs.of().search(parameters);
    assertThatThrownBy(search::gradient)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("parameters");
    assertThatThrownBy(() -> Lbfgs.of().search(1, 2).run(this::bowl))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("run(Objective)");
  }
}
