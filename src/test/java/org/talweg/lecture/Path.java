// SPDX-License-Identifier: Apache-2.0
package org.talweg.lecture;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.rule.Optimizer;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.training.Difference;
import org.talweg.training.Trainer;

/** The points that a rule visits in the plane, given the gradient of a function of x and y. */
final class Path {
  private final double[][] points;

  private Path(double[][] points) {
    this.points = points;
  }

  static Path of(Optimizer rule, double x, double y, UnaryOperator<double[]> gradient, int steps) {
    double[] position = {x, y};
    double[] slope = new double[2];
    return follow(trainer(rule, position, slope), position, slope, gradient, steps);
  }

  /** A path that begins with a velocity, as if the descent had been under way. */
  static Path withVelocity(
      Optimizer rule,
      double x,
      double y,
      double[] velocity,
      UnaryOperator<double[]> gradient,
      int steps) {
    double[] position = {x, y};
    double[] slope = new double[2];
    Trainer trainer = trainer(rule, position, slope);
    trainer.restore(
        Checkpoint.of(
            1,
            Map.of(),
            Map.of(
                "p", DoubleTensor.wrap(position),
                "p/velocity", DoubleTensor.wrap(velocity),
                "p/steps", DoubleTensor.wrap(new double[] {1}, Shape.of()))),
        Difference.values());
    return follow(trainer, position, slope, gradient, steps);
  }

  private static Trainer trainer(Optimizer rule, double[] position, double[] slope) {
    return Trainer.of(
        rule, Parameter.of("p", DoubleTensor.wrap(position, 2), DoubleTensor.wrap(slope, 2)));
  }

  private static Path follow(
      Trainer trainer,
      double[] position,
      double[] slope,
      UnaryOperator<double[]> gradient,
      int steps) {
    double[][] points = new double[steps + 1][];
    points[0] = position.clone();
    for (int t = 1; t <= steps; t++) {
      System.arraycopy(gradient.apply(position), 0, slope, 0, 2);
      trainer.step();
      points[t] = position.clone();
    }
    return new Path(points);
  }

  double x(int step) {
    return points[step][0];
  }

  double y(int step) {
    return points[step][1];
  }

  int steps() {
    return points.length - 1;
  }

  /** How often y goes from one side of 0 to the other. */
  long signChangesOfY() {
    return IntStream.rangeClosed(1, steps()).filter(t -> y(t) * y(t - 1) < 0).count();
  }
}
