// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.talweg.benchmarks.race.paths.PathProblem;
import org.talweg.benchmarks.race.paths.Walk;
import org.talweg.benchmarks.race.paths.Walks;

/** The paths of minimizers and SGD as one HTML page that needs no other file. */
public final class PathsPage {
  private static final List<Ink> INKS = List.of(Ink.LINE2, Ink.LINE3, Ink.LINE5);

  private PathsPage() {}

  /**
   * The page.
   *
   * @param drawable whether there are fonts to label figures with
   */
  public static String of(Map<PathProblem, List<Walk>> walks, boolean drawable) {
    List<String> sections = new ArrayList<>();
    if (drawable) {
      walks.forEach(
          (problem, methods) -> {
            if (problem.frame().isPresent()) {
              sections.add(paths(problem, methods));
            }
          });
      sections.add(losses(walks));
    }
    sections.add(table(walks));
    return Page.resource("paths.html")
        .replace("{{style}}", Page.resource("ink.css") + Page.resource("page.css"))
        .replace("{{sections}}", String.join("\n", sections));
  }

  private static Ink ink(List<Walk> methods, Walk walk) {
    return INKS.get(methods.indexOf(walk));
  }

  private static String paths(PathProblem problem, List<Walk> methods) {
    PathFigure figure = new PathFigure(problem);
    StringBuilder panels = new StringBuilder("<div class=\"panels paths\">");
    for (Walk walk : methods) {
      panels.append(
          Section.panel(
              "%s%s <small>%s</small>"
                  .formatted(
                      swatch(ink(methods, walk)),
                      Html.escape(walk.method()),
                      Html.escape(caption(walk))),
              CleanSvg.of(
                  figure.path(walk, ink(methods, walk)),
                  problem.id() + methods.indexOf(walk),
                  "path of " + walk.method() + ", " + problem.title())));
    }
    return Section.of(
        problem.id(),
        problem.title() + ": " + problem.formula(),
        PathFigure.sentence(problem),
        panels.append("</div>").toString());
  }

  private static String losses(Map<PathProblem, List<Walk>> walks) {
    String legend =
        walks.values().iterator().next().stream()
            .map(
                walk ->
                    "<li>"
                        + swatch(INKS.get(indexOf(walks, walk)))
                        + Html.escape(walk.method())
                        + "</li>")
            .collect(Collectors.joining("", "<ul class=\"legend\">", "</ul>"));
    String panels =
        walks.entrySet().stream()
            .map(
                entry ->
                    Section.panel(
                        Html.escape(entry.getKey().title()),
                        CleanSvg.of(
                            GapFigure.of(entry.getValue(), INKS),
                            "gap" + entry.getKey().id(),
                            "loss over evaluations, " + entry.getKey().title())))
            .collect(Collectors.joining("", "<div class=\"panels\">", "</div>"));
    return Section.of(
        "losses",
        "How far above the minimum",
        "The lowest loss so far less that of the minimum, over the evaluations of loss and gradient,"
            + " both axes logarithmic. SGD goes down by the same factor in each step at best;"
            + " L-BFGS learns the curvature on its way and bends down.",
        legend + panels);
  }

  private static int indexOf(Map<PathProblem, List<Walk>> walks, Walk walk) {
    return walks.values().iterator().next().indexOf(walk);
  }

  private static String table(Map<PathProblem, List<Walk>> walks) {
    StringBuilder rows = new StringBuilder();
    walks.forEach(
        (problem, methods) -> {
          int best =
              methods.stream().mapToInt(w -> w.solved().orElse(Integer.MAX_VALUE)).min().orElse(0);
          for (Walk walk : methods) {
            rows.append(
                String.format(
                    Locale.ROOT,
                    "<tr%s><th scope=\"row\">%s</th><td>%s%s</td><td>%s</td><td>%s</td></tr>%n",
                    walk.solved().orElse(-1) == best ? " class=\"best\"" : "",
                    Html.escape(problem.title()),
                    swatch(ink(methods, walk)),
                    Html.escape(walk.method()),
                    Html.escape(walk.setting()),
                    result(walk)));
          }
        });
    return Section.of(
        "results",
        "Evaluations to the minimum",
        "Until the loss is within 10⁻⁸ of the minimum, relative to the fall from the start if that"
            + " is less than 1; the fewest are set in bold.",
        """
        <div class="scroll"><table>
        <thead><tr><th scope="col">problem</th><th scope="col">method</th><th scope="col">setting</th>
        <th scope="col">evaluations</th></tr></thead>
        <tbody>
        %s</tbody>
        </table></div>"""
            .formatted(rows));
  }

  private static String caption(Walk walk) {
    return walk.setting().equals(Walks.DEFAULTS)
        ? result(walk)
        : walk.setting() + "; " + result(walk);
  }

  private static String result(Walk walk) {
    return walk.solved().isPresent()
        ? String.format(Locale.ROOT, "%,d evaluations", walk.solved().getAsInt())
        : String.format(Locale.ROOT, "%.0e above after %,d", walk.lastGap(), walk.evaluations());
  }

  private static String swatch(Ink ink) {
    return RaceSections.swatch(ink, Charts.solid(3));
  }
}
