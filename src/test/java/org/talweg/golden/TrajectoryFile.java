// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Reference;
import org.talweg.catalogue.Options;
import org.talweg.catalogue.Unsupported;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Shape;

/**
 * Parameters after every step of one optimizer under given gradients, for several sets of options.
 * Rows of numbers hold the elements of one tensor, row-major. In either type a run starts from the
 * nearest number to what the file says, as the framework's did.
 *
 * @param gradients one row per step
 */
record TrajectoryFile(
    String framework,
    String optimizer,
    Shape shape,
    List<double[]> gradients,
    List<TrajectoryCase> cases)
    implements GoldenFile {

  static TrajectoryFile read(GoldenNode file) {
    Shape shape = Shape.of(file.extents("shape"));
    int steps = file.count("steps");
    double[] initial = file.numbers("initial", shape.size());
    List<double[]> gradients = file.rows("gradients", steps, shape.size());
    List<TrajectoryCase> cases = new ArrayList<>();
    for (GoldenNode node : file.list("cases")) {
      GoldenNode stated = node.has("tolerance") ? node : file;
      cases.add(readCase(node, steps, initial, stated(stated, file)));
    }
    return new TrajectoryFile(
        file.text("framework"), file.text("optimizer"), shape, gradients, List.copyOf(cases));
  }

  /** A relative error, or by type what is absolute and relative in it. */
  private static TrajectoryCase.Stated stated(GoldenNode node, GoldenNode file) {
    if (!node.has("tolerance") || node.field("tolerance").json().isNumber()) {
      double own =
          Framework.find(file.text("framework"))
              .map(framework -> framework.precision(file.text("optimizer")))
              .orElse(0.0);
      return new TrajectoryCase.Stated(0, node.optionalNumber("tolerance").orElse(own));
    }
    GoldenNode tolerance = node.object("tolerance").object("float64");
    return new TrajectoryCase.Stated(tolerance.number("absolute"), tolerance.number("relative"));
  }

  private static TrajectoryCase readCase(
      GoldenNode node, int steps, double[] initial, TrajectoryCase.Stated stated) {
    Map<DataType, TrajectoryCase.Run> runs = new LinkedHashMap<>();
    for (GoldenNode run : node.list("runs")) {
      runs.put(dataType(run), readRun(run, steps, initial));
    }
    if (!runs.containsKey(DataType.FLOAT64)) {
      throw node.field("runs").problem("a float64 run, the reference", "none");
    }
    return new TrajectoryCase(new Options(node.object("options").json()), stated, runs);
  }

  static DataType dataType(GoldenNode run) {
    String name = run.text("dtype");
    return switch (name) {
      case "float64" -> DataType.FLOAT64;
      case "float32" -> DataType.FLOAT32;
      default -> throw run.field("dtype").problem("float64 or float32", name);
    };
  }

  private static TrajectoryCase.Run readRun(GoldenNode run, int steps, double[] initial) {
    List<double[]> trajectory = new ArrayList<>();
    trajectory.add(initial);
    trajectory.addAll(run.rows("expected", steps, initial.length));
    Map<String, double[]> state = new LinkedHashMap<>();
    if (run.has("final_state")) {
      GoldenNode states = run.object("final_state");
      states.names().forEachRemaining(name -> state.put(name, states.numberOrNumbers(name)));
    }
    Optional<double[]> evaluation =
        run.has("expected_evaluation")
            ? Optional.of(run.numbers("expected_evaluation", initial.length))
            : Optional.empty();
    return new TrajectoryCase.Run(trajectory, state, evaluation);
  }

  @Override
  public List<Row> replay() {
    return replay(Catalogue.reference(framework, optimizer).orElseThrow());
  }

  /** The same by a rule of the caller's choice. */
  List<Row> replay(Reference reference) {
    List<Row> rows = new ArrayList<>();
    for (TrajectoryCase golden : cases) {
      try {
        rows.addAll(new TrajectoryReplay(this, golden, reference).rows());
      } catch (Unsupported e) {
        rows.add(notCompared(Verdict.UNSUPPORTED, golden, e));
      } catch (IllegalArgumentException e) {
        rows.add(notCompared(Verdict.FAIL, golden, e));
      }
    }
    return rows;
  }

  private Row notCompared(Verdict verdict, TrajectoryCase golden, RuntimeException reason) {
    return Row.notCompared(verdict, optimizer, golden.options().toString(), reason.getMessage());
  }
}
