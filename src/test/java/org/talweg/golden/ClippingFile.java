// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.talweg.catalogue.Unsupported;
import org.talweg.gradient.GradientTransform;
import org.talweg.optimizer.Sgd;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Parameter;
import org.talweg.training.StepReport;
import org.talweg.training.Trainer;

/** Gradients of several tensors before and after clipping. */
record ClippingFile(Framework framework, List<Case> cases) implements GoldenFile {
  /**
   * One way to clip.
   *
   * @param totalNorm the norm over all gradients before clipping, where there is one
   */
  record Case(
      String kind,
      double limit,
      OptionalDouble totalNorm,
      List<double[]> gradients,
      List<double[]> clipped) {}

  static ClippingFile read(GoldenNode file, Framework framework) {
    List<Case> cases = new ArrayList<>();
    for (GoldenNode node : file.list("cases")) {
      List<double[]> gradients = node.rows("gradients");
      List<double[]> clipped = node.rows("clipped");
      boolean alike = clipped.size() == gradients.size();
      for (int i = 0; alike && i < clipped.size(); i++) {
        alike = clipped.get(i).length == gradients.get(i).length;
      }
      if (!alike) {
        throw node.field("clipped").problem("as many numbers as in gradients", "others");
      }
      cases.add(
          new Case(
              node.text("kind"),
              node.number("limit"),
              node.optionalNumber("total_norm"),
              gradients,
              clipped));
    }
    return new ClippingFile(framework, List.copyOf(cases));
  }

  @Override
  public List<Row> replay() {
    return cases.stream().map(this::replay).toList();
  }

  private Row replay(Case golden) {
    String subject = "clip by " + golden.kind();
    String options = "limit=" + golden.limit();
    return Row.attempt(
        subject,
        options,
        () ->
            framework
                .clipping(golden.kind(), golden.limit())
                .map(clip -> Row.judged(subject, options, "float64", compare(golden, clip)))
                .orElseThrow(() -> new Unsupported("not in the library")));
  }

  // With rate 1, SGD takes a parameter of zeros to minus what it sees as the gradient.
  private static Agreement compare(Case golden, GradientTransform clipping) {
    List<Parameter> parameters = new ArrayList<>();
    for (double[] gradient : golden.gradients()) {
      DoubleTensor value = DoubleTensor.zeros(gradient.length);
      parameters.add(
          Parameter.of(
              "p" + parameters.size(), value, DoubleTensor.wrap(gradient, gradient.length)));
    }
    StepReport report =
        Trainer.builder(Sgd.of(1)).parameters(parameters).transform(clipping).build().step();

    Agreement agreement = new Agreement();
    golden
        .totalNorm()
        .ifPresent(
            norm ->
                agreement.addRelative(
                    "total norm", report.gradientNorm(), norm, Tolerance.FLOAT64));
    for (int p = 0; p < parameters.size(); p++) {
      double[] value = TensorValues.read(parameters.get(p).value());
      double[] expected = golden.clipped().get(p);
      for (int i = 0; i < value.length; i++) {
        String place = "tensor " + p + ", element " + i;
        agreement.addRelative(place, -value[i], expected[i], Tolerance.FLOAT64);
      }
    }
    return agreement;
  }
}
