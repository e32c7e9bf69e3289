// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Tensor;
import org.talweg.training.Diagnostics;

/** What a run has measured so far; a part of its checkpoint. */
final class History {
  /** What the names of its tensors begin with. */
  static final String PREFIX = "race/";

  private static final String LOSSES = PREFIX + "losses";
  private static final String TESTED = PREFIX + "tested";
  private static final String ACCURACIES = PREFIX + "accuracies";
  private static final String SECONDS_TO_TEST = PREFIX + "seconds_to_test";
  private static final String SECONDS = PREFIX + "seconds";
  private static final String OPTIMIZER_SECONDS = PREFIX + "optimizer_seconds";

  private final Numbers losses;
  private final Numbers tested;
  private final Numbers accuracies;
  private final Numbers secondsToTest;
  private double seconds;
  private double optimizerSeconds;
  private Optional<Diagnostics> diagnostics = Optional.empty();

  History() {
    losses = new Numbers();
    tested = new Numbers();
    accuracies = new Numbers();
    secondsToTest = new Numbers();
  }

  /**
   * What a checkpoint has kept.
   *
   * @throws IllegalArgumentException if it is not complete
   */
  History(Checkpoint checkpoint) {
    losses = new Numbers(array(checkpoint, LOSSES));
    tested = new Numbers(array(checkpoint, TESTED));
    accuracies = new Numbers(array(checkpoint, ACCURACIES));
    secondsToTest = new Numbers(array(checkpoint, SECONDS_TO_TEST));
    seconds = number(checkpoint, SECONDS);
    optimizerSeconds = number(checkpoint, OPTIMIZER_SECONDS);
    if (losses.size() != checkpoint.step()
        || tested.size() == 0
        || tested.size() != accuracies.size()
        || tested.size() != secondsToTest.size()) {
      throw new IllegalArgumentException("the measurements are not those of its steps");
    }
  }

  private static double[] array(Checkpoint checkpoint, String name) {
    if (checkpoint.tensor(name) instanceof DoubleTensor tensor) {
      return tensor.array();
    }
    throw new IllegalArgumentException("tensor \"" + name + "\" is not of doubles");
  }

  private static double number(Checkpoint checkpoint, String name) {
    double[] array = array(checkpoint, name);
    if (array.length != 1) {
      throw new IllegalArgumentException("tensor \"" + name + "\" is not one number");
    }
    return array[0];
  }

  /** The tensors by name. */
  Map<String, Tensor> tensors() {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(LOSSES, DoubleTensor.wrap(losses.array()));
    tensors.put(TESTED, DoubleTensor.wrap(tested.array()));
    tensors.put(ACCURACIES, DoubleTensor.wrap(accuracies.array()));
    tensors.put(SECONDS_TO_TEST, DoubleTensor.wrap(secondsToTest.array()));
    tensors.put(SECONDS, DoubleTensor.wrap(new double[] {seconds}));
    tensors.put(OPTIMIZER_SECONDS, DoubleTensor.wrap(new double[] {optimizerSeconds}));
    return tensors;
  }

  /** Adds a step: its loss, and the nanoseconds that it and its optimizer took. */
  void stepped(double loss, long nanoseconds, long inOptimizer) {
    losses.add(loss);
    seconds += nanoseconds * 1e-9;
    optimizerSeconds += inOptimizer * 1e-9;
  }

  /** What a step has done to each layer; the last counts, and no checkpoint keeps it. */
  void observed(Diagnostics ofLayers) {
    diagnostics = Optional.of(ofLayers);
  }

  /** Adds the accuracy after the steps so far. */
  void tested(double accuracy) {
    tested.add(steps());
    accuracies.add(accuracy);
    secondsToTest.add(seconds);
  }

  int steps() {
    return losses.size();
  }

  double lastAccuracy() {
    return accuracies.last();
  }

  RunResult result(Contestant contestant, Start start, long seed) {
    return new RunResult(
        contestant,
        start,
        seed,
        losses.array(),
        Arrays.stream(tested.array()).mapToInt(step -> (int) step).toArray(),
        accuracies.array(),
        secondsToTest.array(),
        seconds,
        optimizerSeconds,
        diagnostics);
  }

  /** A list of numbers that grows. */
  private static final class Numbers {
    private double[] array;
    private int size;

    Numbers(double... array) {
      this.array = array;
      this.size = array.length;
    }

    void add(double number) {
      if (size == array.length) {
        array = Arrays.copyOf(array, Math.max(16, 2 * size));
      }
      array[size++] = number;
    }

    int size() {
      return size;
    }

    double last() {
      return array[size - 1];
    }

    double[] array() {
      return Arrays.copyOf(array, size);
    }
  }
}
