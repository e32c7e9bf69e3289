// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.function.Consumer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Granularity;
import org.talweg.rule.Slot;

/** A pass with loops and numbers of its own, that users can write: a transform or a projection. */
abstract class LoopPass implements Pass {
  private static final Slot[] NO_SLOTS = {};
  private static final float[][] NO_FLOATS = {};
  private static final double[][] NO_DOUBLES = {};

  private final Object name;
  private final Enum<?>[] names;
  private final Consumer<FloatChunk> floats;
  private final Consumer<DoubleChunk> doubles;
  private final Granularity granularity;
  private final double[] wide;
  private final float[] narrow;
  private long step;

  LoopPass(
      Object name,
      Enum<?>[] names,
      Consumer<FloatChunk> floats,
      Consumer<DoubleChunk> doubles,
      Granularity granularity) {
    this.name = name;
    this.names = names;
    this.floats = floats;
    this.doubles = doubles;
    this.granularity = granularity;
    this.wide = new double[names.length];
    this.narrow = new float[names.length];
  }

  /** Calls the user's function of the numbers. */
  abstract void compute();

  /**
   * Computes the numbers of a step.
   *
   * @param atStep the number of the step, from 1
   * @param single whether they are used in single precision, too
   * @throws IllegalStateException if one is not finite, or vanishes in single precision; nothing
   *     has changed then
   */
  public final void prepare(long atStep, boolean single) {
    step = atStep;
    compute();
    for (int i = 0; i < wide.length; i++) {
      narrow[i] = (float) wide[i];
      boolean isLimit = Math.abs(wide[i]) == Double.MAX_VALUE;
      if (isLimit) {
        narrow[i] = Math.copySign(Float.MAX_VALUE, narrow[i]);
      }
      boolean lost = Float.isInfinite(narrow[i]) || (narrow[i] == 0 && wide[i] != 0);
      if (!Double.isFinite(wide[i]) || (single && lost)) {
        throw new IllegalStateException(
            "step "
                + step
                + ": the number "
                + names[i]
                + " of "
                + name
                + (Double.isFinite(wide[i])
                    ? " must be within the range of single precision, but was "
                    : " must be finite, but was ")
                + wide[i]);
      }
    }
  }

  /** {@return the number of the step, from 1} */
  public final long step() {
    return step;
  }

  /**
   * Sets one of the step's numbers.
   *
   * @param number its name
   * @param value its value
   */
  @SuppressWarnings("EnumOrdinal") // the enum is the list of the numbers
  public final void set(Enum<?> number, double value) {
    wide[number.ordinal()] = value;
  }

  @Override
  public final Granularity granularity() {
    return granularity;
  }

  final void run(FloatView view, float[] value, float[] gradient, int from, int to) {
    view.point(NO_SLOTS, narrow, value, gradient, NO_FLOATS);
    view.limit(1, 0, 0, from, to);
    floats.accept(view);
  }

  final void run(DoubleView view, double[] value, double[] gradient, int from, int to) {
    view.point(NO_SLOTS, wide, value, gradient, NO_DOUBLES);
    view.limit(1, 0, 0, from, to);
    doubles.accept(view);
  }
}
