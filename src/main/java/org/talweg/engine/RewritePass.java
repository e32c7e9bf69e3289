package org.talweg.engine;

import java.util.EnumSet;
import java.util.Set;
import org.talweg.gradient.GradientEffect.Rewriting;
import org.talweg.gradient.TransformNumbers;
import org.talweg.rule.Slot;

/** A transform's loop over copies of the gradients, with its numbers of the step. */
public final class RewritePass implements Pass, TransformNumbers {
  private static final Set<Use> USES =
      EnumSet.of(Use.READS_WEIGHTS, Use.READS_GRADIENTS, Use.COPIES);

  private static final Slot[] NO_SLOTS = {};
  private static final float[][] NO_FLOATS = {};
  private static final double[][] NO_DOUBLES = {};

  private final Object transform;
  private final Rewriting rewriting;
  private final double[] wide;
  private final float[] narrow;
  private long step;

  /**
   * A pass that rewrites gradients.
   *
   * @param transform what it is called in messages
   * @param rewriting its loops
   */
  public RewritePass(Object transform, Rewriting rewriting) {
    this.transform = transform;
    this.rewriting = rewriting;
    this.wide = new double[rewriting.names().length];
    this.narrow = new float[wide.length];
  }

  /**
   * Computes the numbers of a step.
   *
   * @param atStep the number of the step, from 1
   * @param single whether they are used in single precision, too
   * @throws IllegalStateException if one is not finite, or vanishes in single precision; nothing
   *     has changed then
   */
  public void prepare(long atStep, boolean single) {
    step = atStep;
    rewriting.numbers().accept(this);
    for (int i = 0; i < wide.length; i++) {
      narrow[i] = (float) wide[i];
      boolean lost = Float.isInfinite(narrow[i]) || (narrow[i] == 0 && wide[i] != 0);
      if (!Double.isFinite(wide[i]) || (single && lost)) {
        throw new IllegalStateException(
            "step "
                + step
                + ": the number "
                + rewriting.names()[i]
                + " of "
                + transform
                + (Double.isFinite(wide[i])
                    ? " must be within the range of single precision, but was "
                    : " must be finite, but was ")
                + wide[i]);
      }
    }
  }

  @Override
  public long step() {
    return step;
  }

  @Override
  @SuppressWarnings("EnumOrdinal") // the enum is the list of the numbers
  public void set(Enum<?> name, double value) {
    wide[name.ordinal()] = value;
  }

  Rewriting rewriting() {
    return rewriting;
  }

  void point(FloatView view, float[] value, float[] gradient) {
    view.point(NO_SLOTS, narrow, value, gradient, NO_FLOATS);
  }

  void point(DoubleView view, double[] value, double[] gradient) {
    view.point(NO_SLOTS, wide, value, gradient, NO_DOUBLES);
  }

  @Override
  public Set<Use> uses() {
    return USES;
  }

  @Override
  public void run(Segment segment, StepPlan plan) {
    segment.rewrite(this);
  }
}
