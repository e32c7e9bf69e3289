// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar over all steps of all runs, with the current loss, on the error stream. */
final class Progress implements Run.Listener, AutoCloseable {
  private static final int INTERVAL = 20;

  private final ProgressBar bar;

  Progress(String task, long steps) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(500)
            .build();
  }

  @Override
  public void stepped(Contestant contestant, Start start, double loss) {
    bar.step();
    if (bar.getCurrent() % INTERVAL == 0) {
      bar.setExtraMessage(
          String.format(Locale.ROOT, " %s, %s: loss %.4f", contestant.id(), start.id(), loss));
    }
  }

  @Override
  public void skipped(int steps) {
    bar.stepBy(steps);
  }

  @Override
  public void close() {
    bar.close();
  }
}
