// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Reference;
import org.talweg.catalogue.Options;
import org.talweg.catalogue.Unsupported;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Shape;

/**
 * Whole runs: several tensors, groups, a schedule, clipping, freezing, accumulation, averages. A
 * case has the optimizer's options, and of the rest what it needs; weights are those of all
 * tensors, one after the other, after every step. A {@code tolerance} of a case is an absolute
 * error that its framework makes by itself, as where it computes a part in single precision.
 *
 * @param tensors the shapes by name
 * @param gradients for each batch, of all tensors
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RunFile(
    String framework,
    Map<String, Shape> tensors,
    double[] initial,
    List<double[]> gradients,
    List<Case> cases)
    implements GoldenFile {
  private static final double FLOOR = 1e-14;

  /**
   * One run.
   *
   * @param optimizer its name in the framework
   * @param options its options
   * @param setting all else that the case says
   * @param runs the weights in each type
   * @param averages their averages after the last step, if there are any
   */
  record Case(
      String optimizer,
      JsonNode options,
      JsonNode setting,
      Map<DataType, List<double[]>> runs,
      Optional<double[]> averages) {
    @Override
    public String toString() {
      ObjectNode rest = setting.deepCopy();
      rest.remove(List.of("optimizer", "options", "runs", "averages"));
      String text = rest.isEmpty() ? "" : " " + rest.toString().replace("\"", "");
      return new Options(options) + text;
    }
  }

  static boolean isOne(GoldenNode file) {
    return file.has("tensors") && file.has("cases");
  }

  static RunFile read(GoldenNode file) {
    Map<String, Shape> tensors = new LinkedHashMap<>();
    GoldenNode shapes = file.object("tensors");
    shapes.names().forEachRemaining(name -> tensors.put(name, Shape.of(shapes.extents(name))));
    int elements = tensors.values().stream().mapToInt(Shape::size).sum();
    double[] initial = file.numbers("initial", elements);
    List<double[]> gradients = new ArrayList<>();
    for (double[] row : file.rows("gradients")) {
      if (row.length != elements) {
        throw file.field("gradients").problem(elements + " numbers", String.valueOf(row.length));
      }
      gradients.add(row);
    }
    List<Case> cases = new ArrayList<>();
    for (GoldenNode node : file.list("cases")) {
      Map<DataType, List<double[]>> runs = new LinkedHashMap<>();
      for (GoldenNode run : node.list("runs")) {
        List<double[]> weights = new ArrayList<>();
        weights.add(initial);
        weights.addAll(run.rows("expected"));
        runs.put(TrajectoryFile.dataType(run), weights);
      }
      cases.add(
          new Case(
              node.text("optimizer"),
              node.object("options").json(),
              node.json(),
              runs,
              node.has("averages")
                  ? Optional.of(node.numbers("averages", elements))
                  : Optional.empty()));
    }
    return new RunFile(
        file.text("framework"), tensors, initial, List.copyOf(gradients), List.copyOf(cases));
  }

  @Override
  public List<Row> replay() {
    List<Row> rows = new ArrayList<>();
    for (Case golden : cases) {
      Optional<Reference> rule = Catalogue.reference(framework, golden.optimizer());
      if (rule.isEmpty()) {
        rows.add(Row.unknownOptimizer(golden.optimizer()));
      } else {
        golden.runs().keySet().forEach(type -> rows.add(replay(golden, rule.get(), type)));
      }
    }
    return rows;
  }

  private Row replay(Case golden, Reference rule, DataType type) {
    String options = golden.toString();
    return Row.attempt(
        golden.optimizer(),
        options,
        () -> {
          RunReplay ours = RunReplay.of(this, golden, rule, type);
          String name = type.name().toLowerCase(Locale.ROOT);
          return Row.judged(golden.optimizer(), options, name, compare(golden, ours, type));
        });
  }

  private Agreement compare(Case golden, RunReplay ours, DataType type) {
    List<double[]> expected =
        Optional.ofNullable(golden.runs().get(DataType.FLOAT64))
            .orElseThrow(() -> new Unsupported("no float64 run to compare with"));
    Agreement agreement = new Agreement();
    if (ours.weights().size() != expected.size()) {
      throw new IllegalArgumentException(
          "there must be " + expected.size() + " rows, but were " + ours.weights().size());
    }
    if (type == DataType.FLOAT32) {
      double theirs = Tolerance.rootMeanSquare(expected, golden.runs().get(type));
      double found = Tolerance.rootMeanSquare(expected, ours.weights());
      agreement.addRootMeanSquare(found, theirs, Tolerance.float32(theirs));
      return agreement;
    }
    List<double[]> allowed = allowed(golden, expected);
    for (int t = 1; t < expected.size(); t++) {
      add(agreement, "step " + t, ours.weights().get(t), expected.get(t), allowed.get(t));
    }
    double[] last = allowed.get(allowed.size() - 1);
    golden
        .averages()
        .ifPresent(weights -> add(agreement, "average", ours.averages(), weights, last));
    return agreement;
  }

  /**
   * The errors that pass: 1e-12 of a weight, or where more 1e-14 of its largest magnitude so far,
   * as a weight may be the small difference of larger changes, or as much of that as the
   * framework's own precision is.
   */
  private List<double[]> allowed(Case golden, List<double[]> expected) {
    double stated = golden.setting().path("tolerance").asDouble(0);
    double floor =
        Math.max(FLOOR, Framework.find(framework).orElseThrow().precision(golden.optimizer()));
    double[] largest = new double[initial.length];
    List<double[]> allowed = new ArrayList<>();
    for (double[] weights : expected) {
      double[] row = weights.clone();
      for (int i = 0; i < row.length; i++) {
        double magnitude = Math.abs(row[i]);
        largest[i] = Math.max(largest[i], magnitude);
        row[i] = Math.max(Tolerance.FLOAT64 * magnitude, floor * largest[i]) + stated;
      }
      allowed.add(row);
    }
    return allowed;
  }

  private static void add(
      Agreement agreement, String place, double[] actual, double[] expected, double[] allowed) {
    for (int i = 0; i < expected.length; i++) {
      agreement.add(
          place + ", element " + i, actual[i], expected[i], Math.ulp(expected[i]), allowed[i]);
    }
  }
}
