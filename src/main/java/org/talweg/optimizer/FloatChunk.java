package org.talweg.optimizer;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * Elements [from, to) that a rule's loop over {@code float} updates, with the numbers of the step.
 * One index serves all arrays.
 *
 * <p>No array is ever null, and each is checked where a loop gets it: where the compiler has to
 * check at the first element, it may leave a loop without vectors when it compiles it anew.
 */
public final class FloatChunk {
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

  /** A chunk without elements, for {@link StepNumbers#update}, which points it at some. */
  public FloatChunk() {}

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

  /** {@return the parameter's value, to be updated in place} */
  public float[] value() {
    return requireNonNull(value);
  }

  /** {@return the gradient, to be read alone} */
  public float[] gradient() {
    return requireNonNull(gradient);
  }

  /**
   * {@return the state of a slot, to be updated in place}
   *
   * @param slot one of the rule's slots
   * @throws IllegalArgumentException if the rule does not have it
   */
  public float[] slot(Slot slot) {
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] == slot) {
        return requireNonNull(state[i]);
      }
    }
    throw new IllegalArgumentException(
        "the rule has no slot " + slot + ", only " + Arrays.toString(slots));
  }

  /**
   * {@return one of the step's numbers}
   *
   * @param name its name
   */
  @SuppressWarnings("EnumOrdinal") // the enum is the list of the numbers
  public float number(Enum<?> name) {
    return numbers[requireNonNull(name, "name").ordinal()];
  }

  /** {@return what gradients are multiplied by; negative to climb} */
  public float gradientScale() {
    return gradientScale;
  }

  /** {@return what is added to gradients for each unit of weight; 0 for nothing} */
  public float l2() {
    return l2;
  }

  /** {@return the part of a weight that decays by itself; 0 for nothing} */
  public float decay() {
    return decay;
  }

  /** {@return the index of the first element} */
  public int from() {
    return from;
  }

  /** {@return the index after the last element} */
  public int to() {
    return to;
  }

  @Override
  public String toString() {
    return "elements " + from + " to " + to + " of " + value.length;
  }
}
