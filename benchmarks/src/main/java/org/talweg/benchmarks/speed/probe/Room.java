// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.probe;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoublePredicate;
import org.talweg.benchmarks.speed.probe.Kind.Host;
import org.talweg.benchmarks.speed.probe.Windows.Plan;

/**
 * Processes in which cases are measured, each started when a case needs it. What the compiler
 * learned in one room can't decide a verdict in another.
 */
public final class Room implements AutoCloseable {
  private static final int MOST_AMOUNTS = 4;

  /**
   * A Python.
   *
   * @param program what starts it; it must have PyTorch
   * @param script the probe
   */
  public record Python(String program, Path script) {}

  private final Python python;
  private final Map<Host, ProbeProcess> processes = new EnumMap<>(Host.class);

  /** A room, in which cases for PyTorch need the given Python. */
  public Room(Python python) {
    this.python = python;
  }

  /** Measures the times of two cases in turn. */
  public Windows times(Case numerator, Case denominator, Plan plan) {
    return Windows.measure(side(numerator), side(denominator), plan);
  }

  /**
   * Measures an amount: the least of up to four measurements, after some that are not counted. An
   * object that the compiler had left out appears once when a method is compiled anew, and is no
   * part of a step.
   *
   * @param enough ends measuring
   */
  public double amount(Case subject, DoublePredicate enough) {
    Side side = side(subject);
    for (int i = 0; i < 3; i++) {
      side.measure(0);
    }
    double least = side.measure(0);
    for (int i = 1; i < MOST_AMOUNTS && !enough.test(least); i++) {
      least = Math.min(least, side.measure(0));
    }
    return least;
  }

  private Side side(Case subject) {
    return new Side(processes.computeIfAbsent(subject.kind().host(), this::start), subject);
  }

  private ProbeProcess start(Host host) {
    return switch (host) {
      case USUAL, LATER, DECOUPLED, LATER_DECOUPLED, L2 -> ProbeProcess.java();
      case SCALAR -> ProbeProcess.java("-XX:-UseSuperWord");
      case PYTHON -> ProbeProcess.python(python.program(), python.script());
    };
  }

  @Override
  public void close() {
    processes.values().forEach(ProbeProcess::close);
  }
}
