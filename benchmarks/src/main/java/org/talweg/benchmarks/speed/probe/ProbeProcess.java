// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.probe;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.talweg.benchmarks.speed.HandWrittenAdam;

/** A probe in a process of its own, seen from the process that gives it orders. */
final class ProbeProcess implements AutoCloseable {
  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader answers;

  private ProbeProcess(List<String> command) {
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.get(0), e);
    }
    orders =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** A probe on this Java, with options such as {@code -XX:-UseSuperWord}. */
  static ProbeProcess java(String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:CompileCommand=quiet");
    command.add(HandWrittenAdam.NOT_INLINED);
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Probe.class.getName());
    return new ProbeProcess(command);
  }

  /** A probe written in Python. */
  static ProbeProcess python(String python, Path script) {
    return new ProbeProcess(List.of(python, script.toString()));
  }

  /**
   * Lets the probe measure.
   *
   * @return nanoseconds for one operation, or what the case says
   * @throws IllegalStateException if the probe failed; the message is the probe's
   */
  double measure(Case c, double milliseconds) {
    String answer;
    try {
      orders.write(c + " " + milliseconds + "\n");
      orders.flush();
      answer = answers.readLine();
    } catch (IOException e) {
      throw new IllegalStateException(c + ": the probe's process has ended", e);
    }
    if (answer == null || answer.startsWith("error")) {
      throw new IllegalStateException(
          c + ": " + (answer == null ? "the probe's process has ended" : answer));
    }
    return Double.parseDouble(answer);
  }

  @Override
  public void close() {
    try {
      orders.close();
    } catch (IOException e) {
      // It ended before: nothing is left to close.
    }
    process.destroy();
  }
}
