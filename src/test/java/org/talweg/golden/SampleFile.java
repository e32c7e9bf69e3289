// SPDX-License-Identifier: Apache-2.0
package org.talweg.golden;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.talweg.catalogue.Options;
import org.talweg.catalogue.Unsupported;
import org.talweg.initializer.Fan;
import org.talweg.initializer.Initializer;
import org.talweg.initializer.RandomStream;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Shape;

/**
 * Large samples of initializers, one each: what must agree with a sample of ours is the
 * distribution.
 */
record SampleFile(Framework framework, List<Case> cases) implements GoldenFile {
  /**
   * Each sample's relative deviation is off by 1 / √(2n) at most (less for uniform and truncated
   * distributions), the difference of two by √2 times that; beyond 6.2 deviations lie 6e-10.
   */
  private static final double DEVIATIONS = 6.2;

  /** Of the range: where the extremes of two samples of 180,000 lie, but for a chance of e⁻⁸¹. */
  private static final double NEAR = 0.002;

  private static final double FLOAT_ROUNDING = 1e-6;

  /** One sample. */
  record Case(
      String name,
      Shape shape,
      Options options,
      double mean,
      double deviation,
      double least,
      double most) {}

  static SampleFile read(GoldenNode file, Framework framework) {
    List<Case> cases = new ArrayList<>();
    for (GoldenNode node : file.list("cases")) {
      cases.add(
          new Case(
              node.text("initializer"),
              Shape.of(node.extents("shape")),
              new Options(node.object("options").json()),
              node.number("sample_mean"),
              node.number("sample_deviation"),
              node.number("sample_minimum"),
              node.number("sample_maximum")));
    }
    return new SampleFile(framework, List.copyOf(cases));
  }

  @Override
  public List<Row> replay() {
    List<Row> rows = new ArrayList<>();
    for (Case golden : cases) {
      String options = (golden.shape() + " " + golden.options()).strip();
      rows.add(
          Row.attempt(
              golden.name(),
              options,
              () -> Row.judged(golden.name(), options, "float64", compare(golden))));
    }
    return rows;
  }

  private Agreement compare(Case golden) {
    Initializer initializer =
        framework
            .initializer(golden.name(), golden.options())
            .orElseThrow(() -> new Unsupported("not in the library"));
    double[] values = new double[golden.shape().size()];
    Fan fan = framework.fan(golden.shape());
    initializer.fill(DoubleTensor.wrap(values, golden.shape()), fan, RandomStream.of(12, "w"));
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(x -> (x - mean) * (x - mean)).average().orElseThrow();

    double chance = DEVIATIONS * golden.deviation() / Math.sqrt(values.length);
    Agreement agreement = new Agreement();
    add(agreement, "deviation", Math.sqrt(variance), golden.deviation(), chance);
    add(agreement, "mean", mean, golden.mean(), Math.sqrt(2) * chance);
    if (!initializer.spread(fan).matches("σ = [0-9.e-]+")) { // has bounds
      double near = NEAR * (golden.most() - golden.least()) + FLOAT_ROUNDING;
      add(agreement, "least", Arrays.stream(values).min().orElseThrow(), golden.least(), near);
      add(agreement, "largest", Arrays.stream(values).max().orElseThrow(), golden.most(), near);
    }
    return agreement;
  }

  private static void add(
      Agreement agreement, String figure, double actual, double expected, double allowed) {
    agreement.add(figure, actual, expected, Math.ulp(expected), allowed);
  }
}
