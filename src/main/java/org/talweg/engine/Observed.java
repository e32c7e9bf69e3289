// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.talweg.internal.Squares;

/** What was observed of one parameter in a step: numbers for each of its segments, in order. */
public final class Observed {
  private static final int NONE = -1;

  private final int[] starts;
  private final double[] gradients;
  private final double[] weights;
  private final double[] changes;
  private final int[] zeros;
  private final int[] strayGradients;
  private final int[] strayWeights;
  private volatile boolean seen;

  /**
   * Nothing yet.
   *
   * @param starts the index in the parameter of the first element of each segment, in order
   * @param before what was observed when the segments were others
   */
  Observed(int[] starts, @Nullable Observed before) {
    this.starts = starts;
    this.gradients = new double[starts.length];
    this.weights = new double[starts.length];
    this.changes = new double[starts.length];
    this.zeros = new int[starts.length];
    this.strayGradients = new int[starts.length];
    this.strayWeights = new int[starts.length];
    begin();
    if (before != null && before.seen) {
      gradients[0] = before.gradient();
      weights[0] = before.weight();
      changes[0] = before.change();
      zeros[0] = before.zeros();
      strayGradients[0] = before.strayGradient().orElse(NONE);
      strayWeights[0] = before.strayWeight().orElse(NONE);
      seen = true;
    }
  }

  /** A step that is observed begins. */
  void begin() {
    Arrays.fill(gradients, 0);
    Arrays.fill(weights, 0);
    Arrays.fill(changes, 0);
    Arrays.fill(zeros, 0);
    Arrays.fill(strayGradients, NONE);
    Arrays.fill(strayWeights, NONE);
    seen = false;
  }

  /** Looks at gradients; what follows is the place in the array, then that in the parameter. */
  void gradient(Store store, Object array, int from, int start, int count) {
    int segment = segment(start);
    gradients[segment] = store.norm(array, from, count);
    zeros[segment] = store.zeros(array, from, count);
    strayGradients[segment] = stray(store, gradients[segment], array, from, start, count);
    seen = true;
  }

  /** Looks at weights. */
  void weights(Store store, Object array, int from, int start, int count) {
    int segment = segment(start);
    weights[segment] = store.norm(array, from, count);
    strayWeights[segment] = stray(store, weights[segment], array, from, start, count);
  }

  /** Looks at what is added to weights. */
  void change(Store store, Object array, int from, int start, int count) {
    changes[segment(start)] = store.norm(array, from, count);
  }

  private int segment(int start) {
    return Arrays.binarySearch(starts, start);
  }

  private static int stray(Store store, double norm, Object array, int from, int start, int count) {
    if (Double.isFinite(norm)) {
      return NONE;
    }
    int found = store.firstNonFinite(array, from, count);
    return found < 0 ? NONE : start + found;
  }

  /** {@return whether it took part in the step} */
  public boolean isSeen() {
    return seen;
  }

  /** {@return the norm of the gradient as it was given} */
  public double gradient() {
    return Squares.norm(gradients, 0, gradients.length);
  }

  /** {@return the norm of the weights after the step} */
  public double weight() {
    return Squares.norm(weights, 0, weights.length);
  }

  /** {@return the norm of what the step has added to the weights} */
  public double change() {
    return Squares.norm(changes, 0, changes.length);
  }

  /** {@return how many elements of the gradient are zero} */
  public int zeros() {
    return Arrays.stream(zeros).sum();
  }

  /** {@return the index of the first element of the gradient that is not finite} */
  public OptionalInt strayGradient() {
    return first(strayGradients);
  }

  /** {@return the index of the first weight that is not finite after the step} */
  public OptionalInt strayWeight() {
    return first(strayWeights);
  }

  private static OptionalInt first(int[] strays) {
    return Arrays.stream(strays).filter(stray -> stray != NONE).findFirst();
  }
}
