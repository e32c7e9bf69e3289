// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

import org.talweg.tensor.Shape;

/**
 * Elements [from, to) that a rule's loop over {@code float} updates, with the numbers of the step.
 * One index serves all arrays. No array is ever null.
 *
 * <p>Implemented by the library alone.
 */
public abstract class FloatChunk {
  /** A chunk. */
  protected FloatChunk() {}

  /** {@return the parameter's value, to be updated in place} */
  public abstract float[] value();

  /** {@return the gradient, to be read alone} */
  public abstract float[] gradient();

  /**
   * {@return the state of a slot, to be updated in place}
   *
   * @param slot one of the rule's slots
   * @throws IllegalArgumentException if the rule does not have it
   */
  public abstract float[] slot(Slot slot);

  /**
   * {@return one of the step's numbers}
   *
   * @param name its name
   */
  public abstract float number(Enum<?> name);

  /** {@return what gradients are multiplied by; negative to climb} */
  public abstract float gradientScale();

  /** {@return what is added to gradients for each unit of weight; 0 for nothing} */
  public abstract float l2();

  /** {@return the part of a weight that decays by itself; 0 for nothing} */
  public abstract float decay();

  /**
   * {@return the shape of the parameter, whose elements these are, in row-major order, from 0}
   *
   * @throws IllegalStateException if the rule is elementwise: a chunk may be any part then
   */
  public abstract Shape shape();

  /**
   * {@return arrays for what is needed within a step: the same ones each time}
   *
   * @param count how many arrays, always the same
   * @param size how many elements each has at least, zero or more
   */
  public abstract float[][] scratch(int count, int size);

  /** {@return the index of the first element} */
  public abstract int from();

  /** {@return the index after the last element} */
  public abstract int to();

  @Override
  public String toString() {
    return "elements " + from() + " to " + to() + " of " + value().length;
  }
}
