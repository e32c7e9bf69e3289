// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.talweg.catalogue.Family.Reference;
import org.talweg.catalogue.Family.Setup;
import org.talweg.tensor.DataType;

/**
 * Replays one case in each of its types and compares every element after every step, and in double
 * precision the optimizer's state after the last, without a floor. Both types are held against the
 * run in double precision, see {@link Tolerance}.
 */
final class TrajectoryReplay {
  private static final String STEP = "step";

  private final TrajectoryFile file;
  private final TrajectoryCase golden;
  private final Reference names;
  private final Setup rule;
  private final TrajectoryCase.Run reference;

  TrajectoryReplay(TrajectoryFile file, TrajectoryCase golden, Reference names) {
    this.file = file;
    this.golden = golden;
    this.names = names;
    this.rule = names.setup(golden.options());
    this.reference = golden.reference();
  }

  /** A row per type. */
  List<Row> rows() {
    String optimizer = file.optimizer();
    String stated =
        golden.stated().relative() > 0 ? " (tolerance " + golden.stated() + " by its source)" : "";
    String options = golden.options() + stated;
    List<Row> rows = new ArrayList<>();
    for (Map.Entry<DataType, TrajectoryCase.Run> run : golden.runs().entrySet()) {
      String type = run.getKey().name().toLowerCase(Locale.ROOT);
      rows.add(
          Row.attempt(
              optimizer,
              options,
              () -> Row.judged(optimizer, options, type, compare(run.getKey(), run.getValue()))));
    }
    return rows;
  }

  private Agreement compare(DataType type, TrajectoryCase.Run theirs) {
    Replay ours =
        Replay.of(rule, type, file.shape(), reference.trajectory().get(0), file.gradients());
    return type == DataType.FLOAT64 ? compareDoubles(ours) : compareFloats(ours, theirs);
  }

  private Agreement compareDoubles(Replay ours) {
    Agreement agreement = new Agreement();
    List<double[]> allowed =
        Tolerance.float64(reference.trajectory(), relative(), golden.stated().absolute());
    for (int t = 1; t < allowed.size(); t++) {
      String place = "step " + t;
      double[] expected = reference.trajectory().get(t);
      compare(agreement, place, ours.trajectory().get(t), expected, allowed.get(t));
    }
    reference.evaluation().ifPresent(expected -> compareEvaluation(agreement, ours, expected));
    reference.finalState().forEach((name, state) -> compareState(agreement, name, ours, state));
    return agreement;
  }

  private void compareEvaluation(Agreement agreement, Replay ours, double[] expected) {
    double[] actual =
        ours.evaluation()
            .orElseThrow(() -> new IllegalArgumentException("no weights to evaluate with"));
    compareRelative(agreement, "average", actual, expected);
  }

  private void compareState(Agreement agreement, String name, Replay ours, double[] expected) {
    if (name.equals(STEP)) {
      agreement.add("steps", ours.steps(), expected[0], 1, 0);
      return;
    }
    double[] actual =
        Optional.ofNullable(names.slots().get(name))
            .map(slot -> state(ours.finalState(), slot))
            .orElseThrow(() -> new IllegalArgumentException("no slot for state " + name));
    if (actual.length != expected.length) {
      throw new IllegalArgumentException(
          "state "
              + name
              + " must have "
              + actual.length
              + " elements, but had "
              + expected.length);
    }
    boolean signs = "previous_sign".equals(names.slots().get(name));
    compareRelative(agreement, name, actual, signs ? signs(expected) : expected);
  }

  /** Of a gradient whose sign alone counts, the library keeps the sign. */
  private static double[] signs(double[] values) {
    return Arrays.stream(values).map(Math::signum).toArray();
  }

  /** A slot; a mean square is a variance and the square of its mean, where those are kept. */
  private static double @Nullable [] state(Map<String, double[]> ours, String slot) {
    double[] variance = ours.get("variance");
    double[] mean = ours.get("gradient_average");
    if (!slot.equals("square_average") || variance == null || mean == null) {
      return ours.get(slot);
    }
    double[] square = variance.clone();
    for (int i = 0; i < square.length; i++) {
      square[i] += mean[i] * mean[i];
    }
    return square;
  }

  private void compareRelative(
      Agreement agreement, String place, double[] actual, double[] expected) {
    double[] allowed = expected.clone();
    for (int i = 0; i < allowed.length; i++) {
      allowed[i] = golden.stated().absolute() + relative() * Math.abs(expected[i]);
    }
    compare(agreement, place, actual, expected, allowed);
  }

  private static void compare(
      Agreement agreement, String place, double[] actual, double[] expected, double[] allowed) {
    for (int i = 0; i < expected.length; i++) {
      agreement.add(
          place + ", element " + i, actual[i], expected[i], Math.ulp(expected[i]), allowed[i]);
    }
  }

  private Agreement compareFloats(Replay ours, TrajectoryCase.Run run) {
    double found = Tolerance.rootMeanSquare(reference.trajectory(), ours.trajectory());
    double theirs = Tolerance.rootMeanSquare(reference.trajectory(), run.trajectory());
    Agreement agreement = new Agreement();
    agreement.addRootMeanSquare(found, theirs, Tolerance.float32(theirs));
    return agreement;
  }

  private double relative() {
    return Math.max(Tolerance.FLOAT64, golden.stated().relative());
  }
}
