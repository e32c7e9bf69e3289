// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import java.util.List;
import org.talweg.gradient.ClipByNorm;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;
import org.talweg.training.WeightAverage;

/**
 * What a trainer is given to do.
 *
 * @param rule the rule
 * @param pipeline whether all that commonly surrounds a step is done too: clipping by the global
 *     norm, an exponential average of the weights, gradients set to zero
 * @param decay how weights decay by themselves, if not as the rule has it anyway
 * @param type the elements' type
 * @param shapes the parameters' shapes
 * @param arrangement where their elements lie
 * @param threads the number of threads
 * @param chunk the chunk size, or 0 for the trainer's own
 */
public record Workload(
    Rule rule,
    boolean pipeline,
    WeightDecay decay,
    DataType type,
    List<Shape> shapes,
    Arrangement arrangement,
    int threads,
    int chunk) {
  /** Parameters in shapes that the rule takes. */
  public Workload {
    shapes = shapes.stream().map(rule.variant()::shape).toList();
  }

  /** A rule alone, on arrays and the calling thread. */
  public static Workload rule(Rule rule, DataType type, Model model) {
    return new Workload(
        rule, false, WeightDecay.NONE, type, model.shapes(), Arrangement.ARRAYS, 1, 0);
  }

  /** AdamW and all that surrounds it, on arrays and the calling thread. */
  public static Workload pipeline(DataType type, Model model) {
    return new Workload(
        Rule.ADAMW, true, WeightDecay.NONE, type, model.shapes(), Arrangement.ARRAYS, 1, 0);
  }

  /** The same with weights that decay by themselves. */
  public Workload with(WeightDecay other) {
    return new Workload(rule, pipeline, other, type, shapes, arrangement, threads, chunk);
  }

  /** The same on parameters that lie otherwise. */
  public Workload arranged(Arrangement other) {
    return new Workload(rule, pipeline, decay, type, shapes, other, threads, chunk);
  }

  /** The same on other parameters. */
  public Workload over(Model model) {
    return new Workload(rule, pipeline, decay, type, model.shapes(), arrangement, threads, chunk);
  }

  /** The same with another number of threads. */
  public Workload on(int count) {
    return new Workload(rule, pipeline, decay, type, shapes, arrangement, count, chunk);
  }

  /** The same in chunks of so many elements, or of the trainer's own size if 0. */
  public Workload inChunksOf(int elements) {
    return new Workload(rule, pipeline, decay, type, shapes, arrangement, threads, elements);
  }

  /** New parameters, all zero. */
  public List<Parameter> parameters() {
    return arrangement.parameters(type, shapes);
  }

  /** A trainer over such parameters, as a user would build it. */
  public Trainer trainer(List<Parameter> parameters) {
    TrainerBuilder builder =
        Trainer.builder(rule.optimizer())
            .parameters(parameters)
            .groups(arrangement.groups(parameters));
    if (!decay.equals(WeightDecay.NONE)) {
      builder.weightDecay(decay);
    }
    if (pipeline) {
      builder
          .transform(ClipByNorm.global(1))
          .average(WeightAverage.exponential(0.999))
          .zeroGradientsAfterStep();
    }
    if (threads != 1) {
      builder.threads(threads);
    }
    if (chunk != 0) {
      builder.chunkSize(chunk);
    }
    return builder.build();
  }
}
