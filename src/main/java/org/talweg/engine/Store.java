// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import org.talweg.gradient.NormType;
import org.talweg.internal.NormalNoise;
import org.talweg.internal.ShortestRun;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/**
 * The code that differs between {@code float} and {@code double}: everything else of the engine
 * handles arrays as objects. Arrays given to a store are of its type, ranges are valid, and runs
 * are never shorter than {@link #shortestRun}.
 */
abstract sealed class Store permits FloatStore, DoubleStore {
  private final int shortestRun;

  Store(int shortestRun) {
    this.shortestRun = shortestRun;
  }

  static Store of(DataType type) {
    return switch (type) {
      case FLOAT32 -> FloatStore.INSTANCE;
      case FLOAT64 -> DoubleStore.INSTANCE;
    };
  }

  /** See {@link ShortestRun}. */
  final int shortestRun() {
    return shortestRun;
  }

  /** An array without elements. */
  abstract Object nothing();

  abstract Object allocate(int size);

  abstract Object allocateAll(int[] sizes);

  abstract Object get(Object arrays, int index);

  abstract void fill(Object array, int from, int to, double element);

  /** A part of an array as a tensor. */
  abstract Tensor slice(Object array, int at, Shape shape);

  /** The array that a tensor lies in. */
  abstract Object arrayOf(Tensor tensor);

  abstract void read(Tensor tensor, int start, Object array, int at, int count);

  abstract void write(Tensor tensor, int start, Object array, int at, int count);

  abstract void clear(Tensor tensor);

  /** Sets some elements of a tensor to zero. */
  final void clear(Tensor tensor, int start, int count, Scratch scratch) {
    if (tensor.hasArray()) {
      int from = tensor.arrayOffset() + start;
      fill(arrayOf(tensor), from, from + count, 0);
    } else {
      Object zeros = scratch.pairOfBlocks(this).value();
      fill(zeros, 0, count, 0);
      write(tensor, start, zeros, 0, count);
    }
  }

  /** A chunk for {@link #update}: used for the same arrays each time, it is not pointed anew. */
  abstract Object chunk();

  /** The same for a parameter as a whole. */
  abstract Object chunk(Shape shape);

  /** Runs a rule's loop. */
  abstract void update(
      RuleRun run,
      Object chunk,
      double scale,
      double l2,
      double decay,
      Object value,
      Object gradient,
      Object state,
      int from,
      int to);

  /** Runs the loop of a transform or a projection. */
  abstract void run(LoopPass pass, Object chunk, Object value, Object gradient, int from, int to);

  /** Lets numbers near the end of the range vanish. */
  abstract void vanish(Object array, int from, int to);

  /** a ← a + share·(w − a). */
  abstract void average(Object average, Object value, double share, int from, int to);

  /** a ← w where a is not finite. */
  abstract void heal(Object average, Object value, int from, int to);

  /** a ← factor·a over a run of any length. */
  abstract void multiplyFew(Object array, double factor, int from, int to);

  /** a ← factor·a. */
  abstract void multiply(Object array, double factor, int from, int to);

  /** g ← (|w| + offset)·g over the first elements, of any number. */
  abstract void weigh(Object gradient, Object weights, double offset, int count);

  /** s ← s + weight·a over a run of any length. */
  abstract void add(Object sum, Object array, double weight, int from, int to);

  /** c ← a − b. */
  abstract void difference(Object a, Object b, Object c, int from, int to);

  /** g ← scale·g + l2·w. */
  abstract void fold(Object gradient, Object value, double scale, double l2, int from, int to);

  /** d ← d − decay·w. */
  abstract void decay(Object change, Object value, double decay, int from, int to);

  /** d ← d − decay·w where d moves w towards zero. */
  abstract void cautiousDecay(Object change, Object value, double decay, int from, int to);

  /** d where its sign is not that of sign·g, and zero elsewhere. */
  abstract void mask(Object change, Object gradient, double sign, int from, int to);

  /** d ← −|d|·sign(sign·g). */
  abstract void turn(Object change, Object gradient, double sign, int from, int to);

  /** How many elements are not zero. */
  abstract int countNonZero(Object array, int from, int to);

  /** w ← w + factor·d − decay·w. */
  abstract void apply(Object value, Object change, double factor, double decay, int from, int to);

  /** Whether a factor loses digits in the store's type, being too near zero. */
  abstract boolean isImprecise(double factor);

  /** factor·a in a new array with the same index, for factors that are imprecise. */
  abstract Object scaledCopy(Object array, double factor, int from, int to);

  /** Adds normal noise to elements. */
  abstract void addNoise(
      NormalNoise noise,
      Object array,
      int at,
      int count,
      int first,
      long name,
      long key,
      double deviation);

  /** Σ x² of a block of an array. */
  abstract double squares(Object array, int from, int count, Scratch scratch);

  abstract boolean isFinite(Tensor tensor);

  /** √Σ x², which neither overflows nor vanishes where x doesn't. */
  abstract double norm(Object array, int from, int count);

  /** How many elements are zero. */
  abstract int zeros(Object array, int from, int count);

  /** Where the first element is that is not finite, counted from the first; −1 if there is none. */
  abstract int firstNonFinite(Object array, int from, int count);

  /** b ← a − b, each with an index of its own. */
  abstract void subtractFrom(Object a, int from, Object b, int at, int count);

  /** Σ |x|, Σ (scale·x)² or max |x| of a block of a gradient; NaN if one is NaN. */
  abstract double sum(
      NormType type, Tensor tensor, int start, int count, double scale, Scratch scratch);
}
