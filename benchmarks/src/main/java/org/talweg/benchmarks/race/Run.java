// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.talweg.benchmarks.race.network.Network;
import org.talweg.benchmarks.race.task.Task;
import org.talweg.training.AveragedWeights;
import org.talweg.training.StepReport;
import org.talweg.training.Trainer;

/**
 * One run of the race: a network, an initializer, an optimizer, and all epochs.
 *
 * @param until an accuracy that ends the run early, as does a loss that is not finite
 * @param saves the file that is written after each epoch
 * @param resumes the file to go on from
 */
record Run(
    RaceSettings settings,
    Task task,
    Contestant contestant,
    Start start,
    OptionalDouble until,
    Optional<RunFile> saves,
    Optional<RunFile> resumes) {

  /** Told what happens. */
  interface Listener {
    /** A step was done. */
    void stepped(Contestant contestant, Start start, double loss);

    /** Steps that need not be done. */
    default void skipped(int steps) {}
  }

  /** A run from the start to the end. */
  static Run of(RaceSettings settings, Task task, Contestant contestant, Start start) {
    return new Run(
        settings,
        task,
        contestant,
        start,
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same up to an accuracy. */
  Run until(double accuracy) {
    return new Run(settings, task, contestant, start, OptionalDouble.of(accuracy), saves, resumes);
  }

  /** The same, written to a folder after each epoch. */
  Run savedIn(Path folder) {
    RunFile file = RunFile.in(folder, contestant, start);
    return new Run(settings, task, contestant, start, until, Optional.of(file), resumes);
  }

  /** The same, going on from its file in a folder if it has one there. */
  Run resumedFrom(Path folder) {
    RunFile file = RunFile.in(folder, contestant, start);
    return new Run(
        settings, task, contestant, start, until, saves, Optional.of(file).filter(RunFile::exists));
  }

  /** The steps of the whole run. */
  int steps() {
    return settings.epochs() * stepsPerEpoch();
  }

  private int stepsPerEpoch() {
    return task.train().size() / settings.batch();
  }

  /**
   * Finds out before the race whether its file can be gone on from.
   *
   * @throws IOException if it can't; the message is for the user
   */
  void requireResumable() throws IOException {
    if (resumes.isPresent()) {
      Network network = network();
      begin(network, contestant.trainer(network.parameters()));
    }
  }

  RunResult go(Listener listener) throws IOException {
    Network network = network();
    Trainer trainer = contestant.observedTrainer(network.parameters(), stepsPerEpoch());
    History history = begin(network, trainer);
    Batches batches =
        new Batches(task.train(), settings.batch(), new Random(31 * settings.seed() + 1));
    batches.skip(history.steps());
    listener.skipped(history.steps());
    FMatrixRMaj rows = new FMatrixRMaj(settings.batch(), task.train().width());
    byte[] labels = new byte[settings.batch()];
    boolean over = false;
    while (history.steps() < steps() && !over) {
      batches.next(rows.data, labels);
      long begin = System.nanoTime();
      double loss = network.lossAndGradients(rows, labels);
      long middle = System.nanoTime();
      StepReport report = trainer.step();
      long end = System.nanoTime();
      history.stepped(loss, end - begin, end - middle);
      report.diagnostics().ifPresent(history::observed);
      listener.stepped(contestant, start, loss);
      if (isTested(history.steps())) {
        history.tested(accuracy(network, trainer));
      }
      if (saves.isPresent() && history.steps() % stepsPerEpoch() == 0) {
        saves.get().write(trainer, history, facts());
      }
      over =
          until.isPresent()
              && (!Double.isFinite(loss) || history.lastAccuracy() >= until.getAsDouble());
    }
    listener.skipped(steps() - history.steps());
    return history.result(contestant, start, settings.seed());
  }

  private Network network() {
    Network network = task.network().get();
    network.initialize(start.initializer(), settings.seed());
    return network;
  }

  private History begin(Network network, Trainer trainer) throws IOException {
    if (resumes.isEmpty()) {
      History history = new History();
      history.tested(network.accuracy(task.test()));
      return history;
    }
    History history = resumes.get().restore(trainer, facts());
    if (history.steps() > steps()) {
      throw new IOException(
          "%s: saved after %d epochs, but this race has %d"
              .formatted(resumes.get(), history.steps() / stepsPerEpoch(), settings.epochs()));
    }
    return history;
  }

  /** With what the rule results in, which is not always the weights that it trains. */
  @SuppressWarnings("try") // the weights are used through the network
  private double accuracy(Network network, Trainer trainer) {
    if (!trainer.hasAverages()) {
      return network.accuracy(task.test());
    }
    try (AveragedWeights result = trainer.useAverages()) {
      return network.accuracy(task.test());
    }
  }

  /** Whether the accuracy is measured after a step: so often in each epoch, and at its end. */
  private boolean isTested(int step) {
    int done = (step - 1) % stepsPerEpoch() + 1;
    return done * settings.tests() / stepsPerEpoch()
        > (done - 1) * settings.tests() / stepsPerEpoch();
  }

  /** What a run that goes on from this one must have in common with it. */
  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("optimizer", contestant.id());
    facts.put("rate", contestant.rateText());
    facts.put("initializer", start.id());
    facts.put("seed", Long.toString(settings.seed()));
    facts.put("batch", Integer.toString(settings.batch()));
    facts.put("tests per epoch", Integer.toString(settings.tests()));
    facts.put(
        task.examples(),
        "%d and %d, %s".formatted(task.train().size(), task.test().size(), task.description()));
    return facts;
  }
}
