// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.digest;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints the digests, or compares them with those in a file. */
@Command(
    name = "digest",
    mixinStandardHelpOptions = true,
    description = {
      "Digests parameters, state and averages after 1,000 steps of every rule, in float and double,",
      "and of the whole pipeline on arrays, slices, rows and buffers. The digests must not depend on",
      "the machine, the Java runtime, threads or chunks."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:printed, or all equal", "1:a digest differs", "2:the file can't be read"})
public final class DigestCommand implements Callable<Integer> {
  private static final String HEADER =
      """
      # What a thousand steps compute, to the bit. Written by
      #   java -jar benchmarks/target/benchmarks.jar digest > docs/digests.txt""";

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads of the trainer (${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--chunk",
      paramLabel = "N",
      defaultValue = "0",
      description = "Elements of a chunk; 0 leaves it to the trainer (${DEFAULT-VALUE}).")
  private int chunk;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description = "Compare with the digests in FILE instead of printing.")
  private Path expected;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> found = digests();
    if (expected == null) {
      out.println(HEADER);
      found.forEach((name, digest) -> out.println(name + " " + digest));
      out.flush();
      return 0;
    }
    Map<String, String> wanted = read(expected);
    int differences = 0;
    for (String name : found.keySet()) {
      if (!found.get(name).equals(wanted.remove(name))) {
        out.println("differs: " + name + " " + found.get(name));
        differences++;
      }
    }
    for (String name : wanted.keySet()) {
      out.println("not computed here: " + name);
      differences++;
    }
    out.println(
        differences == 0
            ? "all " + found.size() + " digests agree"
            : differences + " of " + found.size() + " digests differ from " + expected);
    out.flush();
    return differences == 0 ? 0 : 1;
  }

  private Map<String, String> digests() {
    try {
      return Digests.all(threads, chunk);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--threads or --chunk: " + e.getMessage(), e);
    }
  }

  private Map<String, String> read(Path file) {
    Map<String, String> digests = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int end = line.lastIndexOf(' ');
        if (end > 0 && !line.startsWith("#")) {
          digests.put(line.substring(0, end), line.substring(end + 1));
        }
      }
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), "cannot read the digests of " + file + ": " + e.getMessage(), e);
    }
    return digests;
  }
}
