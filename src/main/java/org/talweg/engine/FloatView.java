// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Slot;
import org.talweg.tensor.Shape;

/**
 * A chunk that is pointed at arrays anew for each loop.
 *
 * <p>Each array is checked where a loop gets it: where the compiler has to check at the first
 * element, it may leave a loop without vectors when it compiles it anew.
 */
public final class FloatView extends FloatChunk {
  private static final float[] NONE = {};

  private Slot[] slots = {};
  private float[] numbers = NONE;
  private float[] value = NONE;
  private float[] gradient = NONE;
  private float[][] state = {};
  private float gradientScale;
  private float l2;
  private float decay;
  private int from;
  private int to;
  private final @Nullable Shape shape;
  private float[][] scratch = {};

  /** A chunk without elements, to be pointed at some. */
  public FloatView() {
    this.shape = null;
  }

  /**
   * The same for a parameter as a whole.
   *
   * @param shape the parameter's shape
   */
  public FloatView(Shape shape) {
    this.shape = requireNonNull(shape, "shape");
  }

  /** Stores only what has changed: storing a reference can make the processor wait for memory. */
  void point(
      Slot[] newSlots,
      float[] newNumbers,
      float[] newValue,
      float[] newGradient,
      float[][] newState) {
    if (numbers != newNumbers) {
      slots = newSlots;
      numbers = newNumbers;
    }
    if (value != newValue) {
      value = newValue;
    }
    if (gradient != newGradient) {
      gradient = newGradient;
    }
    if (state != newState) {
      state = newState;
    }
  }

  void limit(float newScale, float newL2, float newDecay, int newFrom, int newTo) {
    gradientScale = newScale;
    l2 = newL2;
    decay = newDecay;
    from = newFrom;
    to = newTo;
  }

  @Override
  public float[] value() {
    return requireNonNull(value);
  }

  @Override
  public float[] gradient() {
    return requireNonNull(gradient);
  }

  @Override
  public float[] slot(Slot slot) {
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] == slot) {
        return requireNonNull(state[i]);
      }
    }
    throw new IllegalArgumentException(
        "the rule has no slot " + slot + ", only " + Arrays.toString(slots));
  }

  @Override
  @SuppressWarnings("EnumOrdinal") // the enum is the list of the numbers
  public float number(Enum<?> name) {
    return numbers[requireNonNull(name, "name").ordinal()];
  }

  @Override
  public float gradientScale() {
    return gradientScale;
  }

  @Override
  public float l2() {
    return l2;
  }

  @Override
  public float decay() {
    return decay;
  }

  @Override
  public Shape shape() {
    if (shape == null) {
      throw new IllegalStateException(
          "a rule without a slot in another shape gets parts of parameters, which have no shape");
    }
    return shape;
  }

  @Override
  public float[][] scratch(int count, int size) {
    if (scratch.length < count || (count > 0 && scratch[0].length < size)) {
      scratch = new float[count][size];
    }
    return scratch;
  }

  @Override
  public int from() {
    return from;
  }

  @Override
  public int to() {
    return to;
  }
}
