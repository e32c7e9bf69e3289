// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import java.util.List;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;
import org.talweg.training.StepReport;
import org.talweg.training.Trainer;

/** A trainer at a workload, with numbers in its parameters and gradients to step on. */
public final class Session {
  private final Trainer trainer;
  private final List<Tensor> gradients;
  private final Tensor fresh;

  private Session(Workload workload) {
    List<Parameter> parameters = workload.parameters();
    gradients = parameters.stream().map(p -> p.gradient().tensor()).toList();
    for (int k = 0; k < parameters.size(); k++) {
      Numbers.fill(parameters.get(k).value(), k);
    }
    // One source for all gradients: it costs the memory of the largest only.
    int largest = workload.shapes().stream().mapToInt(Shape::size).max().orElse(0);
    fresh = Tensor.zeros(workload.type(), Shape.of(largest));
    Numbers.fill(fresh, -1);
    refill();
    trainer = workload.trainer(parameters);
  }

  /** A trainer at step 0. */
  public static Session of(Workload workload) {
    return new Session(workload);
  }

  /** A trainer whose gradients were zero for 10,000 steps, after 100 live ones. */
  public static Session dead(Workload workload) {
    Session session = of(workload);
    session.steps(100);
    session.gradients.forEach(Numbers::clear);
    session.steps(10_000);
    return session;
  }

  /** One step. */
  public StepReport step() {
    return trainer.step();
  }

  /** Writes new gradients, as a backward pass would. */
  public void refill() {
    for (int i = 0; i < gradients.size(); i++) { // no iterator: allocation is measured around this
      Numbers.copy(fresh, gradients.get(i));
    }
  }

  /** So many steps. */
  void steps(int count) {
    for (int i = 0; i < count; i++) {
      trainer.step();
    }
  }
}
