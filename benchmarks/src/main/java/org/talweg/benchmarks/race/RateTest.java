// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.util.Arrays;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.talweg.benchmarks.race.network.Network;
import org.talweg.benchmarks.race.task.Task;
import org.talweg.training.Trainer;

/**
 * The range test for learning rates of Smith, <a href="https://arxiv.org/abs/1506.01186">Cyclical
 * Learning Rates for Training Neural Networks</a> (2017): one run in which the rate is raised
 * geometrically from step to step, until the loss blows up. A rule that can't go on at another rate
 * starts anew at each of fewer rates, and its loss is that after some steps.
 *
 * @param settings the batch and the seed
 */
record RateTest(RaceSettings settings, Task task, Contestant contestant, Start start) {
  /** Steps for each factor of ten of the rate. */
  static final int RATES_A_DECADE = 40;

  /** Starts for each factor of ten of the rate. */
  static final int STARTS_A_DECADE = 4;

  /** Steps from each start. */
  static final int STEPS_FROM_A_START = 40;

  private static final double LOWEST = 1e-6;
  private static final int DECADES = 7;

  /** Losses whose mean is held against the lowest such mean. */
  private static final int MEAN = 10;

  /** How many times the lowest mean loss is a blow-up. */
  private static final double BLOW_UP = 4;

  /** The steps of a test that does not blow up. */
  int steps() {
    return contestant.racing().changeable()
        ? DECADES * RATES_A_DECADE + 1
        : (DECADES * STARTS_A_DECADE + 1) * STEPS_FROM_A_START;
  }

  RateCurve go(Run.Listener listener) {
    return contestant.racing().changeable() ? rising(listener) : startedAnew(listener);
  }

  private RateCurve rising(Run.Listener listener) {
    Training training = new Training(contestant.rate());
    double[] rates = rates(RATES_A_DECADE);
    double[] losses = new double[rates.length];
    double lowest = Double.POSITIVE_INFINITY;
    for (int step = 0; step < rates.length; step++) {
      losses[step] = training.loss();
      listener.stepped(contestant, start, losses[step]);
      double mean = lastMean(losses, step + 1);
      lowest = Math.min(lowest, mean);
      if (!(mean <= BLOW_UP * lowest)) {
        listener.skipped(rates.length - step - 1);
        return curve(rates, losses, step + 1, RATES_A_DECADE, true);
      }
      training.step(rates[step]);
    }
    return curve(rates, losses, rates.length, RATES_A_DECADE, false);
  }

  private RateCurve startedAnew(Run.Listener listener) {
    double[] rates = rates(STARTS_A_DECADE);
    double[] losses = new double[rates.length];
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < rates.length; i++) {
      losses[i] = lossFromAStart(rates[i], listener);
      lowest = Math.min(lowest, losses[i]);
      if (!(losses[i] <= BLOW_UP * lowest)) {
        listener.skipped((rates.length - i - 1) * STEPS_FROM_A_START);
        return curve(rates, losses, i + 1, STARTS_A_DECADE, true);
      }
    }
    return curve(rates, losses, rates.length, STARTS_A_DECADE, false);
  }

  /** The mean of the last losses. */
  private double lossFromAStart(double rate, Run.Listener listener) {
    Training training = new Training(rate);
    double[] losses = new double[STEPS_FROM_A_START];
    for (int step = 0; step < losses.length; step++) {
      losses[step] = training.loss();
      listener.stepped(contestant, start, losses[step]);
      training.step(rate);
    }
    return lastMean(losses, losses.length);
  }

  private static double[] rates(int aDecade) {
    double[] rates = new double[DECADES * aDecade + 1];
    for (int i = 0; i < rates.length; i++) {
      rates[i] = LOWEST * StrictMath.pow(10, (double) i / aDecade);
    }
    return rates;
  }

  private static double lastMean(double[] losses, int count) {
    return Arrays.stream(losses, Math.max(0, count - MEAN), count).average().orElse(0);
  }

  /** A curve, smoothed over half a decade. */
  private RateCurve curve(
      double[] rates, double[] losses, int count, int aDecade, boolean blownUp) {
    return new RateCurve(
        contestant,
        Arrays.copyOf(rates, count),
        Arrays.copyOf(losses, count),
        aDecade / 4,
        blownUp);
  }

  /** A network in training, from its first step on. */
  private final class Training {
    private final Network network = task.network().get();
    private final Batches batches =
        new Batches(task.train(), settings.batch(), new Random(31 * settings.seed() + 1));
    private final FMatrixRMaj rows = new FMatrixRMaj(settings.batch(), task.train().width());
    private final byte[] labels = new byte[settings.batch()];
    private final Trainer trainer;

    Training(double rate) {
      network.initialize(start.initializer(), settings.seed());
      trainer = contestant.withRate(rate).trainer(network.parameters());
    }

    /** The loss of the next batch. */
    double loss() {
      batches.next(rows.data, labels);
      return network.lossAndGradients(rows, labels);
    }

    void step(double rate) {
      trainer.setLearningRate(rate);
      trainer.step();
    }
  }
}
