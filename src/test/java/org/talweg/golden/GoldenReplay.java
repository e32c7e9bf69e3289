package org.talweg.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;

/**
 * What the library makes of a golden file's gradients.
 *
 * @param trajectory row 0 the initial values, row t those after step t
 * @param state row by row, what each slot held after step t
 */
record GoldenReplay(List<double[]> trajectory, Map<String, List<double[]>> state) {
  private static final String NAME = "w";

  static GoldenReplay of(JsonNode file, TrainerBuilder builder, DataType type) {
    double[] initial = GoldenFixture.numbers(file.get("initial"));
    Tensor value = tensor(initial, type);
    Parameter parameter = Parameter.of(NAME, value);
    Trainer trainer = builder.parameters(parameter).build();

    GoldenReplay replay = new GoldenReplay(new ArrayList<>(), new LinkedHashMap<>());
    replay.trajectory.add(initial);
    for (double[] gradient : GoldenFixture.rows(file.get("gradients"))) {
      write(gradient, parameter.gradient().tensor());
      trainer.step();
      replay.trajectory.add(numbers(value));
      replay.addState(trainer.checkpoint());
    }
    return replay;
  }

  private void addState(Checkpoint checkpoint) {
    for (String name : checkpoint.names()) {
      if (name.startsWith(NAME + "/")) {
        state
            .computeIfAbsent(name.substring(NAME.length() + 1), slot -> new ArrayList<>())
            .add(numbers(checkpoint.tensor(name)));
      }
    }
  }

  private static Tensor tensor(double[] numbers, DataType type) {
    Tensor tensor =
        switch (type) {
          case FLOAT32 -> FloatTensor.zeros(numbers.length);
          case FLOAT64 -> DoubleTensor.zeros(numbers.length);
        };
    write(numbers, tensor);
    return tensor;
  }

  private static void write(double[] numbers, Tensor tensor) {
    for (int i = 0; i < numbers.length; i++) {
      if (tensor instanceof FloatTensor floats) {
        floats.array()[i] = (float) numbers[i];
      } else {
        ((DoubleTensor) tensor).array()[i] = numbers[i];
      }
    }
  }

  private static double[] numbers(Tensor tensor) {
    double[] numbers = new double[tensor.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          tensor instanceof FloatTensor floats
              ? floats.array()[i]
              : ((DoubleTensor) tensor).array()[i];
    }
    return numbers;
  }
}
