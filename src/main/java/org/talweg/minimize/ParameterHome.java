// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.talweg.internal.Overlaps;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;

/** Points and gradients that live in parameters, one after the other. */
final class ParameterHome implements Home {
  private static final int CHUNK = 4096;

  private final List<Parameter> parameters;
  private final int size;
  private final float[] chunk = new float[CHUNK];

  ParameterHome(Collection<Parameter> parameters) {
    this.parameters = List.copyOf(requireNonNull(parameters, "parameters"));
    requireApart();
    long elements = 0;
    for (Parameter parameter : this.parameters) {
      elements += parameter.value().size();
    }
    if (elements > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a search has at most 2147483639 variables, but the parameters have " + elements);
    }
    size = (int) elements;
  }

  private void requireApart() {
    Set<String> names = new HashSet<>();
    Overlaps overlaps = new Overlaps();
    for (Parameter parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException("two parameters have the name " + parameter.name());
      }
      claim(overlaps, parameter.value(), "the value of " + parameter);
      claim(overlaps, parameter.gradient().tensor(), "the gradient of " + parameter);
    }
  }

  private static void claim(Overlaps overlaps, Tensor tensor, String owner) {
    for (Tensor.Region region : tensor.regions()) {
      overlaps
          .add(region.array(), region.from(), region.to(), owner)
          .ifPresent(
              other -> {
                throw new IllegalArgumentException(owner + " has elements in common with " + other);
              });
    }
  }

  @Override
  public void requireSize(int variables) {
    if (variables != size) {
      throw new IllegalArgumentException(
          "the search has " + variables + " variables, but the parameters " + size + " elements");
    }
  }

  double[] values() {
    double[] values = new double[size];
    int at = 0;
    for (int i = 0; i < parameters.size(); i++) {
      at = read(parameters.get(i).value(), values, at);
    }
    return values;
  }

  @Override
  public void show(double[] point) {
    int at = 0;
    for (int i = 0; i < parameters.size(); i++) { // no iterator: an iteration allocates nothing
      Tensor value = parameters.get(i).value();
      value.requireIntact();
      at = write(value, point, at);
    }
  }

  @Override
  public void collect(double[] gradient) {
    int at = 0;
    for (int i = 0; i < parameters.size(); i++) { // no iterator: an iteration allocates nothing
      Tensor tensor = parameters.get(i).gradient().tensor();
      tensor.requireIntact();
      at = read(tensor, gradient, at);
    }
  }

  private int read(Tensor tensor, double[] target, int at) {
    int elements = tensor.size();
    if (tensor instanceof DoubleTensor doubles) {
      doubles.read(0, target, at, elements);
    } else if (tensor instanceof FloatTensor floats) {
      for (int from = 0; from < elements; from += CHUNK) {
        int count = Math.min(CHUNK, elements - from);
        floats.read(from, chunk, 0, count);
        for (int i = 0; i < count; i++) {
          target[at + from + i] = chunk[i];
        }
      }
    }
    return at + elements;
  }

  /** A point gets the values that {@code float} can hold, as they are what is evaluated. */
  private int write(Tensor tensor, double[] source, int at) {
    int elements = tensor.size();
    if (tensor instanceof DoubleTensor doubles) {
      doubles.write(0, source, at, elements);
    } else if (tensor instanceof FloatTensor floats) {
      for (int from = 0; from < elements; from += CHUNK) {
        int count = Math.min(CHUNK, elements - from);
        for (int i = 0; i < count; i++) {
          chunk[i] = (float) source[at + from + i];
          source[at + from + i] = chunk[i];
        }
        floats.write(from, chunk, 0, count);
      }
    }
    return at + elements;
  }
}
