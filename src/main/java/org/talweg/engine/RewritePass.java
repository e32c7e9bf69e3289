// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.EnumSet;
import java.util.Set;
import org.talweg.gradient.GradientEffect.Rewriting;
import org.talweg.gradient.TransformNumbers;

/** A transform's loop over copies of the gradients, before the rule. */
public final class RewritePass extends LoopPass implements GradientPass, TransformNumbers {
  private static final Set<Use> USES =
      EnumSet.of(Use.READS_WEIGHTS, Use.READS_GRADIENTS, Use.COPIES);

  private final Rewriting rewriting;

  /**
   * A pass that rewrites gradients.
   *
   * @param transform what it is called in messages
   * @param rewriting its loops
   */
  public RewritePass(Object transform, Rewriting rewriting) {
    super(
        transform,
        rewriting.names(),
        rewriting.floats(),
        rewriting.doubles(),
        rewriting.granularity());
    this.rewriting = rewriting;
  }

  @Override
  void compute() {
    rewriting.numbers().accept(this);
  }

  @Override
  public Set<Use> uses() {
    return USES;
  }

  @Override
  public void run(Segment segment, StepPlan plan) {
    segment.scaleGradients();
    segment.runLoop(this);
  }
}
