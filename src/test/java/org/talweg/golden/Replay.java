// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.catalogue.Family.Setup;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.laws.Saved;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;
import org.talweg.training.Trainer;

/**
 * What the library makes of one parameter under given gradients.
 *
 * @param trajectory row 0 the initial values, row t those after step t
 * @param finalState each slot and running number after the last step
 * @param evaluation the weights to evaluate with after the last step, if they are others
 * @param steps the number of steps that the trainer counted
 */
record Replay(
    List<double[]> trajectory,
    Map<String, double[]> finalState,
    Optional<double[]> evaluation,
    int steps) {

  private static final String NAME = "w";

  /** Takes one step per gradient, or per so many as are accumulated. */
  static Replay of(
      Setup rule, DataType type, Shape shape, double[] initial, List<double[]> gradients) {
    Tensor value = Tensor.zeros(type, shape);
    TensorValues.write(initial, value);
    Parameter parameter = Parameter.of(NAME, value);
    Tensor gradient = parameter.gradient().tensor();
    Trainer trainer = rule.builder().parameters(parameter).build();

    List<double[]> trajectory = new ArrayList<>();
    trajectory.add(TensorValues.read(value));
    double[] sum = new double[initial.length];
    for (int k = 1; k <= gradients.size(); k++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += gradients.get(k - 1)[i];
      }
      if (k % rule.accumulated() == 0) {
        TensorValues.write(sum, gradient);
        trainer.step();
        sum = new double[initial.length];
      }
      trajectory.add(TensorValues.read(value));
    }
    return new Replay(
        trajectory,
        state(trainer.checkpoint()),
        rule.average().isPresent() || rule.optimizer().rule().evaluated().isPresent()
            ? Optional.of(TensorValues.read(trainer.average(NAME)))
            : Optional.empty(),
        Math.toIntExact(trainer.stepCount()));
  }

  private static Map<String, double[]> state(Checkpoint checkpoint) {
    Map<String, double[]> state = new HashMap<>();
    Saved.tensors(checkpoint)
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(NAME + "/")) {
                state.put(name.substring(NAME.length() + 1), TensorValues.read(tensor));
              }
            });
    return state;
  }
}
