// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.engine.RuleRun;
import org.talweg.gradient.ClipByNorm;
import org.talweg.projection.Interval;
import org.talweg.rule.StepNumbers;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.ReduceOnPlateau;
import org.talweg.schedule.Schedule;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;
import org.talweg.training.Group;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;
import org.talweg.training.WeightAverage;

/**
 * The negative control of the law that a restored run goes on with the same bits: whatever a
 * checkpoint holds, the steps that follow have other weights, or averages, if it is dropped or
 * changed, or the checkpoint is refused. So nothing is saved in vain, and the law would notice if
 * something were not restored.
 */
class ResumeControlTest {
  private static final Group BODY = Group.named("p0").withRateFactor(0.5);

  /** One of them counts: a maximum is not changed by less, nor a sign by more. */
  private static final List<DoubleUnaryOperator> ALTERATIONS =
      List.of(x -> 2 * Math.abs(x) + 1, x -> x > 0 ? -x : 0.125 - x);

  private static final Group FROZEN = Group.matching("p1").withLearningRate(0.01);

  private static final Group BOUNDED = FROZEN.withProjection(Interval.nonNegative());

  /** Bounded, but where the weights are not what the rule results in. */
  private static Group frozen(Variant row) {
    return row.rule().rule().hasResultApart() ? FROZEN : BOUNDED;
  }

  static Stream<Variant> variants() {
    return Catalogue.variants();
  }

  /** With an average, unless the rule keeps one, which would not be seen beside it. */
  private static Trainer trainer(Variant row, Model model) {
    TrainerBuilder builder =
        Trainer.builder(row.rule())
            .parameters(model.parameters)
            .groups(BODY, frozen(row))
            .weightDecay(WeightDecay.decoupled(Schedule.linear(0.01, 0.5, 100)))
            .transform(ClipByNorm.global(10))
            .reduceOnPlateau(ReduceOnPlateau.of(0.5, 2).withCoolDown(3))
            .skipNonFinite()
            .maximize();
    boolean ownAverage = row.rule().rule().evaluated().isPresent();
    return !ownAverage ? builder.average(WeightAverage.exponential(0.9)).build() : builder.build();
  }

  private static Model model(Variant row, long seed) {
    return new Model(row, DataType.FLOAT64, seed, 4, 6, 9);
  }

  /** A run in which everything is at something else than where it starts. */
  private static Checkpoint saved(Variant row) {
    Model model = model(row, 3);
    Trainer trainer = trainer(row, model);
    for (int i = 0; i < 7; i++) {
      model.backward(trainer.stepCount() + 1);
      if (i == 4) {
        trainer.stepOnly(List.of("p0", "p1")); // the state of p2 is younger
      } else {
        trainer.step();
      }
    }
    trainer.freeze(frozen(row));
    trainer.setRateFactor(0.75);
    trainer.setLearningRate(row.rate() / 2);
    for (double metric : new double[] {5, 6, 7, 8, 4.5, 4.25, 6}) {
      trainer.observe(metric);
    }
    return trainer.checkpoint();
  }

  /** The weights and averages of the steps that follow. */
  private static Map<String, List<Double>> following(Variant row, Checkpoint from) {
    Model model = model(row, 99);
    Trainer trainer = trainer(row, model);
    trainer.restore(from);
    Model gradients = model(row, 3);
    Map<String, List<Double>> followed = new LinkedHashMap<>();
    for (int i = 0; i < 9; i++) {
      if (i == 4) {
        trainer.thaw(frozen(row));
      }
      gradients.backward(trainer.stepCount() + 1);
      for (int p = 0; p < model.parameters.size(); p++) {
        Tensor target = Model.gradient(model.parameters.get(p));
        double[] elements = Model.elements(Model.gradient(gradients.parameters.get(p)));
        for (int k = 0; k < elements.length; k++) {
          Model.set(target, k, elements[k]);
        }
      }
      trainer.step();
      trainer.observe(4.5 + i % 3); // no better than what was seen
      for (Parameter parameter : model.parameters) {
        add(followed, parameter.name(), parameter.value());
        try {
          add(followed, parameter.name() + " average", trainer.average(parameter.name()));
        } catch (IllegalStateException e) {
          // neither trainer nor rule keeps one
        }
      }
    }
    return followed;
  }

  private static void add(Map<String, List<Double>> to, String name, Tensor tensor) {
    for (double element : Model.elements(tensor)) {
      to.computeIfAbsent(name, key -> new ArrayList<>()).add(element);
    }
  }

  @ParameterizedTest
  @MethodSource("variants")
  void nothingIsSavedInVain(Variant row) {
    Set<String> expected = new TreeSet<>();
    if (!dependsOnAge(row)) {
      expected.add("steps"); // required, but it plays no part
    }
    assertThat(inVain(row)).isEqualTo(expected);
  }

  private static boolean dependsOnAge(Variant row) {
    return !numbers(row, 0).equals(numbers(row, 7)) || !numbers(row, 7).equals(numbers(row, 15));
  }

  /** What the rule's numbers are at an age of the state. */
  private static Map<String, Object> numbers(Variant row, long age) {
    RuleRun run = RuleRun.of(row.rule(), WeightDecay.NONE);
    run.setAge(age);
    run.compute(20);
    Map<String, Object> numbers = new LinkedHashMap<>();
    StepNumbers watched =
        (StepNumbers)
            Proxy.newProxyInstance(
                StepNumbers.class.getClassLoader(),
                new Class<?>[] {StepNumbers.class},
                (proxy, method, arguments) -> {
                  if (method.getName().startsWith("set")) {
                    numbers.put(arguments[0].toString(), arguments[1]);
                  }
                  return method.invoke(run, arguments);
                });
    row.rule().rule().numbers().accept(watched);
    return numbers;
  }

  /** Kinds of items of which none is noticed: {@code first_moment}, whichever parameter's. */
  private static Set<String> inVain(Variant row) {
    Checkpoint saved = saved(row);
    Map<String, List<Double>> expected = following(row, saved);
    assertThat(following(row, saved)).as("unchanged").isEqualTo(expected);
    Set<String> kinds = new TreeSet<>();
    Set<String> noticed = new TreeSet<>();
    changed(saved)
        .forEach(
            (change, checkpoints) -> {
              String kind = change.replaceFirst("(p\\d|[*])/", "");
              kinds.add(kind);
              if (checkpoints.stream().anyMatch(one -> isNoticed(row, one, expected))) {
                noticed.add(kind);
              }
            });
    kinds.removeAll(noticed);
    return kinds;
  }

  private static boolean isNoticed(
      Variant row, Checkpoint changed, Map<String, List<Double>> expected) {
    try {
      return !following(row, changed).equals(expected);
    } catch (IllegalArgumentException | IllegalStateException e) {
      return true; // refused, or no numbers any more
    }
  }

  /** Checkpoints without one item, or with other values of it. */
  private static Map<String, List<Checkpoint>> changed(Checkpoint saved) {
    Map<String, List<Checkpoint>> changed = new LinkedHashMap<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    saved.names().forEach(name -> tensors.put(name, saved.tensor(name)));
    changed.put("step", List.of(Checkpoint.of(saved.step() + 1, saved.metadata(), tensors)));
    for (String name : saved.names()) {
      Map<String, Tensor> others = new LinkedHashMap<>(tensors);
      Tensor tensor = others.remove(name);
      changed.put("-" + name, List.of(Checkpoint.of(saved.step(), saved.metadata(), others)));
      List<Checkpoint> altered = new ArrayList<>();
      for (DoubleUnaryOperator alteration :
          name.endsWith("/steps") ? ALTERATIONS.subList(0, 1) : ALTERATIONS) {
        others.put(name, altered(tensor, alteration));
        altered.add(Checkpoint.of(saved.step(), saved.metadata(), others));
      }
      changed.put(name, altered);
    }
    for (Map.Entry<String, String> entry : saved.metadata().entrySet()) {
      Map<String, String> metadata = new LinkedHashMap<>(saved.metadata());
      metadata.remove(entry.getKey());
      changed.put("-" + entry.getKey(), List.of(Checkpoint.of(saved.step(), metadata, tensors)));
      List<Checkpoint> altered = new ArrayList<>();
      for (String value : altered(entry.getValue())) {
        metadata.put(entry.getKey(), value);
        altered.add(Checkpoint.of(saved.step(), metadata, tensors));
      }
      changed.put(entry.getKey(), altered);
    }
    return changed;
  }

  private static Tensor altered(Tensor tensor, DoubleUnaryOperator alteration) {
    Tensor altered = tensor.copy();
    double[] elements = Model.elements(tensor);
    for (int i = 0; i < elements.length; i++) {
      Model.set(altered, i, alteration.applyAsDouble(elements[i]));
    }
    return altered;
  }

  private static List<String> altered(String value) {
    try {
      return List.of(Double.toString(2 * Double.parseDouble(value) + 1), "0.0");
    } catch (NumberFormatException e) {
      return List.of(value + "x");
    }
  }
}
