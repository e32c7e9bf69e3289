// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.peers;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.talweg.benchmarks.speed.Labels;
import org.talweg.benchmarks.speed.probe.Windows;

/**
 * Checks every library, measures them side by side by JMH, and prints a table in Markdown.
 * Arguments are JMH's.
 *
 * <p>{@code mvn -f benchmarks -P peers verify && java -cp benchmarks/target/benchmarks-peers.jar
 * org.talweg.benchmarks.peers.Peers}
 */
public final class Peers {
  /** Far above the rounding of floats in three steps, far below any other formula's difference. */
  private static final double TOLERANCE = 1e-3;

  private Peers() {}

  /** Runs. */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException {
    Map<Library, Double> errors = new EnumMap<>(Library.class);
    for (Library library : Library.values()) {
      errors.put(library, PeerCheck.error(library));
      System.out.printf(
          Locale.ROOT,
          "%-18s relative error of three steps %8.1e  %s%n",
          Labels.of(library),
          errors.get(library),
          verdict(errors.get(library)));
    }
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .parent(new CommandLineOptions(arguments))
                    .include(PeerBenchmark.class.getName() + "\\.")
                    .build())
            .run();
    print(results, errors);
  }

  private static void print(Collection<RunResult> results, Map<Library, Double> errors) {
    Map<Integer, Map<String, Double>> bySize = new TreeMap<>();
    for (RunResult result : results) {
      String library = result.getParams().getParam("library");
      bySize
          .computeIfAbsent(
              Integer.valueOf(result.getParams().getParam("size")), size -> new TreeMap<>())
          .put(library == null ? "roof" : library, median(result));
    }
    System.out.println("\n| elements | library | ns per step | times Talweg | result |");
    System.out.println("|---:|---|---:|---:|---|");
    bySize.forEach(
        (size, times) -> {
          for (Library library : Library.values()) {
            print(size, library.name(), Labels.of(library), times, verdict(errors.get(library)));
          }
          print(size, "roof", "roof", times, "");
        });
  }

  private static void print(
      int size, String key, String label, Map<String, Double> times, String verdict) {
    Double time = times.get(key);
    if (time == null) {
      System.out.printf(Locale.ROOT, "| %,d | %s | failed | | %s |%n", size, label, verdict);
      return;
    }
    Double own = times.get(Library.TALWEG.name());
    System.out.printf(
        Locale.ROOT,
        "| %,d | %s | %,.0f | %s | %s |%n",
        size,
        label,
        time,
        own == null ? "" : String.format(Locale.ROOT, "%.2f", time / own),
        verdict);
  }

  private static String verdict(double error) {
    return error <= TOLERANCE ? "right" : String.format(Locale.ROOT, "wrong, error %.1e", error);
  }

  /** The median over all iterations of all forks. */
  private static double median(RunResult result) {
    return Windows.median(
        result.getBenchmarkResults().stream()
            .flatMap(fork -> fork.getIterationResults().stream())
            .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
            .toArray());
  }
}
