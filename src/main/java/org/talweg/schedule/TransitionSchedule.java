package org.talweg.schedule;

import org.talweg.internal.Checks;
import org.talweg.internal.Powers;

/** From one value to another along a curve, raised to a power; the last value stays. */
record TransitionSchedule(Curve curve, double from, double to, long steps, double power)
    implements Schedule {
  TransitionSchedule {
    Checks.finite("the first value", from);
    Checks.finite("the last value", to);
    Checks.atLeastOne("the number of steps", steps);
    Checks.positive("power", power);
  }

  @Override
  public double at(long step) {
    double left = curve.left((double) Math.min(step - 1, steps) / steps);
    return Curve.between(from, to, power == 1 ? left : Powers.of(left, power));
  }

  @Override
  public String toString() {
    String name = curve == Curve.COSINE ? "cosine" : power == 1 ? "linear" : "polynomial";
    String last = power == 1 ? "" : ", " + power;
    return name + "(" + from + ", " + to + ", " + steps + last + ")";
  }
}
