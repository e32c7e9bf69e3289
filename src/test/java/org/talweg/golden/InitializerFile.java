// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.talweg.catalogue.Options;
import org.talweg.catalogue.Unsupported;
import org.talweg.initializer.Fan;
import org.talweg.initializer.Initializer;
import org.talweg.initializer.VarianceScaling;
import org.talweg.tensor.Shape;

/**
 * How wide initializers are: gains of activation functions, fans of weights, and the bound or the
 * standard deviation of each distribution.
 */
record InitializerFile(
    Framework framework, Map<String, Double> gains, List<FanCase> fans, List<Case> cases)
    implements GoldenFile {
  /** The fans of a weight. */
  record FanCase(Shape shape, int fanIn, int fanOut) {}

  /**
   * One distribution.
   *
   * @param bound the largest magnitude of a uniform distribution, empty for a normal one
   * @param deviation the standard deviation of a normal distribution, empty for a uniform one
   */
  record Case(
      String name, Shape shape, Options options, OptionalDouble bound, OptionalDouble deviation) {}

  static InitializerFile read(GoldenNode file, Framework framework) {
    Map<String, Double> gains = new LinkedHashMap<>();
    GoldenNode gainNode = file.object("gains");
    gainNode.names().forEachRemaining(name -> gains.put(name, gainNode.number(name)));

    List<FanCase> fans = new ArrayList<>();
    for (GoldenNode node : file.list("fans")) {
      Shape shape = Shape.of(node.extents("shape"));
      fans.add(new FanCase(shape, node.count("fan_in"), node.count("fan_out")));
    }

    List<Case> cases = new ArrayList<>();
    for (GoldenNode node : file.list("cases")) {
      OptionalDouble bound = node.optionalNumber("bound");
      OptionalDouble deviation = node.optionalNumber("std");
      if (bound.isPresent() == deviation.isPresent()) {
        throw node.problem("either bound or std", bound.isPresent() ? "both" : "neither");
      }
      Options options = new Options(node.json(), "init", "shape", "bound", "std");
      Shape shape = Shape.of(node.extents("shape"));
      cases.add(new Case(node.text("init"), shape, options, bound, deviation));
    }
    return new InitializerFile(framework, gains, List.copyOf(fans), List.copyOf(cases));
  }

  @Override
  public List<Row> replay() {
    List<Row> rows = new ArrayList<>();
    gains.forEach(
        (name, gain) -> rows.add(Row.attempt("gain", name, () -> replayGain(name, gain))));
    for (FanCase golden : fans) {
      rows.add(Row.attempt("fan", golden.shape().toString(), () -> replayFan(golden)));
    }
    for (Case golden : cases) {
      String options = golden.shape() + " " + golden.options();
      rows.add(Row.attempt(golden.name(), options, () -> replayCase(golden, options)));
    }
    return rows;
  }

  private Row replayGain(String activation, double expected) {
    OptionalDouble gain = framework.gain(activation);
    if (gain.isEmpty()) {
      throw new Unsupported("not in the library");
    }
    Agreement agreement = new Agreement();
    agreement.addRelative("gain", gain.getAsDouble(), expected, Tolerance.FLOAT64);
    return Row.judged("gain", activation, "float64", agreement);
  }

  private Row replayFan(FanCase golden) {
    Fan fan = framework.fan(golden.shape());
    Agreement agreement = new Agreement();
    agreement.add("fan in", fan.fanIn(), golden.fanIn(), 1, 0);
    agreement.add("fan out", fan.fanOut(), golden.fanOut(), 1, 0);
    return Row.judged("fan", golden.shape().toString(), "", agreement);
  }

  private Row replayCase(Case golden, String options) {
    Optional<Initializer> initializer = framework.initializer(golden.name(), golden.options());
    if (!(initializer.orElse(null) instanceof VarianceScaling scaling)) {
      throw new Unsupported("not in the library");
    }
    Fan fan = framework.fan(golden.shape());
    Agreement agreement = new Agreement();
    double tolerance = Tolerance.FLOAT64;
    golden.bound().ifPresent(b -> agreement.addRelative("bound", scaling.bound(fan), b, tolerance));
    golden
        .deviation()
        .ifPresent(d -> agreement.addRelative("std", scaling.standardDeviation(fan), d, tolerance));
    return Row.judged(golden.name(), options, "float64", agreement);
  }
}
