// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.talweg.benchmarks.race.task.Task;

/**
 * What a command works with.
 *
 * @param out the folder of the page
 * @param figure the SVG file that was asked for; its folder can be written to
 * @param fonts whether figures can be labelled
 */
record Session(
    RaceSettings settings,
    Task task,
    PrintWriter terminal,
    OutputFolder out,
    Optional<Path> figure,
    boolean fonts) {
  /** How many of some tasks there are at a time. */
  static int threads(int tasks) {
    return Math.min(tasks, Runtime.getRuntime().availableProcessors());
  }

  /** Prints a line at once. */
  void say(String line) {
    terminal.println(line);
    terminal.flush();
  }

  void writePage(String page) throws IOException {
    say("page: " + out.write("index.html", page));
  }

  void writeFigure(Path file, String svg) throws IOException {
    OutputFolder folder = OutputFolder.ofFile(file);
    say("figure: " + folder.write(file.getFileName().toString(), svg));
  }
}
