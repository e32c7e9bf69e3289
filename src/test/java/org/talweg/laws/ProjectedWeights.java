// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.talweg.projection.FixedNorm;
import org.talweg.projection.GroupLasso;
import org.talweg.projection.Interval;
import org.talweg.projection.MaxNorm;
import org.talweg.projection.Projection;
import org.talweg.projection.Simplex;
import org.talweg.projection.SoftThreshold;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;

/** Projections, each with what it does written once more, by hand. */
enum ProjectedWeights {
  INTERVAL(new Interval(-0.25, 0.5)) {
    @Override
    void project(Parameter parameter, double[] w, double rate) {
      Arrays.setAll(w, i -> Math.max(-0.25, Math.min(0.5, w[i])));
    }
  },

  /** Towards zero by a threshold. */
  SOFT_THRESHOLD(new SoftThreshold(0.5)) {
    @Override
    void project(Parameter parameter, double[] w, double rate) {
      double t = round(parameter, rate * 0.5);
      Arrays.setAll(w, i -> w[i] > t ? w[i] - t : w[i] < -t ? w[i] + t : 0);
    }
  },

  /** The same for the norm of a row. */
  GROUP_LASSO(new GroupLasso(8)) {
    @Override
    void project(Parameter parameter, double[] w, double rate) {
      double t = round(parameter, rate * 8);
      forRows(
          parameter,
          row -> {
            double norm = norm(w, row);
            scale(w, row, norm <= t ? 0 : round(parameter, 1 - t / norm));
          });
    }
  },

  MAX_NORM_PER_ROW(MaxNorm.perRow(1.5)) {
    @Override
    void project(Parameter parameter, double[] w, double rate) {
      forRows(parameter, row -> limit(parameter, w, row, norm(w, row), 1.5));
    }
  },

  MAX_NORM_PER_COLUMN(MaxNorm.perColumn(2)) {
    @Override
    void project(Parameter parameter, double[] w, double rate) {
      boolean vector = parameter.value().shape().rank() < 2;
      forColumns(
          parameter,
          column ->
              limit(parameter, w, column, vector ? norm(w, column) : plainNorm(w, column), 2));
    }
  },

  MAX_NORM_PER_PARAMETER(MaxNorm.perParameter(3)) {
    @Override
    void project(Parameter parameter, double[] w, double rate) {
      int[] all = IntStream.range(0, w.length).toArray();
      limit(parameter, w, all, norm(w, all), 3);
    }
  },

  FIXED_NORM_PER_ROW(FixedNorm.perRow(1)) {
    @Override
    void project(Parameter parameter, double[] w, double rate) {
      forRows(parameter, row -> set(parameter, w, row));
    }
  },

  FIXED_NORM_PER_PARAMETER(FixedNorm.perParameter(1)) {
    @Override
    void project(Parameter parameter, double[] w, double rate) {
      set(parameter, w, IntStream.range(0, w.length).toArray());
    }
  },

  /** θ from the sorted row, as Duchi et al. find it; equal but for rounding: see {@link #exact}. */
  SIMPLEX(Simplex.ofProbabilities()) {
    @Override
    void project(Parameter parameter, double[] w, double rate) {
      forRows(
          parameter,
          row -> {
            double[] sorted = IntStream.of(row).mapToDouble(i -> w[i]).sorted().toArray();
            double sum = 0;
            double threshold = 0;
            for (int k = 1; k <= sorted.length; k++) {
              double x = sorted[sorted.length - k];
              sum += x;
              threshold = x - (sum - 1) / k > 0 ? (sum - 1) / k : threshold;
            }
            for (int i : row) {
              w[i] = Math.max(w[i] - threshold, 0);
            }
          });
    }

    @Override
    boolean exact() {
      return false;
    }
  };

  @SuppressWarnings("ImmutableEnumChecker") // a value
  final Projection projection;

  ProjectedWeights(Projection projection) {
    this.projection = projection;
  }

  /** Projects the weights of a parameter. */
  abstract void project(Parameter parameter, double[] w, double rate);

  /** Whether the reference computes the same in the same order. */
  boolean exact() {
    return true;
  }

  final void project(List<Parameter> parameters, double rate) {
    for (Parameter parameter : parameters) {
      Tensor value = parameter.value();
      double[] w = Model.elements(value);
      project(parameter, w, rate);
      for (int i = 0; i < w.length; i++) {
        Model.set(value, i, w[i]);
      }
    }
  }

  private static void limit(Parameter parameter, double[] w, int[] part, double norm, double c) {
    if (norm > c) {
      scale(w, part, round(parameter, c / norm));
    }
  }

  private static void set(Parameter parameter, double[] w, int[] part) {
    double norm = norm(w, part);
    if (norm > 0) {
      scale(w, part, round(parameter, 1 / norm));
    }
  }

  private interface Part {
    void at(int[] indices);
  }

  private static void forRows(Parameter parameter, Part part) {
    int size = parameter.value().size();
    int row = parameter.value().shape().rowSize();
    for (int from = 0; from < size; from += row) {
      part.at(IntStream.range(from, from + row).toArray());
    }
  }

  private static void forColumns(Parameter parameter, Part part) {
    int size = parameter.value().size();
    int row = parameter.value().shape().rowSize();
    if (parameter.value().shape().rank() < 2) {
      forRows(parameter, part);
      return;
    }
    for (int from = 0; from < Math.min(row, size); from++) {
      part.at(IntStream.iterate(from, i -> i < size, i -> i + row).toArray());
    }
  }

  private static double round(Parameter parameter, double x) {
    return switch (parameter.value().dataType()) {
      case FLOAT32 -> (float) x;
      case FLOAT64 -> x;
    };
  }

  private static void scale(double[] w, int[] part, double by) {
    for (int i : part) {
      w[i] *= by;
    }
  }

  /** Eight sums by place modulo 8, what is over in the first; then by pairs. */
  private static double norm(double[] w, int[] part) {
    double[] s = new double[8];
    int eights = part.length / 8 * 8;
    for (int k = 0; k < part.length; k++) {
      s[k < eights ? k % 8 : 0] += w[part[k]] * w[part[k]];
    }
    return Math.sqrt(((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7])));
  }

  /** Those of columns are summed in one. */
  private static double plainNorm(double[] w, int[] part) {
    return Math.sqrt(
        IntStream.of(part).mapToDouble(i -> w[i]).map(x -> x * x).reduce(0, Double::sum));
  }
}
