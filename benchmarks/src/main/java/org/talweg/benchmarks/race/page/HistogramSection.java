// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.util.List;
import java.util.Locale;
import org.talweg.benchmarks.race.activation.Activation;
import org.talweg.benchmarks.race.activation.ActivationStudy;
import org.talweg.benchmarks.race.activation.ActivationStudy.Weights;
import org.talweg.benchmarks.race.activation.LayerActivations;

/** Histograms of activations: a row per initializer, a column per activation function. */
final class HistogramSection {
  private HistogramSection() {}

  static String of(long seed) {
    StringBuilder body = new StringBuilder("<div class=\"histograms\">");
    for (Activation activation : Activation.values()) {
      body.append(
          String.format(
                  Locale.ROOT,
                  "<p class=\"column\"><b>%s</b> %.0f to %.0f</p>",
                  activation.label(),
                  activation.low(),
                  activation.high())
              .replace('-', '−'));
    }
    int row = 0;
    for (Weights weights : ActivationStudy.weights()) {
      body.append("<h3>").append(Html.escape(weights.label())).append("</h3>");
      for (Activation activation : Activation.values()) {
        List<LayerActivations> layers = ActivationStudy.layers(weights, activation, seed);
        double last = layers.get(layers.size() - 1).standardDeviation();
        String label =
            "activations of ten layers, %s with %s".formatted(activation.label(), weights.label());
        body.append(
            "<figure>%s<figcaption>spread %s</figcaption></figure>"
                .formatted(
                    CleanSvg.of(
                        HistogramFigure.of(layers),
                        "histogram" + row + activation.name().toLowerCase(Locale.ROOT),
                        label),
                    spread(last)));
      }
      row++;
    }
    return Section.of(
        "histograms",
        "Activations behind each of ten layers",
        "Standard normal inputs through ten layers of 100 units, the first layer's histogram on"
            + " top: the right start keeps the lines alike from top to bottom (LeCun and Xavier,"
            + " here the same, for tanh, He for ReLU), σ = 1 drives them to the ends, and σ = 0.01 crushes them"
            + " into one place; the spread is the standard deviation behind the tenth layer.",
        body.append("</div>").toString());
  }

  private static String spread(double value) {
    if (value >= 0.001 && value < 1000) {
      return String.format(Locale.ROOT, "%.3f", value);
    }
    int exponent = value == 0 ? 0 : (int) Math.floor(Math.log10(value));
    return String.format(
            Locale.ROOT, "%.1f·10<sup>%d</sup>", value / Math.pow(10, exponent), exponent)
        .replace('-', '−');
  }
}
