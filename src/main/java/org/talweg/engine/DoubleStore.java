// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.Arrays;
import org.talweg.gradient.NormType;
import org.talweg.internal.NormalNoise;
import org.talweg.internal.ShortestRun;
import org.talweg.internal.Squares;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/** The store of {@code double}. */
final class DoubleStore extends Store {
  static final DoubleStore INSTANCE = new DoubleStore();

  private static final double[] NOTHING = {};

  private DoubleStore() {
    super(ShortestRun.DOUBLES);
  }

  @Override
  Object nothing() {
    return NOTHING;
  }

  @Override
  Object allocate(int size) {
    return new double[size];
  }

  @Override
  Object allocateAll(int[] sizes) {
    double[][] arrays = new double[sizes.length][];
    for (int i = 0; i < sizes.length; i++) {
      arrays[i] = new double[sizes[i]];
    }
    return arrays;
  }

  @Override
  Object get(Object arrays, int index) {
    return ((double[][]) arrays)[index];
  }

  @Override
  void fill(Object array, int from, int to, double element) {
    Arrays.fill((double[]) array, from, to, element);
  }

  @Override
  Tensor slice(Object array, int at, Shape shape) {
    return DoubleTensor.slice((double[]) array, at, shape);
  }

  @Override
  Object arrayOf(Tensor tensor) {
    return ((DoubleTensor) tensor).array();
  }

  @Override
  void read(Tensor tensor, int start, Object array, int at, int count) {
    ((DoubleTensor) tensor).read(start, (double[]) array, at, count);
  }

  @Override
  void write(Tensor tensor, int start, Object array, int at, int count) {
    ((DoubleTensor) tensor).write(start, (double[]) array, at, count);
  }

  @Override
  void clear(Tensor tensor) {
    ((DoubleTensor) tensor).fill(0);
  }

  @Override
  Object chunk() {
    return new DoubleView();
  }

  @Override
  Object chunk(Shape shape) {
    return new DoubleView(shape);
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
        (DoubleView) chunk,
        scale,
        l2,
        decay,
        (double[]) value,
        (double[]) gradient,
        (double[][]) state,
        from,
        to);
  }

  @Override
  void run(LoopPass pass, Object chunk, Object value, Object gradient, int from, int to) {
    pass.run((DoubleView) chunk, (double[]) value, (double[]) gradient, from, to);
  }

  @Override
  void vanish(Object array, int from, int to) {
    DoubleKernels.vanish((double[]) array, from, to);
  }

  @Override
  void average(Object average, Object value, double share, int from, int to) {
    DoubleKernels.average((double[]) average, (double[]) value, share, from, to);
  }

  @Override
  void heal(Object average, Object value, int from, int to) {
    DoubleKernels.heal((double[]) average, (double[]) value, from, to);
  }

  @Override
  void multiplyFew(Object array, double factor, int from, int to) {
    DoubleKernels.multiplyFew((double[]) array, factor, from, to);
  }

  @Override
  void multiply(Object array, double factor, int from, int to) {
    DoubleKernels.multiply((double[]) array, factor, from, to);
  }

  @Override
  void weigh(Object gradient, Object weights, double offset, int count) {
    DoubleKernels.weigh((double[]) gradient, (double[]) weights, offset, count);
  }

  @Override
  void add(Object sum, Object array, double weight, int from, int to) {
    if (to - from < shortestRun()) {
      DoubleKernels.addFew((double[]) sum, (double[]) array, weight, from, to);
    } else {
      DoubleKernels.add((double[]) sum, (double[]) array, weight, from, to);
    }
  }

  @Override
  void difference(Object a, Object b, Object into, int from, int to) {
    DoubleKernels.difference((double[]) a, (double[]) b, (double[]) into, from, to);
  }

  @Override
  void fold(Object gradient, Object value, double scale, double l2, int from, int to) {
    DoubleKernels.fold((double[]) gradient, (double[]) value, scale, l2, from, to);
  }

  @Override
  void decay(Object change, Object value, double decay, int from, int to) {
    DoubleKernels.decay((double[]) change, (double[]) value, decay, from, to);
  }

  @Override
  void cautiousDecay(Object change, Object value, double decay, int from, int to) {
    DoubleKernels.cautiousDecay((double[]) change, (double[]) value, decay, from, to);
  }

  @Override
  void mask(Object change, Object gradient, double sign, int from, int to) {
    DoubleKernels.mask((double[]) change, (double[]) gradient, sign, from, to);
  }

  @Override
  void turn(Object change, Object gradient, double sign, int from, int to) {
    DoubleKernels.turn((double[]) change, (double[]) gradient, sign, from, to);
  }

  @Override
  int countNonZero(Object array, int from, int to) {
    return DoubleKernels.countNonZero((double[]) array, from, to);
  }

  @Override
  void apply(Object value, Object change, double factor, double decay, int from, int to) {
    DoubleKernels.apply((double[]) value, (double[]) change, factor, decay, from, to);
  }

  @Override
  boolean isImprecise(double factor) {
    return Math.abs(factor) < Double.MIN_NORMAL && factor != 0;
  }

  @Override
  Object scaledCopy(Object array, double factor, int from, int to) {
    return DoubleKernels.scaledCopy((double[]) array, factor, from, to);
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
    noise.addTo((double[]) array, at, count, first, name, key, deviation);
  }

  @Override
  double squares(Object array, int from, int count, Scratch scratch) {
    return scratch.sum().squares((double[]) array, from, count);
  }

  @Override
  boolean isFinite(Tensor tensor) {
    DoubleTensor doubles = (DoubleTensor) tensor;
    boolean finite = true;
    for (int i = 0; i < doubles.size(); i++) {
      finite &= Double.isFinite(doubles.get(i));
    }
    return finite;
  }

  @Override
  double norm(Object array, int from, int count) {
    return Squares.norm((double[]) array, from, count);
  }

  @Override
  int zeros(Object array, int from, int count) {
    return DoubleKernels.zeros((double[]) array, from, from + count);
  }

  @Override
  int firstNonFinite(Object array, int from, int count) {
    return DoubleKernels.firstNonFinite((double[]) array, from, count);
  }

  @Override
  void subtractFrom(Object a, int from, Object b, int at, int count) {
    DoubleKernels.subtractFrom((double[]) a, from, (double[]) b, at, count);
  }

  @Override
  double sum(NormType type, Tensor tensor, int start, int count, double scale, Scratch scratch) {
    DoubleTensor doubles = (DoubleTensor) tensor;
    if (doubles.hasArray()) {
      return sum(type, doubles.array(), doubles.arrayOffset() + start, count, scale, scratch.sum());
    }
    double[] block = scratch.doubleBlock();
    doubles.read(start, block, 0, count);
    return sum(type, block, 0, count, scale, scratch.sum());
  }

  private static double sum(
      NormType type, double[] x, int from, int count, double scale, BlockSum sum) {
    return switch (type) {
      case SUM -> sum.magnitudes(x, from, count);
      case EUCLIDEAN -> sum.squares(x, from, count, scale);
      case MAXIMUM -> sum.largest(x, from, count);
    };
  }
}
