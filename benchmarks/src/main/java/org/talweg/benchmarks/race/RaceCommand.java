package org.talweg.benchmarks.race;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.talweg.benchmarks.race.images.DigitShapes;
import org.talweg.benchmarks.race.images.DrawnDigits;
import org.talweg.benchmarks.race.images.FontDigits;
import org.talweg.benchmarks.race.images.ImageData;
import org.talweg.benchmarks.race.images.MnistFolder;
import org.talweg.benchmarks.race.page.Page;
import org.talweg.benchmarks.race.page.StandaloneFigure;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains one network with each optimizer from each initializer, and shows how they fare. */
@Command(
    name = "race",
    description = {
      "Trains a network that reads digits, with each optimizer from each initializer.",
      "Prints a table and writes a page of figures."
    },
    mixinStandardHelpOptions = true)
public final class RaceCommand implements Callable<Integer> {
  private static final int DRAWN_TO_TRAIN = 6000;
  private static final int DRAWN_TO_TEST = 1000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--mnist",
      paramLabel = "DIR",
      description = "Folder of MNIST-format files to read, instead of drawing digits.")
  private Path mnist;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "4",
      description = "Times through all images (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "32",
      description = "Images per step (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Same seed, same numbers (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--optimizers",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "sgd,momentum,adagrad,rmsprop,adam,adamw",
      completionCandidates = ContestantNames.class,
      description = "Any of ${COMPLETION-CANDIDATES} (default: all).")
  private List<String> optimizers;

  @Option(
      names = "--initializers",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "lecun,xavier,he",
      completionCandidates = StartNames.class,
      description = "Any of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private List<String> initializers;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "talweg-race",
      description = "Folder for the page, index.html (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(
      names = "--figure",
      paramLabel = "FILE",
      description = "Also write the loss curves as one SVG file.")
  private Path figure;

  @Override
  public Integer call() throws InterruptedException {
    // Before the first use of AWT: figures and digits are drawn without a screen.
    System.setProperty("java.awt.headless", "true");
    try {
      return race();
    } catch (FileSystemException e) {
      throw error(
          e.getFile()
              + ": "
              + (e.getReason() == null ? e.getClass().getSimpleName() : e.getReason()));
    } catch (IOException e) {
      throw error(e.getMessage());
    }
  }

  private int race() throws IOException, InterruptedException {
    PrintWriter terminal = spec.commandLine().getOut();
    List<Contestant> contestants = named(optimizers, Contestant::named);
    List<Start> starts = named(initializers, Start::named);
    RaceSettings settings = new RaceSettings(contestants, starts, epochs, batch, seed);
    atLeastOne("--epochs", epochs);
    atLeastOne("--batch", batch);
    OutputFolder folder = OutputFolder.prepare(out);
    OutputFolder figureFolder = figure == null ? null : OutputFolder.ofFile(figure);
    boolean fonts = FontDigits.exist();
    if (!fonts && figure != null) {
      throw error("--figure: this JDK has no fonts to label a figure with");
    }
    if (!fonts) {
      terminal.println(
          "This JDK has no fonts: digits are drawn in strokes, and the page has no figures.");
    }
    ImageData data =
        mnist == null
            ? DrawnDigits.draw(DigitShapes.available(), DRAWN_TO_TRAIN, DRAWN_TO_TEST, seed)
            : MnistFolder.read(mnist);
    if (batch > data.train().size()) {
      throw error(
          "--batch is %d, expected 1 to %d, the number of training images"
              .formatted(batch, data.train().size()));
    }
    int runs = contestants.size() * starts.size();
    int threads = Math.min(runs, Runtime.getRuntime().availableProcessors());
    terminal.printf(
        Locale.ROOT,
        "%,d images to train, %,d to test (%s); runs: %d, at a time: %d%n",
        data.train().size(),
        data.test().size(),
        data.description(),
        runs,
        threads);
    terminal.flush();
    List<RunResult> results;
    try (Progress progress = new Progress(Race.steps(settings, data))) {
      results = Race.go(settings, data, threads, progress);
    }
    terminal.print(ResultTable.text(results));
    terminal.println(
        "page: " + folder.write("index.html", Page.of(settings, data, results, fonts)));
    if (figureFolder != null) {
      String svg = StandaloneFigure.of(settings, results);
      terminal.println("figure: " + figureFolder.write(figure.getFileName().toString(), svg));
    }
    terminal.flush();
    return ExitCode.OK;
  }

  private <T> List<T> named(List<String> names, Function<String, T> find) {
    try {
      return names.stream().map(String::strip).map(find).distinct().toList();
    } catch (IllegalArgumentException e) {
      throw error(e.getMessage());
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

  private static final class ContestantNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Contestant.ids().iterator();
    }
  }

  private static final class StartNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Start.ids().iterator();
    }
  }
}
