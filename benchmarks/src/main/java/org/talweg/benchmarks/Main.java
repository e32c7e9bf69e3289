// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks;

import java.util.Objects;
import org.talweg.benchmarks.conformance.ConformanceCommand;
import org.talweg.benchmarks.race.PathsCommand;
import org.talweg.benchmarks.race.RaceCommand;
import org.talweg.benchmarks.schedule.ScheduleCommand;
import org.talweg.benchmarks.speed.bounds.GuardCommand;
import org.talweg.benchmarks.speed.digest.DigestCommand;
import org.talweg.benchmarks.speed.jmh.JmhCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The runnable jar's entry: one subcommand per kind of evidence. */
@Command(
    name = "benchmarks",
    description = "Benchmarks and experiments for Talweg.",
    mixinStandardHelpOptions = true,
    subcommands = {
      RaceCommand.class,
      PathsCommand.class,
      ConformanceCommand.class,
      ScheduleCommand.class,
      JmhCommand.class,
      GuardCommand.class,
      DigestCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  private Main() {}

  /** Runs a subcommand and ends the process with its exit status. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /**
   * The command line. What the user got wrong, a {@link ParameterException}, is one line and exit
   * status 2; anything else is a defect, shown with its stack trace and exit status 1.
   */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Main());
    String version =
        Objects.toString(Main.class.getPackage().getImplementationVersion(), "unpacked");
    commandLine.getCommandSpec().version(version);
    commandLine.getSubcommands().values().forEach(sub -> sub.getCommandSpec().version(version));
    commandLine.setParameterExceptionHandler(
        (exception, arguments) -> {
          String message = String.valueOf(exception.getMessage()).replaceAll("\\s*\\R\\s*", " ");
          exception.getCommandLine().getErr().println("error: " + message);
          return ExitCode.USAGE;
        });
    return commandLine;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "no subcommand, expected one of " + String.join(", ", spec.subcommands().keySet()));
  }
}
