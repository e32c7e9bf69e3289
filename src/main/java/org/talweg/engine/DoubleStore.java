package org.talweg.engine;

import java.util.Arrays;
import org.talweg.gradient.NormType;
import org.talweg.internal.ShortestRun;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.StepNumbers;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/** The store of {@code double}. */
final class DoubleStore extends Store {
  static final DoubleStore INSTANCE = new DoubleStore();

  private DoubleStore() {
    super(ShortestRun.DOUBLES);
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
    return new DoubleChunk();
  }

  @Override
  Object chunk(Shape shape) {
    return new DoubleChunk(shape);
  }

  @Override
  void update(
      StepNumbers numbers,
      Object chunk,
      double scale,
      Object value,
      Object gradient,
      Object state,
      int from,
      int to) {
    numbers.update(
        (DoubleChunk) chunk,
        scale,
        (double[]) value,
        (double[]) gradient,
        (double[][]) state,
        from,
        to);
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
  void clamp(Object array, double bound, int from, int to) {
    DoubleKernels.clamp((double[]) array, bound, from, to);
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
  void difference(Object a, Object b, int from, int to) {
    DoubleKernels.difference((double[]) a, (double[]) b, from, to);
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
