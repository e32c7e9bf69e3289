// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import java.util.Arrays;
import java.util.List;
import org.talweg.gradient.AdaptiveClipping;
import org.talweg.gradient.CentralizeGradients;
import org.talweg.gradient.ClipByValue;
import org.talweg.gradient.GradientNoise;
import org.talweg.gradient.GradientTransform;
import org.talweg.internal.Fnv1a;
import org.talweg.internal.NormalNoise;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;

/** Transforms that rewrite gradients, each with what it does written once more, by hand. */
enum RewrittenGradients {
  /** Σ/n off each row, where there are rows. */
  CENTRALIZE(new CentralizeGradients()) {
    @Override
    void rewrite(Parameter parameter, double[] w, double[] g, long step) {
      if (parameter.value().shape().rank() < 2) {
        return;
      }
      forRows(
          parameter,
          (from, to) -> {
            double mean = round(parameter, sum(g, from, to) / (to - from));
            for (int i = from; i < to; i++) {
              g[i] -= mean;
            }
          });
    }
  },

  /** The norm of each row at most a share of its weights' norm. */
  AGC(new AdaptiveClipping(0.125, 0.0625)) {
    @Override
    void rewrite(Parameter parameter, double[] w, double[] g, long step) {
      forRows(
          parameter,
          (from, to) -> {
            double bound = 0.125 * Math.max(norm(w, from, to), 0.0625);
            double norm = norm(g, from, to);
            if (norm > bound) {
              double factor = round(parameter, bound / norm);
              for (int i = from; i < to; i++) {
                g[i] *= factor;
              }
            }
          });
    }
  },

  /** Every element within bounds. */
  CLIP_BY_VALUE(ClipByValue.of(0.25)) {
    @Override
    void rewrite(Parameter parameter, double[] w, double[] g, long step) {
      Arrays.setAll(g, i -> Math.max(-0.25, Math.min(0.25, g[i])));
    }
  },

  /** σ = √(η / tᵞ) times a normal number for name, step and index. */
  NOISE(new GradientNoise(0.25, 1, 7)) {
    @Override
    void rewrite(Parameter parameter, double[] w, double[] g, long step) {
      double[] normal = new double[g.length];
      long name = Fnv1a.hash(parameter.name());
      long key = NormalNoise.key(7, step);
      for (int i = 0; i < g.length; i++) { // one at a time
        new NormalNoise().addTo(normal, i, 1, i, name, key, 1);
      }
      double deviation = 0.5 * StrictMath.exp(-0.5 * StrictMath.log((double) step));
      for (int i = 0; i < g.length; i++) {
        g[i] += round(parameter, deviation * normal[i]);
      }
    }
  };

  @SuppressWarnings("ImmutableEnumChecker") // a value
  final GradientTransform transform;

  RewrittenGradients(GradientTransform transform) {
    this.transform = transform;
  }

  /** Rewrites the gradient of a parameter with weights w. */
  abstract void rewrite(Parameter parameter, double[] w, double[] g, long step);

  final void rewrite(List<Parameter> parameters, long step) {
    for (Parameter parameter : parameters) {
      Tensor gradient = Model.gradient(parameter);
      double[] g = Model.elements(gradient);
      rewrite(parameter, Model.elements(parameter.value()), g, step);
      for (int i = 0; i < g.length; i++) {
        Model.set(gradient, i, g[i]);
      }
    }
  }

  private interface Row {
    void at(int from, int to);
  }

  private static void forRows(Parameter parameter, Row row) {
    int size = parameter.value().shape().rowSize();
    for (int from = 0; from < parameter.value().size(); from += size) {
      row.at(from, from + size);
    }
  }

  private static double round(Parameter parameter, double x) {
    return switch (parameter.value().dataType()) {
      case FLOAT32 -> (float) x;
      case FLOAT64 -> x;
    };
  }

  /** Eight sums by index modulo 8, what is over in the first; then by pairs. */
  private static double sum(double[] x, int from, int to) {
    double[] s = new double[8];
    int eights = (to - from) / 8 * 8;
    for (int i = 0; i < to - from; i++) {
      s[i < eights ? i % 8 : 0] += x[from + i];
    }
    return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
  }

  private static double norm(double[] x, int from, int to) {
    double[] squares = Arrays.stream(x).map(each -> each * each).toArray();
    return Math.sqrt(sum(squares, from, to));
  }
}
