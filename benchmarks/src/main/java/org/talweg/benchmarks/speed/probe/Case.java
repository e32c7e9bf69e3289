// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.probe;

import org.talweg.benchmarks.speed.Arrangement;
import org.talweg.benchmarks.speed.Labels;
import org.talweg.benchmarks.speed.Method;
import org.talweg.benchmarks.speed.Model;
import org.talweg.benchmarks.speed.Rule;
import org.talweg.benchmarks.speed.Workload;
import org.talweg.tensor.DataType;

/**
 * One thing to measure. Written {@code kind/rule/type/model/threads}, as in {@code
 * step/adam/float32/1x1000/1}, with the arrangement behind it if elements lie otherwise than in
 * arrays; the same names serve the probes of other languages. A search has a method of minimization
 * in place of a rule.
 *
 * @param kind what is run
 * @param label the rule's name; the pipeline has AdamW
 * @param type the elements' type
 * @param model the model's name
 * @param threads 1 or 2
 * @param arrangement where the elements lie
 */
public record Case(
    Kind kind, String label, DataType type, String model, int threads, Arrangement arrangement) {
  /** On arrays. */
  public Case(Kind kind, Rule rule, DataType type, String model, int threads) {
    this(kind, rule.label(), type, model, threads, Arrangement.ARRAYS);
  }

  /** An iteration of a method, on one thread. */
  public static Case search(Method method, String model) {
    return new Case(Kind.SEARCH, method.label(), DataType.FLOAT64, model, 1, Arrangement.ARRAYS);
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static Case parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length < 5 || parts.length > 6) {
      throw new IllegalArgumentException(
          "expected kind/rule/type/model/threads, but was \"" + text + "\"");
    }
    Kind kind = Labels.constant(Kind.values(), parts[0], "kind");
    return new Case(
        kind,
        kind.isSearch() ? Method.named(parts[1]).label() : Rule.of(parts[1]).label(),
        Labels.constant(DataType.values(), parts[2], "type"),
        Model.named(parts[3]).name(),
        Integer.parseInt(parts[4]),
        parts.length == 5
            ? Arrangement.ARRAYS
            : Labels.constant(Arrangement.values(), parts[5], "arrangement"));
  }

  /** The rule. */
  public Rule rule() {
    return Rule.of(label);
  }

  /** The same case of another kind. */
  public Case as(Kind other) {
    return new Case(other, label, type, model, threads, arrangement);
  }

  /** The same case with another number of threads. */
  public Case on(int otherThreads) {
    return new Case(kind, label, type, model, otherThreads, arrangement);
  }

  /** The same case with elements that lie otherwise. */
  public Case arranged(Arrangement other) {
    return new Case(kind, label, type, model, threads, other);
  }

  /** What the trainer of this case is given to do. */
  Workload workload() {
    Model shapes = Model.named(model);
    Workload workload =
        kind.isPipeline() ? Workload.pipeline(type, shapes) : Workload.rule(rule(), type, shapes);
    return workload.on(threads).arranged(arrangement);
  }

  @Override
  public String toString() {
    String text =
        String.join("/", Labels.of(kind), label, Labels.of(type), model, Integer.toString(threads));
    return arrangement == Arrangement.ARRAYS ? text : text + "/" + Labels.of(arrangement);
  }
}
