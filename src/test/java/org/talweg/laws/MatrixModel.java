// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.talweg.catalogue.Family.Variant;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/** Vectors, matrices and a tensor of rank 3: long and short, empty, with a single element. */
final class MatrixModel {
  private static final int[][] SHAPES = {{3}, {5, 4}, {40, 50}, {0, 3}, {600}, {300, 2, 4}, {1, 1}};

  private MatrixModel() {}

  static List<Parameter> parameters(Variant row, DataType type) {
    List<Parameter> parameters = new ArrayList<>();
    for (int p = 0; p < SHAPES.length; p++) {
      Shape shape = row.shape(Shape.of(SHAPES[p]));
      parameters.add(Parameter.of("p" + p, Tensor.zeros(type, shape)));
    }
    fill(parameters, 0);
    return parameters;
  }

  /** Weights, or the gradients of a step. */
  static void fill(List<Parameter> parameters, long step) {
    SplittableRandom random = new SplittableRandom(step);
    for (Parameter parameter : parameters) {
      Tensor tensor = step == 0 ? parameter.value() : Model.gradient(parameter);
      for (int i = 0; i < tensor.size(); i++) {
        Place.set(tensor, i, i % 7 == 6 ? 0 : random.nextDouble(-1, 1));
      }
    }
  }
}
