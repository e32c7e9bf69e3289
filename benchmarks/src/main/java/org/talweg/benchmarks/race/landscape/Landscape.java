// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.landscape;

import java.util.List;
import org.talweg.benchmarks.race.Contestant;
import org.talweg.optimizer.RmsProp;
import org.talweg.rule.Optimizer;

/** A function of two variables to descend, with a start, a view, and the rules that descend it. */
public enum Landscape {
  /** A bowl, twenty times steeper across than along. */
  BOWL(-8, 4, -3, 3, -7, 2, 40) {
    @Override
    public double value(double x, double y) {
      return x * x / 20 + y * y;
    }

    @Override
    void gradient(double x, double y, double[] gradient) {
      gradient[0] = x / 10;
      gradient[1] = 2 * y;
    }

    @Override
    public List<Descent> descents() {
      return all(0.95, 0.1, 1.5, 0.3, 0.3);
    }
  },

  /** A saddle; the start lies beside the ridge by a thousandth. */
  SADDLE(-2.2, 2.2, -1.1, 1.1, -2, 1e-3, 40) {
    @Override
    public double value(double x, double y) {
      return x * x - y * y;
    }

    @Override
    void gradient(double x, double y, double[] gradient) {
      gradient[0] = 2 * x;
      gradient[1] = -2 * y;
    }

    @Override
    public List<Descent> descents() {
      return all(0.05, 0.05, 0.1, 0.05, 0.05);
    }
  },

  /** Two hollows, the nearer one the shallower. */
  TWO_HOLLOWS(-2.8, 2.8, -1.4, 1.4, -2.4, 1, 80) {
    @Override
    public double value(double x, double y) {
      return x * x * x * x / 4 - x * x - x / 4 + y * y;
    }

    @Override
    void gradient(double x, double y, double[] gradient) {
      gradient[0] = x * x * x - 2 * x - 0.25;
      gradient[1] = 2 * y;
    }

    @Override
    public List<Descent> descents() {
      return all(0.05, 0.05, 0.3, 0.05, 0.1);
    }
  };

  private final double left;
  private final double right;
  private final double bottom;
  private final double top;
  private final double startX;
  private final double startY;
  private final int steps;

  Landscape(
      double left,
      double right,
      double bottom,
      double top,
      double startX,
      double startY,
      int steps) {
    this.left = left;
    this.right = right;
    this.bottom = bottom;
    this.top = top;
    this.startX = startX;
    this.startY = startY;
    this.steps = steps;
  }

  /** The part of the plane that is shown. */
  public record Frame(double left, double right, double bottom, double top) {
    /** Whether a point is shown. */
    public boolean contains(double x, double y) {
      return x >= left && x <= right && y >= bottom && y <= top;
    }
  }

  /**
   * A rule on a landscape.
   *
   * @param rate its learning rate
   */
  public record Descent(Contestant contestant, double rate) {
    /** The rule; RMSProp with the lecture's decay of 0.9. */
    public Optimizer optimizer() {
      return contestant.id().equals("rmsprop")
          ? RmsProp.of(rate).withDecay(0.9)
          : contestant.at(rate);
    }
  }

  /** The function's value. */
  public abstract double value(double x, double y);

  abstract void gradient(double x, double y, double[] gradient);

  /** The lecture's five rules, with the rates that suit this landscape. */
  public abstract List<Descent> descents();

  /** What is shown. */
  public Frame frame() {
    return new Frame(left, right, bottom, top);
  }

  /** Where every descent starts: x and y. */
  public double[] start() {
    return new double[] {startX, startY};
  }

  /** How many steps are shown. */
  public int steps() {
    return steps;
  }

  private static List<Descent> all(
      double sgd, double momentum, double adaGrad, double rmsProp, double adam) {
    return List.of(
        new Descent(Contestant.named("sgd"), sgd),
        new Descent(Contestant.named("momentum"), momentum),
        new Descent(Contestant.named("adagrad"), adaGrad),
        new Descent(Contestant.named("rmsprop"), rmsProp),
        new Descent(Contestant.named("adam"), adam));
  }
}
