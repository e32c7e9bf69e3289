package org.talweg.benchmarks.conformance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.talweg.catalogue.Family.Setup;
import org.talweg.optimizer.Slot;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;
import org.talweg.training.Trainer;

/**
 * What the library makes of one parameter under given gradients.
 *
 * @param trajectory row 0 the initial values, row t those after step t
 * @param finalState each slot after the last step
 * @param largestState the largest magnitude that each element of a slot had after any step
 * @param steps the number of steps that the trainer counted
 */
record Replay(
    List<double[]> trajectory,
    Map<String, double[]> finalState,
    Map<String, double[]> largestState,
    int steps) {

  private static final String NAME = "w";

  /** Takes one step per gradient. */
  static Replay of(
      Setup rule, DataType type, Shape shape, double[] initial, List<double[]> gradients) {
    Tensor value = Tensor.zeros(type, shape);
    TensorValues.write(initial, value);
    Parameter parameter = Parameter.of(NAME, value);
    Tensor gradient = parameter.gradient().tensor();
    Trainer trainer = rule.builder().parameters(parameter).build();

    List<double[]> trajectory = new ArrayList<>();
    Map<String, double[]> state = new HashMap<>();
    Map<String, double[]> largest = new HashMap<>();
    trajectory.add(TensorValues.read(value));
    for (double[] row : gradients) {
      TensorValues.write(row, gradient);
      trainer.step();
      trajectory.add(TensorValues.read(value));
      for (Slot slot : rule.optimizer().rule().slots()) {
        Tensor tensor = trainer.checkpoint().tensor(NAME + "/" + slot.name());
        double[] now = TensorValues.read(tensor);
        state.put(slot.name(), now);
        largest.merge(slot.name(), now, Replay::largestOf);
      }
    }
    return new Replay(trajectory, state, largest, Math.toIntExact(trainer.stepCount()));
  }

  private static double[] largestOf(double[] before, double[] now) {
    double[] largest = new double[now.length];
    for (int i = 0; i < largest.length; i++) {
      largest[i] = Math.max(Math.abs(before[i]), Math.abs(now[i]));
    }
    return largest;
  }
}
