// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.EnumSet;
import java.util.Set;
import org.talweg.projection.Projection;
import org.talweg.projection.ProjectionNumbers;

/** A projection's loop over the weights, after the rule. */
public final class ProjectPass extends LoopPass implements ProjectionNumbers {
  private static final Set<Use> USES = EnumSet.of(Use.READS_WEIGHTS, Use.WRITES_WEIGHTS);

  private final Projection.Loops loops;
  private double learningRate;

  private ProjectPass(Projection projection, Projection.Loops loops) {
    super(projection, loops.names(), loops.floats(), loops.doubles(), loops.granularity());
    this.loops = loops;
  }

  /**
   * {@return a pass for a group's weights}
   *
   * @param projection what is done to them
   */
  public static ProjectPass of(Projection projection) {
    return new ProjectPass(projection, projection.loops());
  }

  void prepare(long step, double rate, boolean single) {
    learningRate = rate;
    prepare(step, single);
  }

  @Override
  public double learningRate() {
    return learningRate;
  }

  @Override
  void compute() {
    loops.numbers().accept(this);
  }

  @Override
  public Set<Use> uses() {
    return USES;
  }

  @Override
  public void run(Segment segment, StepPlan plan) {
    segment.runLoop(this);
  }
}
