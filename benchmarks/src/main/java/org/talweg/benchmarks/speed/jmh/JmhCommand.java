package org.talweg.benchmarks.speed.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.openjdk.jmh.Main;
import org.talweg.benchmarks.speed.Model;
import org.talweg.benchmarks.speed.Rule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Hands its arguments to JMH. */
@Command(
    name = "jmh",
    description = {
      "Runs the benchmarks by JMH, which gets all arguments as they are: \"jmh -h\" prints its help,",
      "\"jmh -l\" the benchmarks; \"jmh OptimizerBenchmark -p rule=adam -rf json -rff adam.json\"",
      "measures one rule."
    })
public final class JmhCommand implements Callable<Integer> {
  /** Values, gradients, two slots, averages; and room for the source of new gradients. */
  private static final double ARRAYS = 6;

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    List<String> passed = new ArrayList<>(arguments);
    long needed = (long) (ARRAYS * Float.BYTES * Model.named("gpt2").size());
    long heap = Runtime.getRuntime().maxMemory();
    if (heap < needed) {
      System.out.printf(
          "skipped: Gpt2Benchmark needs a heap of %d MiB, this one has %d MiB (-Xmx)%n",
          needed >> 20, heap >> 20);
      passed.add("-e");
      passed.add(Gpt2Benchmark.class.getSimpleName());
    }
    if (passed.stream().noneMatch(argument -> argument.startsWith("rule="))) {
      passed.add("-p");
      passed.add(
          "rule=" + Rule.values().stream().map(Rule::label).collect(Collectors.joining(",")));
    }
    Main.main(passed.toArray(String[]::new));
    return 0;
  }
}
