package org.talweg.benchmarks.race;

import java.util.Arrays;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.talweg.benchmarks.race.images.ImageData;
import org.talweg.benchmarks.race.images.ImageSet;
import org.talweg.benchmarks.race.network.Network;
import org.talweg.training.Trainer;

/**
 * The range test for learning rates of Smith, <a href="https://arxiv.org/abs/1506.01186">Cyclical
 * Learning Rates for Training Neural Networks</a> (2017): one run in which the rate is raised
 * geometrically from step to step, until the loss blows up.
 *
 * @param settings the batch and the seed
 */
record RateTest(RaceSettings settings, ImageData data, Contestant contestant, Start start) {
  /** The steps of a test that does not blow up: 40 for each factor of ten. */
  static final int STEPS = 281;

  private static final double LOWEST = 1e-6;
  private static final double HIGHEST = 10;

  /** Steps whose mean loss is held against the lowest such mean. */
  private static final int MEAN = 10;

  /** How many times the lowest mean loss is a blow-up. */
  private static final double BLOW_UP = 4;

  RateCurve go(Run.Listener listener) {
    Network network = new Network(ImageSet.PIXELS, 128, 64, ImageSet.CLASSES);
    network.initialize(start.initializer(), settings.seed());
    Trainer trainer = Trainer.of(contestant.rule(), network.parameters());
    Batches batches =
        new Batches(data.train(), settings.batch(), new Random(31 * settings.seed() + 1));
    FMatrixRMaj rows = new FMatrixRMaj(settings.batch(), ImageSet.PIXELS);
    byte[] labels = new byte[settings.batch()];
    double[] rates = new double[STEPS];
    double[] losses = new double[STEPS];
    double lowest = Double.POSITIVE_INFINITY;
    for (int step = 0; step < STEPS; step++) {
      batches.next(rows.data, labels);
      rates[step] = LOWEST * StrictMath.pow(HIGHEST / LOWEST, step / (STEPS - 1.0));
      losses[step] = network.lossAndGradients(rows, labels);
      listener.stepped(contestant, start, losses[step]);
      double mean =
          Arrays.stream(losses, Math.max(0, step + 1 - MEAN), step + 1).average().orElse(0);
      lowest = Math.min(lowest, mean);
      if (!(mean <= BLOW_UP * lowest)) {
        listener.skipped(STEPS - step - 1);
        return new RateCurve(
            contestant, Arrays.copyOf(rates, step + 1), Arrays.copyOf(losses, step + 1), true);
      }
      trainer.setLearningRate(rates[step]);
      trainer.step();
    }
    return new RateCurve(contestant, rates, losses, false);
  }
}
