// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.talweg.benchmarks.race.RunResult;
import org.talweg.training.Diagnostics;
import org.talweg.training.ParameterDiagnostics;

/** What a step of each run does to each layer, as a table. */
final class LayerSection {
  private LayerSection() {}

  /** The section; none if no run was observed. */
  static List<String> of(List<RunResult> results) {
    String bodies =
        results.stream()
            .flatMap(result -> result.diagnostics().map(seen -> body(result, seen)).stream())
            .collect(Collectors.joining("\n"));
    if (bodies.isEmpty()) {
      return List.of();
    }
    String table =
        """
        <div class="scroll"><table class="layers">
        <thead><tr><th scope="col">optimizer</th><th scope="col">initializer</th>
        <th scope="col">layer</th><th scope="col">gradient</th><th scope="col">weights</th>
        <th scope="col">update</th><th scope="col">update / weights</th>
        <th scope="col">dead</th></tr></thead>
        %s
        </table></div>"""
            .formatted(bodies);
    return List.of(
        Section.of(
            "layers",
            "What a step does to each layer",
            "Norms of gradient, weights and update at the last step of an epoch: a layer whose update"
                + " is much smaller against its weights than those of the others learns less, one"
                + " whose update is above a hundredth forgets; dead are elements whose gradient is"
                + " exactly zero.",
            table));
  }

  private static String body(RunResult result, Diagnostics seen) {
    int layers = seen.parameters().size();
    String first =
        "<th scope=\"rowgroup\" rowspan=\"%d\">%s%s</th><td rowspan=\"%d\">%s</td>"
            .formatted(
                layers,
                RaceSections.swatch(result.contestant()),
                Html.escape(result.contestant().label()),
                layers,
                Html.escape(result.start().label()));
    StringBuilder rows = new StringBuilder("<tbody>");
    for (ParameterDiagnostics layer : seen.parameters()) {
      rows.append("<tr>").append(rows.length() == "<tbody><tr>".length() ? first : "");
      rows.append(row(layer)).append("</tr>\n");
    }
    return rows.append("</tbody>").toString();
  }

  private static String row(ParameterDiagnostics layer) {
    return String.format(
        Locale.ROOT,
        "<td class=\"left\">%s</td><td>%.3g</td><td>%.3g</td><td>%.3g</td><td>%.2g</td>"
            + "<td>%.1f %%%s</td>",
        Html.escape(layer.name()),
        layer.gradientNorm(),
        layer.weightNorm(),
        layer.updateNorm(),
        layer.ratio(),
        100 * layer.dead(),
        note("gradient", layer.nonFiniteGradient()) + note("weight", layer.nonFiniteWeight()));
  }

  private static String note(String what, OptionalInt index) {
    return index.isEmpty() ? "" : ", %s[%d] is not finite".formatted(what, index.getAsInt());
  }
}
