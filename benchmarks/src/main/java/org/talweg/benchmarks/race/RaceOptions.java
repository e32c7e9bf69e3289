// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of the race. */
final class RaceOptions {
  @Option(
      names = "--mnist",
      paramLabel = "DIR",
      description = "Folder of MNIST-format files to read, instead of drawing digits.")
  Optional<Path> mnist = Optional.empty();

  @Option(
      names = "--text",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = "",
      description = {
        "Instead of reading digits, tell each character of a text from the eight before it.",
        "The text is a file in UTF-8, or without FILE the prose of Talweg's documents."
      })
  Optional<Path> text = Optional.empty();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "4",
      description = "Times through all examples (default: ${DEFAULT-VALUE}).")
  int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "32",
      description = "Examples per step (default: ${DEFAULT-VALUE}).")
  int batch;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Same seed, same numbers (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--optimizers",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "sgd,momentum,adagrad,rmsprop,adam,adamw",
      completionCandidates = ContestantNames.class,
      description = {
        "all, or any of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
        "More than 8 are ranked, as with --tune."
      })
  List<String> optimizers = List.of();

  @Option(
      names = "--initializers",
      paramLabel = "NAME",
      split = ",",
      completionCandidates = StartNames.class,
      description = {
        "Any of ${COMPLETION-CANDIDATES} (default: lecun,xavier,he; he alone where optimizers are"
            + " ranked or rates are sought)."
      })
  List<String> initializers = List.of();

  @Option(
      names = "--tune",
      paramLabel = "N",
      description = {
        "Try each optimizer at N rates first, √10 apart, then race at the best with other seeds.",
        "The optimizers are ranked by what they need to reach the target."
      })
  Optional<Integer> tune = Optional.empty();

  @Option(
      names = "--target",
      paramLabel = "ACCURACY",
      description =
          "Rank the optimizers by steps and seconds to this test accuracy (0.95; 0.4 of a text).")
  Optional<Double> target = Optional.empty();

  @Option(
      names = "--find-rate",
      paramLabel = "NAME",
      split = ",",
      description = {
        "Instead of a race, raise the rate of these optimizers, or of all, until the loss blows up.",
        "Prints the rate suggested and draws the loss over the rate."
      })
  List<String> findRate = List.of();

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description = "Write a checkpoint of each run after each epoch.")
  Optional<Path> save = Optional.empty();

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "Go on from the checkpoints that --save wrote, under the same options.")
  Optional<Path> resume = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "talweg-race",
      description = "Folder for the page, index.html (default: ${DEFAULT-VALUE}).")
  Path out = Path.of("talweg-race");

  @Option(
      names = "--figure",
      paramLabel = "FILE",
      description = "Also write the loss curves as one SVG file.")
  Optional<Path> figure = Optional.empty();

  /** Whether the optimizers are to be ranked. */
  boolean ranks() {
    return tune.isPresent() || target.isPresent();
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
