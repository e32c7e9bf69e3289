// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.Arrays;
import org.talweg.gradient.NormType;
import org.talweg.internal.NormalNoise;
import org.talweg.internal.ShortestRun;
import org.talweg.internal.Squares;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/** The store of {@code float}. */
final class FloatStore extends Store {
  static final FloatStore INSTANCE = new FloatStore();

  private static final float[] NOTHING = {};

  private FloatStore() {
    super(ShortestRun.FLOATS);
  }

  @Override
  Object nothing() {
    return NOTHING;
  }

  @Override
  Object allocate(int size) {
    return new float[size];
  }

  @Override
  Object allocateAll(int[] sizes) {
    float[][] arrays = new float[sizes.length][];
    for (int i = 0; i < sizes.length; i++) {
      arrays[i] = new float[sizes[i]];
    }
    return arrays;
  }

  @Override
  Object get(Object arrays, int index) {
    return ((float[][]) arrays)[index];
  }

  @Override
  void fill(Object array, int from, int to, double element) {
    Arrays.fill((float[]) array, from, to, (float) element);
  }

  @Override
  Tensor slice(Object array, int at, Shape shape) {
    return FloatTensor.slice((float[]) array, at, shape);
  }

  @Override
  Object arrayOf(Tensor tensor) {
    return ((FloatTensor) tensor).array();
  }

  @Override
  void read(Tensor tensor, int start, Object array, int at, int count) {
    ((FloatTensor) tensor).read(start, (float[]) array, at, count);
  }

  @Override
  void write(Tensor tensor, int start, Object array, int at, int count) {
    ((FloatTensor) tensor).write(start, (float[]) array, at, count);
  }

  @Override
  void clear(Tensor tensor) {
    ((FloatTensor) tensor).fill(0);
  }

  @Override
  Object chunk() {
    return new FloatView();
  }

  @Override
  Object chunk(Shape shape) {
    return new FloatView(shape);
  }

  @Override
  void update(
      RuleRun run,
      Object chunk,
      double scale,
      double l2,
      double decay,
      Object value,
      Object gradient,
      Object state,
      int from,
      int to) {
    run.update(
        (FloatView) chunk,
        scale,
        l2,
        decay,
        (float[]) value,
        (float[]) gradient,
        (float[][]) state,
        from,
        to);
  }

  @Override
  void run(LoopPass pass, Object chunk, Object value, Object gradient, int from, int to) {
    pass.run((FloatView) chunk, (float[]) value, (float[]) gradient, from, to);
  }

  @Override
  void vanish(Object array, int from, int to) {
    FloatKernels.vanish((float[]) array, from, to);
  }

  @Override
  void average(Object average, Object value, double share, int from, int to) {
    FloatKernels.average((float[]) average, (float[]) value, share, from, to);
  }

  @Override
  void heal(Object average, Object value, int from, int to) {
    FloatKernels.heal((float[]) average, (float[]) value, from, to);
  }

  @Override
  void multiplyFew(Object array, double factor, int from, int to) {
    FloatKernels.multiplyFew((float[]) array, (float) factor, from, to);
  }

  @Override
  void multiply(Object array, double factor, int from, int to) {
    FloatKernels.multiply((float[]) array, (float) factor, from, to);
  }

  @Override
  void weigh(Object gradient, Object weights, double offset, int count) {
    FloatKernels.weigh((float[]) gradient, (float[]) weights, (float) offset, count);
  }

  @Override
  void add(Object sum, Object array, double weight, int from, int to) {
    if (to - from < shortestRun()) {
      FloatKernels.addFew((float[]) sum, (float[]) array, (float) weight, from, to);
    } else {
      FloatKernels.add((float[]) sum, (float[]) array, (float) weight, from, to);
    }
  }

  @Override
  void difference(Object a, Object b, Object into, int from, int to) {
    FloatKernels.difference((float[]) a, (float[]) b, (float[]) into, from, to);
  }

  @Override
  void fold(Object gradient, Object value, double scale, double l2, int from, int to) {
    FloatKernels.fold((float[]) gradient, (float[]) value, (float) scale, (float) l2, from, to);
  }

  @Override
  void decay(Object change, Object value, double decay, int from, int to) {
    FloatKernels.decay((float[]) change, (float[]) value, (float) decay, from, to);
  }

  @Override
  void cautiousDecay(Object change, Object value, double decay, int from, int to) {
    FloatKernels.cautiousDecay((float[]) change, (float[]) value, (float) decay, from, to);
  }

  @Override
  void mask(Object change, Object gradient, double sign, int from, int to) {
    FloatKernels.mask((float[]) change, (float[]) gradient, (float) sign, from, to);
  }

  @Override
  void turn(Object change, Object gradient, double sign, int from, int to) {
    FloatKernels.turn((float[]) change, (float[]) gradient, (float) sign, from, to);
  }

  @Override
  int countNonZero(Object array, int from, int to) {
    return FloatKernels.countNonZero((float[]) array, from, to);
  }

  @Override
  void apply(Object value, Object change, double factor, double decay, int from, int to) {
    FloatKernels.apply((float[]) value, (float[]) change, (float) factor, (float) decay, from, to);
  }

  @Override
  boolean isImprecise(double factor) {
    return Math.abs(factor) < Float.MIN_NORMAL && factor != 0;
  }

  @Override
  Object scaledCopy(Object array, double factor, int from, int to) {
    return FloatKernels.scaledCopy((float[]) array, factor, from, to);
  }

  @Override
  void addNoise(
      NormalNoise noise,
      Object array,
      int at,
      int count,
      int first,
      long name,
      long key,
      double deviation) {
    noise.addTo((float[]) array, at, count, first, name, key, deviation);
  }

  @Override
  double squares(Object array, int from, int count, Scratch scratch) {
    return scratch.sum().squares((float[]) array, from, count);
  }

  @Override
  boolean isFinite(Tensor tensor) {
    FloatTensor floats = (FloatTensor) tensor;
    boolean finite = true;
    for (int i = 0; i < floats.size(); i++) {
      finite &= Float.isFinite(floats.get(i));
    }
    return finite;
  }

  @Override
  double norm(Object array, int from, int count) {
    return Squares.norm((float[]) array, from, count);
  }

  @Override
  int zeros(Object array, int from, int count) {
    return FloatKernels.zeros((float[]) array, from, from + count);
  }

  @Override
  int firstNonFinite(Object array, int from, int count) {
    return FloatKernels.firstNonFinite((float[]) array, from, count);
  }

  @Override
  void subtractFrom(Object a, int from, Object b, int at, int count) {
    FloatKernels.subtractFrom((float[]) a, from, (float[]) b, at, count);
  }

  @Override
  double sum(NormType type, Tensor tensor, int start, int count, double scale, Scratch scratch) {
    FloatTensor floats = (FloatTensor) tensor;
    if (floats.hasArray()) {
      return sum(type, floats.array(), floats.arrayOffset() + start, count, scale, scratch.sum());
    }
    float[] block = scratch.floatBlock();
    floats.read(start, block, 0, count);
    return sum(type, block, 0, count, scale, scratch.sum());
  }

  private static double sum(
      NormType type, float[] x, int from, int count, double scale, BlockSum sum) {
    return switch (type) {
      case SUM -> sum.magnitudes(x, from, count);
      case EUCLIDEAN -> sum.squares(x, from, count, scale);
      case MAXIMUM -> sum.largest(x, from, count);
    };
  }
}
