// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.talweg.catalogue.Family.Variant;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;
import org.talweg.training.Trainer;

/**
 * Parameters of given sizes with random values, and gradients that depend on step and seed alone.
 */
final class Model {
  final List<Parameter> parameters = new ArrayList<>();
  private final long seed;

  Model(DataType type, long seed, int... sizes) {
    this(UnaryOperator.identity(), type, seed, sizes);
  }

  /** Parameters in shapes that a rule takes. */
  Model(Variant row, DataType type, long seed, int... sizes) {
    this(row::shape, type, seed, sizes);
  }

  private Model(UnaryOperator<Shape> shapes, DataType type, long seed, int... sizes) {
    this.seed = seed;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < sizes.length; i++) {
      Parameter parameter =
          Parameter.of("p" + i, Tensor.zeros(type, shapes.apply(Shape.of(sizes[i]))));
      fill(parameter.value(), random, 1);
      parameters.add(parameter);
    }
  }

  /** Writes the gradients of one step; every seventh element stays zero. */
  void backward(long step) {
    SplittableRandom random = new SplittableRandom(seed + 31 * step);
    for (Parameter parameter : parameters) {
      fill(gradient(parameter), random, 0.5);
    }
  }

  void run(Trainer trainer, int steps) {
    for (int i = 0; i < steps; i++) {
      backward(trainer.stepCount() + 1);
      trainer.step();
    }
  }

  static Tensor gradient(Parameter parameter) {
    return parameter.gradient().tensor();
  }

  private static void fill(Tensor tensor, SplittableRandom random, double scale) {
    for (int i = 0; i < tensor.size(); i++) {
      double x = i % 7 == 6 && scale != 1 ? 0 : scale * (2 * random.nextDouble() - 1);
      set(tensor, i, x);
    }
  }

  static void set(Tensor tensor, int index, double x) {
    if (tensor instanceof FloatTensor floats) {
      floats.array()[index] = (float) x;
    } else if (tensor instanceof DoubleTensor doubles) {
      doubles.array()[index] = x;
    }
  }

  /** The elements, widened to double: exact. */
  static double[] elements(Tensor tensor) {
    if (tensor instanceof DoubleTensor doubles) {
      return doubles.array().clone();
    }
    float[] floats = ((FloatTensor) tensor).array();
    double[] wide = new double[floats.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = floats[i];
    }
    return wide;
  }

  /** A digest of the bits of everything a trainer holds, by name. */
  static Map<String, String> bits(Checkpoint checkpoint) {
    Map<String, String> bits = new TreeMap<>();
    bits.put("step", Long.toString(checkpoint.step()));
    for (Map.Entry<String, Tensor> saved : Saved.tensors(checkpoint).entrySet()) {
      double[] elements = elements(saved.getValue());
      ByteBuffer buffer = ByteBuffer.allocate(Double.BYTES * elements.length);
      buffer.asDoubleBuffer().put(elements);
      bits.put(saved.getKey(), UUID.nameUUIDFromBytes(buffer.array()).toString());
    }
    return bits;
  }
}
