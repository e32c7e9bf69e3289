package org.talweg.benchmarks.speed;

import java.util.ArrayList;
import java.util.List;
import org.talweg.gradient.ClipByGlobalNorm;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;
import org.talweg.training.StepReport;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;
import org.talweg.training.WeightAverage;

/** A trainer over a model's parameters, as a user would build it, with gradients to step on. */
public final class Session {
  private final Trainer trainer;
  private final List<Tensor> gradients;
  private final Tensor fresh;

  private Session(TrainerBuilder builder, DataType type, Model model, int threads) {
    gradients = new ArrayList<>();
    List<Parameter> parameters = new ArrayList<>();
    for (Shape shape : model.shapes()) {
      Tensor value = Tensor.zeros(type, shape);
      Tensor gradient = Tensor.zeros(type, shape);
      Numbers.fill(value, parameters.size());
      gradients.add(gradient);
      parameters.add(Parameter.of("p" + parameters.size(), value, gradient));
    }
    // One source for all parameters: it costs the memory of the largest only.
    fresh = Tensor.zeros(type, Shape.of(model.largest()));
    Numbers.fill(fresh, -1);
    refill();
    builder.parameters(parameters);
    if (threads > 1) {
      builder.threads(threads);
    }
    trainer = builder.build();
  }

  /** A rule alone. */
  public static Session rule(Rule rule, DataType type, Model model, int threads) {
    return new Session(Trainer.builder(rule.optimizer()), type, model, threads);
  }

  /**
   * All that commonly surrounds a step: clipping by the global norm, AdamW with its decay, an
   * exponential average of the weights, gradients set to zero. {@link #refill} before each step.
   */
  public static Session pipeline(DataType type, Model model, int threads) {
    TrainerBuilder builder =
        Trainer.builder(Rule.ADAMW.optimizer())
            .transform(ClipByGlobalNorm.of(1))
            .average(WeightAverage.exponential(0.999))
            .zeroGradientsAfterStep();
    return new Session(builder, type, model, threads);
  }

  /** A rule whose gradients were zero for 8,000 steps, after 100 live ones. */
  public static Session dead(Rule rule, DataType type, Model model, int threads) {
    Session session = rule(rule, type, model, threads);
    session.steps(100);
    session.gradients.forEach(Numbers::clear);
    session.steps(8_000);
    return session;
  }

  /** One step. */
  public StepReport step() {
    return trainer.step();
  }

  /** The trainer itself. */
  public Trainer trainer() {
    return trainer;
  }

  /** Writes new gradients, as a backward pass would. */
  public void refill() {
    for (int i = 0; i < gradients.size(); i++) { // no iterator: allocation is measured around this
      Numbers.copy(fresh, gradients.get(i));
    }
  }

  private void steps(int count) {
    for (int i = 0; i < count; i++) {
      trainer.step();
    }
  }
}
