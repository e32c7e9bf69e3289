// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.talweg.catalogue.Family.Reference;
import org.talweg.catalogue.Family.Setup;
import org.talweg.catalogue.Options;
import org.talweg.catalogue.Unsupported;
import org.talweg.gradient.ScaleGradients;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.Hyperparameter;
import org.talweg.rule.Optimizer;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;
import org.talweg.training.Group;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;
import org.talweg.training.WeightAverage;

/**
 * What the library makes of a {@link RunFile}'s case.
 *
 * @param weights row 0 the initial ones, row t those after step t
 * @param averages of the weights after the last step; empty if there are none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RunReplay(List<double[]> weights, double[] averages) {
  static RunReplay of(RunFile file, RunFile.Case golden, Reference rule, DataType type) {
    return new Run(file, golden, rule).replay(type);
  }

  private record Run(RunFile file, RunFile.Case golden, Reference rule) {
    RunReplay replay(DataType type) {
      List<Parameter> parameters = new ArrayList<>();
      file.tensors()
          .forEach((name, shape) -> parameters.add(Parameter.of(name, Tensor.zeros(type, shape))));
      write(file.initial(), parameters.stream().map(Parameter::value).toList());
      Setup setup = rule.setup(new Options(golden.options()));
      int batches = Math.max(setup.accumulated(), setting().path("accumulate").asInt(1));
      Trainer trainer = builder(setup, batches).parameters(parameters).build();

      List<Tensor> gradients = parameters.stream().map(p -> p.gradient().tensor()).toList();
      List<double[]> weights = new ArrayList<>();
      weights.add(read(parameters.stream().map(Parameter::value).toList()));
      double[] sum = new double[file.initial().length];
      for (int batch = 1; batch <= file.gradients().size(); batch++) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += file.gradients().get(batch - 1)[i];
        }
        if (batch % batches == 0) {
          int step = batch / batches;
          write(sum, gradients);
          step(trainer, step);
          if (setting().has("metrics")) {
            trainer.observe(setting().get("metrics").get(step - 1).asDouble());
          }
          weights.add(read(parameters.stream().map(Parameter::value).toList()));
          sum = new double[sum.length];
        }
      }
      return new RunReplay(
          weights,
          golden.averages().isEmpty()
              ? new double[0]
              : read(file.tensors().keySet().stream().map(trainer::average).toList()));
    }

    private JsonNode setting() {
      return golden.setting();
    }

    private TrainerBuilder builder(Setup setup, int batches) {
      Setup whole =
          new Setup(
              scheduled(setup.optimizer(), golden.options(), batches),
              setup.weightDecay(),
              setup.maximize(),
              List.of(),
              setup.average(),
              1);
      TrainerBuilder builder = whole.builder();
      if (batches > 1) {
        builder.transform(new ScaleGradients(1.0 / batches));
      }
      setup.transforms().forEach(builder::transform);
      JsonNode clip = setting().path("clipping");
      if (clip.isObject()) {
        builder.transform(
            framework()
                .clipping(clip.get("kind").asText(), clip.get("limit").asDouble())
                .orElseThrow(() -> new Unsupported("clipping by " + clip)));
      }
      if (setting().has("average")) {
        builder.average(WeightAverage.exponential(setting().get("average").asDouble()));
      } else if (setting().has("corrected_average")) {
        double decay = setting().get("corrected_average").asDouble();
        builder.average(WeightAverage.exponential(decay).withBiasCorrection());
      }
      if (setting().has("metrics")) {
        double rate = golden.options().get("lr").asDouble();
        Options plateau = new Options(setting().get("schedule").get("options"));
        builder.reduceOnPlateau(TorchSchedules.plateau(plateau, rate));
      }
      for (JsonNode group : setting().path("groups")) {
        builder.groups(group(group, batches));
      }
      return builder;
    }

    private Framework framework() {
      return Framework.find(file.framework()).orElseThrow();
    }

    private Group group(JsonNode node, int batches) {
      Group group = Group.named(names(node.get("tensors")).toArray(String[]::new));
      if (node.path("frozen").asBoolean()) {
        return group.frozen();
      }
      ObjectNode options = golden.options().deepCopy();
      options.setAll((ObjectNode) node.get("options"));
      Setup setup = rule.setup(new Options(options));
      Group own = group.withOptimizer(scheduled(setup.optimizer(), options, batches));
      return setup.weightDecay().map(own::withWeightDecay).orElse(own);
    }

    private static Stream<String> names(JsonNode list) {
      return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
    }

    /** A rule at the rate, and momentum, that the case's schedule gives. */
    private Optimizer scheduled(Optimizer optimizer, JsonNode options, int batches) {
      if (!setting().has("schedule") || setting().has("metrics")) {
        return optimizer;
      }
      JsonNode node = setting().get("schedule");
      String name = node.get("name").asText();
      JsonNode own = node.get("options");
      double rate = options.path("lr").asDouble();
      AbstractOptimizer<?> rule =
          ((AbstractOptimizer<?>) optimizer)
              .withLearningRate(perBatch(schedule(name, own, rate), batches));
      boolean momentum = own.has("base_momentum");
      return momentum ? rule.with(momentum(rule), schedule(name + " momentum", own, rate)) : rule;
    }

    /** Keras' schedules count batches, also where many of them make a step. */
    private Schedule perBatch(Schedule schedule, int batches) {
      return batches > 1 && file.framework().equals("keras")
          ? step -> schedule.at(batches * step)
          : schedule;
    }

    private Schedule schedule(String name, JsonNode options, double rate) {
      return framework()
          .schedule(name, new Options(options), rate)
          .orElseThrow(() -> new Unsupported("no schedule " + name));
    }

    private static Hyperparameter momentum(Optimizer rule) {
      return rule.hyperparameters().numbers().stream()
          .filter(number -> number.name().equals("momentum") || number.name().equals("beta1"))
          .findFirst()
          .orElseThrow(() -> new Unsupported("a schedule of momentum for " + rule));
    }

    /** A step of what has a gradient. */
    private void step(Trainer trainer, int step) {
      List<String> live = new ArrayList<>(file.tensors().keySet());
      for (JsonNode pause : setting().path("without_gradient")) {
        if (step >= pause.get("from").asInt() && step < pause.get("to").asInt()) {
          live.removeAll(names(pause.get("tensors")).toList());
        }
      }
      if (live.size() == file.tensors().size()) {
        trainer.step();
      } else {
        trainer.stepOnly(live);
      }
    }
  }

  private static void write(double[] numbers, List<Tensor> tensors) {
    int at = 0;
    for (Tensor tensor : tensors) {
      TensorValues.write(Arrays.copyOfRange(numbers, at, at + tensor.size()), tensor);
      at += tensor.size();
    }
  }

  private static double[] read(List<Tensor> tensors) {
    return tensors.stream()
        .flatMapToDouble(tensor -> Arrays.stream(TensorValues.read(tensor)))
        .toArray();
  }
}
