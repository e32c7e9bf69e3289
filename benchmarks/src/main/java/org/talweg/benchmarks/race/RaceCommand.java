// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.talweg.benchmarks.race.images.DigitShapes;
import org.talweg.benchmarks.race.images.DrawnDigits;
import org.talweg.benchmarks.race.images.FontDigits;
import org.talweg.benchmarks.race.images.MnistFolder;
import org.talweg.benchmarks.race.task.Task;
import org.talweg.benchmarks.race.text.CharacterTask;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains one network with each optimizer from each initializer, and shows how they fare. */
@Command(
    name = "race",
    description = {
      "Trains a network that reads digits, or a text, with each optimizer from each initializer.",
      "Prints a table and writes a page of figures."
    },
    mixinStandardHelpOptions = true)
public final class RaceCommand implements Callable<Integer> {
  private static final int DRAWN_TO_TRAIN = 6000;
  private static final int DRAWN_TO_TEST = 1000;

  /** Measurements of the accuracy in an epoch, for a curve and for a ranking. */
  private static final int TESTS = 3;

  private static final int RANKED_TESTS = 10;

  @Spec private CommandSpec spec;

  @Mixin private RaceOptions options = new RaceOptions();

  @Override
  public Integer call() throws InterruptedException {
    // Before the first use of AWT: figures and digits are drawn without a screen.
    System.setProperty("java.awt.headless", "true");
    try {
      race();
      return ExitCode.OK;
    } catch (FileSystemException e) {
      throw error(
          e.getFile()
              + ": "
              + (e.getReason() == null ? e.getClass().getSimpleName() : e.getReason()));
    } catch (IOException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  private void race() throws IOException, InterruptedException {
    boolean finds = !options.findRate.isEmpty();
    List<Contestant> contestants = contestants(finds ? options.findRate : options.optimizers);
    boolean ranks = options.ranks() || contestants.size() > RaceSettings.MOST_LINES;
    List<String> starts = finds || ranks ? List.of("he") : List.of("lecun", "xavier", "he");
    RaceSettings settings =
        new RaceSettings(
            contestants,
            named(options.initializers.isEmpty() ? starts : options.initializers, Start::named),
            options.epochs,
            options.batch,
            options.seed,
            ranks ? RANKED_TESTS : TESTS);
    check(finds, ranks);
    Session session = session(settings);
    double target = options.target.orElse(session.task().target());
    if (finds) {
      RateSearch.run(session, options.out.resolve("rates.svg"));
    } else if (options.tune.isPresent()) {
      RankedRace.tuned(session, target, options.tune.get());
    } else if (ranks) {
      RankedRace.untuned(session, target, options.save, options.resume);
    } else {
      ChartedRace.run(session, options.save, options.resume);
    }
  }

  private List<Contestant> contestants(List<String> names) {
    return names.stream().anyMatch(name -> name.strip().equalsIgnoreCase("all"))
        ? Contestant.all()
        : Contestant.apart(named(names, Contestant::named));
  }

  private void check(boolean finds, boolean ranks) {
    atLeastOne("--epochs", options.epochs);
    atLeastOne("--batch", options.batch);
    options.tune.ifPresent(tries -> atLeastOne("--tune", tries));
    options.target.ifPresent(
        target -> {
          if (!(target > 0 && target <= 1)) {
            throw error("--target is " + target + ", expected above 0 and at most 1");
          }
        });
    boolean keeps = options.save.isPresent() || options.resume.isPresent();
    if (keeps && (finds || options.tune.isPresent())) {
      throw error("--save and --resume are for a race without --tune and --find-rate");
    }
    if (finds && options.ranks()) {
      throw error("--find-rate is without --tune and --target");
    }
    if (options.text.isPresent() && options.mnist.isPresent()) {
      throw error("--text and --mnist are two tasks: a race has one");
    }
    if (ranks && !finds && options.figure.isPresent()) {
      throw error(
          "--figure draws a line for each of at most %d optimizers, and none of a ranking"
              .formatted(RaceSettings.MOST_LINES));
    }
  }

  private Session session(RaceSettings settings) throws IOException {
    PrintWriter terminal = spec.commandLine().getOut();
    OutputFolder folder = OutputFolder.prepare(options.out);
    if (options.figure.isPresent()) {
      OutputFolder.ofFile(options.figure.get());
    }
    boolean fonts = FontDigits.exist();
    if (!fonts && options.figure.isPresent() && options.findRate.isEmpty()) {
      throw error("--figure: this JDK has no fonts to label a figure with");
    }
    if (!fonts) {
      terminal.println(
          "This JDK has no fonts: digits are drawn in strokes, and the page has no figures.");
    }
    Task task = task();
    if (options.batch > task.train().size()) {
      throw error(
          "--batch is %d, expected 1 to %d, the number of %s to train with"
              .formatted(options.batch, task.train().size(), task.examples()));
    }
    terminal.printf(
        Locale.ROOT,
        "%,d %s to train, %,d to test (%s)%n",
        task.train().size(),
        task.examples(),
        task.test().size(),
        task.description());
    terminal.flush();
    return new Session(settings, task, terminal, folder, options.figure, fonts);
  }

  private Task task() throws IOException {
    if (options.text.isPresent()) {
      Path file = options.text.get();
      return file.toString().isEmpty() ? CharacterTask.ofDocuments() : CharacterTask.read(file);
    }
    return options.mnist.isPresent()
        ? MnistFolder.read(options.mnist.get())
        : DrawnDigits.draw(DigitShapes.available(), DRAWN_TO_TRAIN, DRAWN_TO_TEST, options.seed);
  }

  private <T> List<T> named(List<String> names, Function<String, T> find) {
    try {
      return names.stream().map(String::strip).map(find).distinct().toList();
    } catch (IllegalArgumentException e) {
      throw error(String.valueOf(e.getMessage()));
    }
  }

  private void atLeastOne(String option, int value) {
    if (value < 1) {
      throw error("%s is %d, expected at least 1".formatted(option, value));
    }
  }

  private ParameterException error(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
