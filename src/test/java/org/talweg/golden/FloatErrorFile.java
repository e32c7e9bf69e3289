// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Reference;
import org.talweg.catalogue.Options;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Shape;

/**
 * How exact a framework's single precision is: its root mean square error over many elements, in
 * ulps of the largest magnitude that the element had so far.
 *
 * <p>After the last step, the library's error must not exceed it by more than a twentieth, and in
 * the first steps by a tenth. PyTorch fuses η·g with the subtraction, where the library rounds the
 * product first, which is an error more by a part of the change: for SGD, whose early changes are
 * as large as weights, 4 % of the root mean square at step 10, 2 % at step 20 and 1 % at step 40,
 * over 200 draws of such inputs, and 1.5 % of deviation between draws. Other orders of the same
 * operations err as much.
 *
 * <p>With decoupled decay, as in AdamW, it must be below three tenths of PyTorch's after 40 steps.
 * PyTorch rounds the decay into a factor, an error that adds up with the steps, while others add up
 * with their root: a step t has the bound 0.3 · √(40 / t).
 *
 * @param inputs row 0 the initial values, row t the gradients of step t
 */
record FloatErrorFile(String framework, String optimizer, List<double[]> inputs, List<Case> cases)
    implements GoldenFile {
  private static final double TIMES_THEIRS_EARLY = 1.1;
  private static final double TIMES_THEIRS = 1.05;
  private static final double TIMES_THEIR_ROUNDED_DECAY = 0.3;

  /** One set of options. */
  record Case(Options options, List<Milestone> milestones) {}

  /**
   * What was to come out after some step.
   *
   * @param expected the elements, computed in double precision
   * @param largest the largest magnitude that each had so far
   * @param theirs the framework's root mean square error
   */
  record Milestone(int step, List<Double> expected, List<Double> largest, double theirs) {}

  /** Whether a file holds what others were computed from, and nothing to compare. */
  static boolean isInputs(GoldenNode file) {
    return file.has("elements") && file.has("gradients") && !file.has("cases");
  }

  static FloatErrorFile read(GoldenNode file, GoldenNode inputs) {
    int elements = inputs.count("elements");
    int steps = inputs.count("steps");
    List<double[]> rows = new ArrayList<>();
    rows.add(floats(inputs, "initial", elements));
    double[] gradients = floats(inputs, "gradients", steps * elements);
    for (int t = 0; t < steps; t++) {
      rows.add(Arrays.copyOfRange(gradients, t * elements, (t + 1) * elements));
    }
    List<Case> cases = new ArrayList<>();
    for (GoldenNode node : file.list("cases")) {
      List<Milestone> milestones = new ArrayList<>();
      GoldenNode expected = node.object("expected");
      expected.names().forEachRemaining(step -> milestones.add(milestone(node, step, elements)));
      cases.add(new Case(new Options(node.object("options").json()), List.copyOf(milestones)));
    }
    return new FloatErrorFile(
        file.text("framework"), file.text("optimizer"), List.copyOf(rows), List.copyOf(cases));
  }

  private static Milestone milestone(GoldenNode node, String step, int elements) {
    ByteBuffer expected = bytes(node.object("expected"), step, elements * Double.BYTES);
    double[] values = new double[elements];
    expected.asDoubleBuffer().get(values);
    double theirs = node.object("float32_ulps").object(step).number("rms");
    double[] largest = floats(node.object("largest"), step, elements);
    return new Milestone(Integer.parseInt(step), list(values), list(largest), theirs);
  }

  private static List<Double> list(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private static double[] floats(GoldenNode node, String name, int length) {
    ByteBuffer bytes = bytes(node, name, length * Float.BYTES);
    double[] numbers = new double[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = bytes.getFloat();
    }
    return numbers;
  }

  private static ByteBuffer bytes(GoldenNode node, String name, int length) {
    byte[] bytes = Base64.getDecoder().decode(node.text(name));
    if (bytes.length != length) {
      throw node.field(name).problem(length + " bytes", String.valueOf(bytes.length));
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public List<Row> replay() {
    Reference reference = Catalogue.reference(framework, optimizer).orElseThrow();
    List<Row> rows = new ArrayList<>();
    for (Case golden : cases) {
      for (Milestone milestone : golden.milestones()) {
        String options = golden.options() + " step " + milestone.step();
        rows.add(
            Row.attempt(
                optimizer,
                options,
                () ->
                    Row.judged(
                        optimizer,
                        options,
                        "float32",
                        compare(
                            replay(reference, golden, milestone.step()),
                            milestone,
                            decays(golden.options())))));
      }
    }
    return rows;
  }

  private double[] replay(Reference reference, Case golden, int steps) {
    return Replay.of(
            reference.setup(golden.options()),
            DataType.FLOAT32,
            Shape.of(inputs.get(0).length),
            inputs.get(0),
            inputs.subList(1, 1 + steps))
        .trajectory()
        .get(steps);
  }

  private Agreement compare(double[] found, Milestone milestone, boolean decays) {
    double sum = 0;
    for (int i = 0; i < found.length; i++) {
      double ulp = Math.ulp(milestone.largest().get(i).floatValue());
      double ulps = (found[i] - milestone.expected().get(i)) / ulp;
      sum += ulps * ulps;
    }
    Agreement agreement = new Agreement();
    agreement.addRootMeanSquare(
        Math.sqrt(sum / found.length),
        milestone.theirs(),
        times(decays, milestone.step()) * milestone.theirs());
    return agreement;
  }

  /** Whether PyTorch rounds a factor of the weights. */
  private boolean decays(Options options) {
    double absent = optimizer.equals("AdamW") ? 0.01 : 0;
    return (optimizer.equals("AdamW") || options.flag("decoupled_weight_decay"))
        && options.number("weight_decay", absent) != 0;
  }

  private double times(boolean decays, int step) {
    double last = inputs.size() - 1;
    if (decays) {
      return TIMES_THEIR_ROUNDED_DECAY * Math.sqrt(last / step);
    }
    return step < last ? TIMES_THEIRS_EARLY : TIMES_THEIRS;
  }
}
