// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.talweg.initializer.He;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;

class NetworkTest {
  private static final int[] WIDTHS = {7, 6, 5, 10};
  private static final int ROWS = 4;
  private static final long SEED = 20;

  private final Network network = Network.dense(WIDTHS);
  private final FMatrixRMaj rows = new FMatrixRMaj(ROWS, WIDTHS[0]);
  private final byte[] labels = {3, 0, 9, 3};

  NetworkTest() {
    Random random = new Random(SEED);
    for (int i = 0; i < rows.data.length; i++) {
      rows.data[i] = (float) random.nextGaussian();
    }
    network.initialize(He.normal(), SEED);
    for (Parameter parameter : network.parameters()) {
      if (parameter.name().endsWith("bias")) {
        float[] bias = ((FloatTensor) parameter.value()).array();
        for (int i = 0; i < bias.length; i++) {
          bias[i] = (float) random.nextGaussian() / 4;
        }
      }
    }
  }

  @Test
  void lossIsThatOfAForwardPassInDoublePrecision() {
    assertThat(network.lossAndGradients(rows, labels)).isEqualTo(loss(values()), within(1e-6));
  }

  @Test
  void everyGradientIsTheCentralDifferenceOfTheLoss() {
    network.lossAndGradients(rows, labels);
    double[][] values = values();
    List<Parameter> parameters = network.parameters();
    for (int p = 0; p < values.length; p++) {
      float[] gradient = gradient(parameters.get(p));
      for (int i = 0; i < gradient.length; i++) {
        double kept = values[p][i];
        double width = 1e-6;
        values[p][i] = kept + width;
        double above = loss(values);
        values[p][i] = kept - width;
        double below = loss(values);
        values[p][i] = kept;
        double expected = (above - below) / (2 * width);
        assertThat((double) gradient[i])
            .as("seed %d, %s, element %d", SEED, parameters.get(p).name(), i)
            .isEqualTo(expected, within(2e-6));
      }
    }
  }

  @Test
  void gradientsDoNotGrowFromOneBackwardPassToTheNext() {
    network.lossAndGradients(rows, labels);
    float[] once = gradient(network.parameters().get(0)).clone();
    network.lossAndGradients(rows, labels);
    assertThat(gradient(network.parameters().get(0))).containsExactly(once);
  }

  private static float[] gradient(Parameter parameter) {
    return parameter.floatGradient().array();
  }

  private double[][] values() {
    List<Parameter> parameters = network.parameters();
    double[][] values = new double[parameters.size()][];
    for (int p = 0; p < values.length; p++) {
      float[] array = ((FloatTensor) parameters.get(p).value()).array();
      values[p] = new double[array.length];
      for (int i = 0; i < array.length; i++) {
        values[p][i] = array[i];
      }
    }
    return values;
  }

  /** The mean loss, written out sum by sum. */
  private double loss(double[][] values) {
    double total = 0;
    for (int row = 0; row < ROWS; row++) {
      double[] x = new double[WIDTHS[0]];
      for (int i = 0; i < x.length; i++) {
        x[i] = rows.get(row, i);
      }
      for (int layer = 1; layer < WIDTHS.length; layer++) {
        double[] weights = values[2 * layer - 2];
        double[] y = values[2 * layer - 1].clone();
        for (int j = 0; j < y.length; j++) {
          for (int i = 0; i < x.length; i++) {
            y[j] += x[i] * weights[i * y.length + j];
          }
          if (layer < WIDTHS.length - 1) {
            y[j] = Math.max(0, y[j]);
          }
        }
        x = y;
      }
      double sum = 0;
      for (double z : x) {
        sum += Math.exp(z);
      }
      total += Math.log(sum) - x[labels[row]];
    }
    return total / ROWS;
  }
}
