// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.talweg.benchmarks.race.RaceSettings;
import org.talweg.benchmarks.race.Ranking;
import org.talweg.benchmarks.race.RunResult;
import org.talweg.benchmarks.race.task.Task;

/** The race as one HTML page that needs no other file. */
public final class Page {
  private Page() {}

  /**
   * The page of a race of few optimizers.
   *
   * @param drawable whether there are fonts to label figures with
   */
  public static String of(
      RaceSettings settings, Task task, List<RunResult> results, boolean drawable) {
    List<String> sections = new ArrayList<>();
    if (drawable) {
      sections.addAll(RaceSections.of(settings, results));
    }
    sections.add(TableSection.of(results));
    sections.addAll(LayerSection.of(results));
    return page(settings, task, sections, drawable);
  }

  /**
   * The page of a ranking.
   *
   * @param drawable whether there are fonts to label figures with
   */
  public static String of(Ranking ranking, Task task, boolean drawable) {
    RaceSettings settings = ranking.settings();
    List<String> sections = new ArrayList<>(RankingSections.of(ranking));
    if (drawable && settings.charted()) {
      // Runs of one seed, so that all lines of a chart start from the same weights.
      List<RunResult> first = ranking.rows().stream().map(row -> row.runs().get(0)).toList();
      sections.addAll(RaceSections.of(settings, first));
    }
    return page(settings, task, sections, drawable);
  }

  private static String page(
      RaceSettings settings, Task task, List<String> ofTheRace, boolean drawable) {
    List<String> sections = new ArrayList<>(ofTheRace);
    if (drawable) {
      sections.addAll(LandscapeSections.of());
      sections.add(HistogramSection.of(settings.seed()));
    } else {
      sections.add(
          0,
          "<p class=\"sentence\">This JDK has no fonts, and figures can't be labelled without:"
              + " install fontconfig and a font to see them.</p>");
    }
    return resource("page.html")
        .replace("{{style}}", resource("ink.css") + resource("page.css"))
        .replace("{{facts}}", facts(settings, task))
        .replace("{{sections}}", String.join("\n", sections));
  }

  private static String facts(RaceSettings settings, Task task) {
    return Html.escape(
        String.format(
            Locale.ROOT,
            "%,d %s to train with and %,d to test with (%s); %d %s in batches of %d;" + " seed %d.",
            task.train().size(),
            task.examples(),
            task.test().size(),
            task.description(),
            settings.epochs(),
            settings.epochs() == 1 ? "epoch" : "epochs",
            settings.batch(),
            settings.seed()));
  }

  /** A text file beside this class's resources. */
  static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream("/race/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the resource /race/" + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
