// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.jmh;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.openjdk.jmh.Main;
import org.talweg.benchmarks.speed.probe.Case;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Hands its arguments to JMH. */
@Command(
    name = "jmh",
    description = {
      "Runs the benchmarks by JMH, which gets all other arguments as they are: \"jmh -h\" prints its",
      "help, \"jmh -l\" the benchmarks; \"jmh CaseBenchmark --only /adam/ -rf json -rff adam.json\"",
      "measures one rule."
    })
public final class JmhCommand implements Callable<Integer> {
  @Option(
      names = "--only",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Only cases that hold TEXT, as in \"step/adam/float32\".")
  private String only;

  @Unmatched private List<String> arguments = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    List<String> passed = new ArrayList<>(arguments);
    long heap = Runtime.getRuntime().maxMemory();
    List<Case> cases =
        Cases.all().stream().filter(subject -> subject.toString().contains(only)).toList();
    for (Case large : cases.stream().filter(subject -> Cases.bytes(subject) > heap).toList()) {
      System.out.printf(
          "skipped: %s needs a heap of %d MiB, this one has %d MiB (-Xmx)%n",
          large, Cases.bytes(large) >> 20, heap >> 20);
    }
    String names =
        cases.stream()
            .filter(subject -> Cases.bytes(subject) <= heap)
            .map(Case::toString)
            .collect(Collectors.joining(","));
    if (names.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--only must match a case, but was \"" + only + "\"");
    }
    passed.add("-p");
    passed.add("subject=" + names);
    Main.main(passed.toArray(String[]::new));
    return 0;
  }
}
