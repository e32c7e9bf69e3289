package org.talweg.engine;

import java.util.Arrays;
import org.talweg.gradient.NormType;
import org.talweg.internal.ShortestRun;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.StepNumbers;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/** The store of {@code float}. */
final class FloatStore extends Store {
  static final FloatStore INSTANCE = new FloatStore();

  private FloatStore() {
    super(ShortestRun.FLOATS);
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
    return new FloatChunk();
  }

  @Override
  Object chunk(Shape shape) {
    return new FloatChunk(shape);
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
        (FloatChunk) chunk,
        scale,
        (float[]) value,
        (float[]) gradient,
        (float[][]) state,
        from,
        to);
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
  void clamp(Object array, double bound, int from, int to) {
    FloatKernels.clamp((float[]) array, (float) bound, from, to);
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
  void difference(Object a, Object b, int from, int to) {
    FloatKernels.difference((float[]) a, (float[]) b, from, to);
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
