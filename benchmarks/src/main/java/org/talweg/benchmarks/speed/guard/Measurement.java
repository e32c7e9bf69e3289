package org.talweg.benchmarks.speed.guard;

import org.talweg.benchmarks.speed.probe.Case;
import org.talweg.benchmarks.speed.probe.ProbeProcess;
import org.talweg.benchmarks.speed.probe.Side;
import org.talweg.benchmarks.speed.probe.Windows;
import org.talweg.benchmarks.speed.probe.Windows.Plan;

/**
 * The two processes in which one target is measured, one of them without vectorization. No other
 * rule runs there, so that what the compiler learned from another can't decide a verdict.
 */
final class Measurement implements AutoCloseable {
  private final ProbeProcess usual = ProbeProcess.java();
  private final ProbeProcess scalar = ProbeProcess.java("-XX:-UseSuperWord");
  private final Target target;

  Measurement(Target target) {
    this.target = target;
  }

  /**
   * Measures.
   *
   * @param patience 0 at first; 1, 2 for longer and longer windows
   */
  double of(Check check, int patience) {
    String model = check.model(target.type());
    Case step = target.step(model);
    Case anew = step.as(Case.Kind.STEP_ANEW);
    return switch (check) {
      case ALLOCATION -> allocation(target.allocation(model));
      case ROOF -> ratio(usual, step, usual, target.roof(model), plan(16, 5, patience));
      case VECTOR -> ratio(scalar, step, usual, step, plan(20, 5, patience));
      case DEAD -> ratio(usual, step.as(Case.Kind.DEAD), usual, anew, plan(20, 5, patience));
      case HAND_WRITTEN ->
          ratio(usual, anew, usual, step.as(Case.Kind.HAND_WRITTEN), plan(20, 5, patience));
    };
  }

  /**
   * The bytes of one step, after the meter has been seen to count a known array. The least of up to
   * four measurements of a thousand steps each: an object that the compiler had left out appears
   * once when a method is compiled anew, and is no part of a step.
   */
  private double allocation(Case subject) {
    Case meter = subject.as(Case.Kind.METER);
    for (int i = 0; i < 3; i++) {
      usual.measure(meter, 0);
      usual.measure(subject, 0);
    }
    double known = usual.measure(meter, 0);
    if (known < 984 || known > 1_100) {
      throw new IllegalStateException(
          "the meter of allocated bytes is wrong: it sees " + known + " bytes in an array of 984");
    }
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 4 && least > 0; i++) {
      least = Math.min(least, usual.measure(subject, 0));
    }
    return least;
  }

  private static double ratio(
      ProbeProcess above, Case numerator, ProbeProcess below, Case denominator, Plan plan) {
    return Windows.measure(new Side(above, numerator), new Side(below, denominator), plan)
        .ratioOfMinima();
  }

  private static Plan plan(int windows, double milliseconds, int patience) {
    Plan plan = new Plan(400, windows, milliseconds);
    for (int i = 0; i < patience; i++) {
      plan = plan.patient();
    }
    return plan;
  }

  @Override
  public void close() {
    usual.close();
    scalar.close();
  }
}
