package org.talweg.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.talweg.tensor.DataType;
import org.talweg.training.TrainerBuilder;

/** Where the library leaves the {@linkplain GoldenBound bounds} around a reference. */
final class GoldenDifferences {
  private final Map<String, String> slots;
  private final JsonNode file;
  private final JsonNode wideRun;
  private final JsonNode narrowRun;
  private final List<double[]> expected;
  private final List<String> differences = new ArrayList<>();

  private GoldenDifferences(GoldenCase golden) {
    file = golden.file();
    slots = golden.reference().slots();
    JsonNode runs = golden.golden().get("runs");
    wideRun = runs.get(0);
    narrowRun = runs.get(1);
    assertThat(wideRun.get("dtype").textValue()).isEqualTo("float64");
    assertThat(narrowRun.get("dtype").textValue()).isEqualTo("float32");
    expected = trajectory(wideRun);
  }

  /** Of a trainer in double precision. */
  static List<String> float64(GoldenCase golden, TrainerBuilder trainer) {
    GoldenDifferences found = new GoldenDifferences(golden);
    found.compareFloat64(GoldenReplay.of(found.file, trainer, DataType.FLOAT64));
    return found.differences;
  }

  /**
   * Of a trainer in single precision.
   *
   * @param wideTrainer the case's own trainer, for the magnitudes that its state has on the way
   */
  static List<String> float32(
      GoldenCase golden, TrainerBuilder trainer, TrainerBuilder wideTrainer) {
    GoldenDifferences found = new GoldenDifferences(golden);
    found.compareFloat32(
        GoldenReplay.of(found.file, trainer, DataType.FLOAT32),
        GoldenReplay.of(found.file, wideTrainer, DataType.FLOAT64));
    return found.differences;
  }

  private void compareFloat64(GoldenReplay ours) {
    compare("w", ours.trajectory(), expected, GoldenBound.float64(expected));
    for (String state : states()) {
      double[] end = state(wideRun, state);
      double[] bound = end.clone();
      for (int i = 0; i < bound.length; i++) {
        bound[i] = GoldenBound.FLOAT64 * Math.abs(end[i]);
      }
      compareEnd(state, ours, end, bound);
    }
  }

  private void compareFloat32(GoldenReplay ours, GoldenReplay wide) {
    compare("w", ours.trajectory(), expected, GoldenBound.float32(expected, trajectory(narrowRun)));
    for (String state : states()) {
      double[] end = state(wideRun, state);
      double[] theirs = state(narrowRun, state);
      double[] bound = end.clone();
      for (int i = 0; i < bound.length; i++) {
        double largest = largest(wide.state().get(slots.get(state)), i);
        bound[i] =
            GoldenBound.float32(
                Math.abs(theirs[i] - end[i]), largest, wide.trajectory().size() - 1);
      }
      compareEnd(state, ours, end, bound);
    }
  }

  private static double largest(List<double[]> rows, int element) {
    return rows.stream().mapToDouble(row -> Math.abs(row[element])).max().orElseThrow();
  }

  private List<double[]> trajectory(JsonNode run) {
    List<double[]> rows = new ArrayList<>();
    rows.add(GoldenFixture.numbers(file.get("initial")));
    rows.addAll(GoldenFixture.rows(run.get("expected")));
    return rows;
  }

  /** The names of the state that the reference tells; some tell the parameters alone. */
  private List<String> states() {
    List<String> names = new ArrayList<>();
    wideRun.path("final_state").fieldNames().forEachRemaining(names::add);
    names.remove("step");
    assertThat(slots.keySet()).containsAll(names);
    return names;
  }

  private static double[] state(JsonNode run, String name) {
    return GoldenFixture.numbers(run.get("final_state").get(name));
  }

  private void compareEnd(String state, GoldenReplay ours, double[] end, double[] bound) {
    List<double[]> rows = ours.state().get(slots.get(state));
    List<double[]> last = rows.subList(rows.size() - 1, rows.size());
    compare(state, last, List.of(end), List.of(bound));
  }

  private void compare(
      String name, List<double[]> actual, List<double[]> wanted, List<double[]> bounds) {
    assertThat(actual).as(name).hasSameSizeAs(wanted);
    for (int t = 0; t < wanted.size(); t++) {
      assertThat(actual.get(t)).as(name).hasSameSizeAs(wanted.get(t));
      for (int i = 0; i < wanted.get(t).length; i++) {
        double a = actual.get(t)[i];
        double e = wanted.get(t)[i];
        if (!(Math.abs(a - e) <= bounds.get(t)[i])) {
          differences.add("%s row %d, element %d: %s, expected %s".formatted(name, t, i, a, e));
        }
      }
    }
  }
}
