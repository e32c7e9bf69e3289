// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.conformance;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;

/** What a run of the command printed, and its exit status. */
record CommandRun(int status, String out, String err) {
  static CommandRun of(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new CommandLine(new ConformanceCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
    return new CommandRun(status, out.toString(), err.toString());
  }

  /** The lines of the table whose verdict starts so. */
  long rows(String verdict) {
    return out.lines().filter(line -> line.matches("  \\S.*  " + verdict + "(:.*)?")).count();
  }

  static CommandRun ofFixture(String name) {
    return of(Fixture.path(name));
  }

  static CommandRun ofFile(Path file) {
    return of(file);
  }
}
