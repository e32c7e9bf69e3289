package org.talweg.rule;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.talweg.tensor.Shape;

/**
 * Elements [from, to) that a rule's loop over {@code double} updates, with the numbers of the step.
 * One index serves all arrays.
 *
 * <p>No array is ever null, and each is checked where a loop gets it: where the compiler has to
 * check at the first element, it may leave a loop without vectors when it compiles it anew.
 */
public final class DoubleChunk {
  private static final double[] NONE = {};

  private Slot[] slots = {};
  private double[] numbers = NONE;
  private double[] value = NONE;
  private double[] gradient = NONE;
  private double[][] state = {};
  private double gradientScale;
  private double l2;
  private double decay;
  private int from;
  private int to;
  private final @Nullable Shape shape;
  private double[][] scratch = {};

  /** A chunk without elements, for {@link StepNumbers#update}, which points it at some. */
  public DoubleChunk() {
    this.shape = null;
  }

  /**
   * The same for a parameter as a whole.
   *
   * @param shape the parameter's shape
   */
  public DoubleChunk(Shape shape) {
    this.shape = requireNonNull(shape, "shape");
  }

  /** Stores only what has changed: storing a reference can make the processor wait for memory. */
  void point(
      Slot[] newSlots,
      double[] newNumbers,
      double[] newValue,
      double[] newGradient,
      double[][] newState) {
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

  void limit(double newScale, double newL2, double newDecay, int newFrom, int newTo) {
    gradientScale = newScale;
    l2 = newL2;
    decay = newDecay;
    from = newFrom;
    to = newTo;
  }

  /** {@return the parameter's value, to be updated in place} */
  public double[] value() {
    return requireNonNull(value);
  }

  /** {@return the gradient, to be read alone} */
  public double[] gradient() {
    return requireNonNull(gradient);
  }

  /**
   * {@return the state of a slot, to be updated in place}
   *
   * @param slot one of the rule's slots
   * @throws IllegalArgumentException if the rule does not have it
   */
  public double[] slot(Slot slot) {
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
  public double number(Enum<?> name) {
    return numbers[requireNonNull(name, "name").ordinal()];
  }

  /** {@return what gradients are multiplied by; negative to climb} */
  public double gradientScale() {
    return gradientScale;
  }

  /** {@return what is added to gradients for each unit of weight; 0 for nothing} */
  public double l2() {
    return l2;
  }

  /** {@return the part of a weight that decays by itself; 0 for nothing} */
  public double decay() {
    return decay;
  }

  /**
   * {@return the shape of the parameter, whose elements these are, in row-major order, from 0}
   *
   * @throws IllegalStateException if the rule is elementwise: a chunk may be any part then
   */
  public Shape shape() {
    if (shape == null) {
      throw new IllegalStateException(
          "a rule without a slot in another shape gets parts of parameters, which have no shape");
    }
    return shape;
  }

  /**
   * {@return arrays for what is needed within a step: the same ones each time}
   *
   * @param count how many arrays, always the same
   * @param size how many elements each has at least, zero or more
   */
  public double[][] scratch(int count, int size) {
    if (scratch.length < count || (count > 0 && scratch[0].length < size)) {
      scratch = new double[count][size];
    }
    return scratch;
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
