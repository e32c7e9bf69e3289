package org.talweg.benchmarks.race;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.talweg.benchmarks.race.images.ImageData;
import org.talweg.benchmarks.race.images.ImageSet;
import org.talweg.benchmarks.race.network.Network;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

/** One run of the race: a network, an initializer, an optimizer, and all epochs. */
final class Run {
  /** Measurements of the accuracy over the whole run, besides the one before the first step. */
  private static final int TESTS = 10;

  private final RaceSettings settings;
  private final ImageData data;
  private final Contestant contestant;
  private final Start start;

  Run(RaceSettings settings, ImageData data, Contestant contestant, Start start) {
    this.settings = settings;
    this.data = data;
    this.contestant = contestant;
    this.start = start;
  }

  /** Told the loss after each step. */
  interface Listener {
    void stepped(Contestant contestant, Start start, double loss);
  }

  /** The steps that a run takes. */
  static int steps(RaceSettings settings, ImageSet train) {
    return settings.epochs() * (train.size() / settings.batch());
  }

  RunResult go(Listener listener) {
    Network network = new Network(ImageSet.PIXELS, 128, 64, ImageSet.CLASSES);
    network.initialize(start.initializer(), settings.seed());
    Trainer trainer =
        Trainer.of(
            contestant.at(contestant.rate()), network.parameters().toArray(Parameter[]::new));
    int steps = steps(settings, data.train());
    double[] losses = new double[steps];
    List<Integer> tested = new ArrayList<>(List.of(0));
    List<Double> accuracies = new ArrayList<>(List.of(network.accuracy(data.test())));
    Batches batches =
        new Batches(data.train(), settings.batch(), new Random(31 * settings.seed() + 1));
    FMatrixRMaj rows = new FMatrixRMaj(settings.batch(), ImageSet.PIXELS);
    byte[] labels = new byte[settings.batch()];
    long total = 0;
    long inOptimizer = 0;
    for (int step = 0; step < steps; step++) {
      batches.next(rows.data, labels);
      long begin = System.nanoTime();
      losses[step] = network.lossAndGradients(rows, labels);
      long middle = System.nanoTime();
      trainer.step();
      long end = System.nanoTime();
      total += end - begin;
      inOptimizer += end - middle;
      listener.stepped(contestant, start, losses[step]);
      int done = step + 1;
      if (done == steps || done * TESTS / steps > step * TESTS / steps) {
        tested.add(done);
        accuracies.add(network.accuracy(data.test()));
      }
    }
    return new RunResult(
        contestant,
        start,
        losses,
        tested.stream().mapToInt(Integer::intValue).toArray(),
        accuracies.stream().mapToDouble(Double::doubleValue).toArray(),
        total * 1e-9,
        inOptimizer * 1e-9);
  }
}
