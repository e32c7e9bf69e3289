// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs that write checkpoints, or go on from some. */
final class SavedRuns {
  private SavedRuns() {}

  /**
   * The runs with their checkpoints.
   *
   * @throws IOException if one can't be gone on from, or if there are none
   */
  static List<Run> of(List<Run> runs, Optional<Path> save, Optional<Path> resume)
      throws IOException {
    List<Run> prepared = runs;
    if (resume.isPresent()) {
      Path folder = resume.get();
      if (!Files.isDirectory(folder)) {
        throw new IOException(
            folder
                + (Files.exists(folder)
                    ? ": a file, expected the folder of checkpoints that --save wrote"
                    : ": no such folder"));
      }
      prepared = prepared.stream().map(run -> run.resumedFrom(folder)).toList();
      for (Run run : prepared) {
        run.requireResumable();
      }
      if (prepared.stream().allMatch(run -> run.resumes().isEmpty())) {
        Run first = runs.get(0);
        throw new IOException(
            "%s: no checkpoint of this race, such as %s"
                .formatted(folder, RunFile.in(folder, first.contestant(), first.start()).name()));
      }
    }
    if (save.isPresent()) {
      OutputFolder.prepare(save.get());
      prepared = prepared.stream().map(run -> run.savedIn(save.get())).toList();
    }
    return prepared;
  }
}
