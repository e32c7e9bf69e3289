// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.util.List;
import java.util.Locale;
import org.talweg.benchmarks.race.RunResult;

/** The results as a table. */
final class TableSection {
  private TableSection() {}

  static String of(List<RunResult> results) {
    double best = results.stream().mapToDouble(RunResult::finalAccuracy).max().orElse(1);
    StringBuilder rows = new StringBuilder();
    for (RunResult result : results) {
      rows.append(
          String.format(
              Locale.ROOT,
              "<tr%s><th scope=\"row\">%s%s</th><td>%s</td><td>%.4f</td><td>%.2f %%</td>"
                  + "<td>%.2f</td><td>%.0f</td></tr>%n",
              result.finalAccuracy() == best ? " class=\"best\"" : "",
              RaceSections.swatch(result.contestant()),
              Html.escape(result.contestant().label()),
              Html.escape(result.start().label()),
              result.finalLoss(),
              100 * result.finalAccuracy(),
              result.millisecondsPerStep(),
              result.optimizerMicrosecondsPerStep()));
    }
    return Section.of(
        "results",
        "Results",
        String.format(
            Locale.ROOT,
            "The time per step is that of forward pass, backward pass and optimizer, of which the"
                + " last column is the optimizer's part; the final loss is the mean of the last %d batches, and the highest accuracy"
                + " is set in bold.",
            RunResult.LAST_STEPS),
        """
        <div class="scroll"><table>
        <thead><tr><th scope="col">optimizer</th><th scope="col">initializer</th>
        <th scope="col">final loss</th><th scope="col">accuracy</th>
        <th scope="col">ms per step</th><th scope="col">optimizer, µs</th></tr></thead>
        <tbody>
        %s</tbody>
        </table></div>"""
            .formatted(rows));
  }
}
