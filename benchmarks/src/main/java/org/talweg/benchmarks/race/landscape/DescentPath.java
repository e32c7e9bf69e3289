// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.landscape;

import java.util.Arrays;
import org.talweg.benchmarks.race.landscape.Landscape.Frame;
import org.talweg.catalogue.Family;
import org.talweg.rule.Optimizer;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.training.Trainer;

/** The points that a rule passes on a landscape, the start first. */
public final class DescentPath {
  private final double[] x;
  private final double[] y;

  private DescentPath(double[] x, double[] y) {
    this.x = x;
    this.y = y;
  }

  /** Descends a landscape. */
  public static DescentPath of(Landscape landscape, Optimizer optimizer) {
    double[] point = landscape.start();
    double[] gradient = new double[2];
    int[] two = Family.shape(optimizer, Shape.of(2)).toArray();
    Trainer trainer = Trainer.of(optimizer, Parameter.of("point", point, gradient, two));
    double[] x = new double[landscape.steps() + 1];
    double[] y = new double[landscape.steps() + 1];
    for (int step = 0; ; step++) {
      x[step] = point[0];
      y[step] = point[1];
      if (step == landscape.steps()) {
        return new DescentPath(x, y);
      }
      landscape.gradient(point[0], point[1], gradient);
      trainer.step();
    }
  }

  /** The path up to the first point outside a frame. */
  public DescentPath within(Frame frame) {
    int count = 1;
    while (count < x.length && frame.contains(x[count - 1], y[count - 1])) {
      count++;
    }
    return new DescentPath(Arrays.copyOf(x, count), Arrays.copyOf(y, count));
  }

  /** The points' first coordinates. */
  public double[] x() {
    return x.clone();
  }

  /** The points' second coordinates. */
  public double[] y() {
    return y.clone();
  }
}
