package org.talweg.benchmarks.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Setup;
import org.talweg.tensor.DataType;

/**
 * Replays one case in each of its types and compares every element after every step, then the
 * optimizer's state after the last. Both types are held against the run in double precision, see
 * {@link Tolerance}.
 *
 * <p>State in double precision is held to the relative tolerance, without a floor. State in single
 * precision has the bound of the parameters, where the largest magnitude of a slot is taken from
 * the library's own run in double precision, as a golden file holds the final state only; a slot
 * that did not end where it should fails in that run.
 */
final class TrajectoryReplay {
  private static final String STEP = "step";

  private final TrajectoryFile file;
  private final TrajectoryCase golden;
  private final Setup rule;
  private final TrajectoryCase.Run reference;
  private final Replay wide;

  TrajectoryReplay(TrajectoryFile file, TrajectoryCase golden, Setup rule) {
    this.file = file;
    this.golden = golden;
    this.rule = rule;
    this.reference = golden.reference();
    this.wide = replay(DataType.FLOAT64);
  }

  private Replay replay(DataType type) {
    return Replay.of(rule, type, file.shape(), reference.trajectory().get(0), file.gradients());
  }

  /** A row per type. */
  List<Row> rows() {
    String optimizer = file.optimizer();
    String stated = golden.stated() > 0 ? " (tolerance " + golden.stated() + " by its source)" : "";
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
    Replay ours = type == DataType.FLOAT64 ? wide : replay(type);
    Agreement agreement = new Agreement();
    List<double[]> allowed = allowed(type, theirs);
    for (int t = 1; t < allowed.size(); t++) {
      double[] expected = reference.trajectory().get(t);
      for (int i = 0; i < expected.length; i++) {
        agreement.add(
            "step " + t + ", element " + i,
            ours.trajectory().get(t)[i],
            expected[i],
            ulp(type, expected[i]),
            allowed.get(t)[i]);
      }
    }
    for (String state : reference.finalState().keySet()) {
      compareState(state, agreement, type, ours, theirs);
    }
    return agreement;
  }

  private List<double[]> allowed(DataType type, TrajectoryCase.Run theirs) {
    return switch (type) {
      case FLOAT64 -> Tolerance.float64(reference.trajectory(), relative());
      case FLOAT32 ->
          Tolerance.float32(reference.trajectory(), theirs.trajectory(), golden.stated());
    };
  }

  private void compareState(
      String state, Agreement agreement, DataType type, Replay ours, TrajectoryCase.Run theirs) {
    double[] expected = reference.finalState().get(state);
    if (state.equals(STEP)) {
      agreement.add("steps", ours.steps(), expected[0], 1, 0);
      return;
    }
    String slot =
        Catalogue.reference(file.framework().name(), file.optimizer())
            .map(reference -> reference.slots().get(state))
            .filter(ours.finalState()::containsKey)
            .orElseThrow(() -> new IllegalArgumentException("no slot for state " + state));
    double[] actual = ours.finalState().get(slot);
    double[] narrow = theirs.finalState().get(state);
    if (expected.length != actual.length || narrow == null || narrow.length != actual.length) {
      throw new IllegalArgumentException(
          "state " + state + " must have " + actual.length + " elements in every run");
    }
    double[] largest = wide.largestState().get(slot);
    for (int i = 0; i < expected.length; i++) {
      String place = state + ", element " + i;
      double bound = relative() * Math.abs(expected[i]);
      if (type == DataType.FLOAT32) {
        double error = Math.abs(narrow[i] - expected[i]);
        Tolerance.requirePlausible(place, error, largest[i], ours.steps());
        bound = Tolerance.float32(error, largest[i]) + golden.stated() * Math.abs(expected[i]);
      }
      agreement.add(place, actual[i], expected[i], ulp(type, expected[i]), bound);
    }
  }

  private double relative() {
    return Math.max(Tolerance.FLOAT64, golden.stated());
  }

  private static double ulp(DataType type, double number) {
    return type == DataType.FLOAT64 ? Math.ulp(number) : Math.ulp((float) number);
  }
}
