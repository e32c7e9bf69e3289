// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.benchmarks.race.images.DigitShapes;
import org.talweg.benchmarks.race.images.DrawnDigits;
import org.talweg.benchmarks.race.task.Task;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.tensor.DoubleTensor;

class SavedRunsTest {
  private static final Task DATA = DrawnDigits.draw(DigitShapes.available(), 200, 50, 3);
  private static final Run.Listener SILENT = (contestant, start, loss) -> {};

  @TempDir Path folder;

  @Test
  void aRaceStoppedAfterOneEpochAndResumedEndsWithTheTableOfAnUnbrokenOne()
      throws IOException, InterruptedException {
    List<RunResult> whole = race(settings(3), Optional.empty(), Optional.empty());
    race(settings(1), Optional.of(folder), Optional.empty());
    List<RunResult> resumed = race(settings(3), Optional.empty(), Optional.of(folder));
    for (int run = 0; run < whole.size(); run++) {
      assertThat(resumed.get(run).losses()).containsExactly(whole.get(run).losses());
      assertThat(resumed.get(run).tested()).containsExactly(whole.get(run).tested());
      assertThat(resumed.get(run).accuracies()).containsExactly(whole.get(run).accuracies());
    }
    assertThat(withoutSeconds(resumed)).isEqualTo(withoutSeconds(whole));
  }

  @Test
  void runsBrokenOffInTheMiddleOfAnEpochGoOnFromTheLastOneSaved()
      throws IOException, InterruptedException {
    List<RunResult> whole = race(settings(2), Optional.empty(), Optional.empty());
    Run run = runs(settings(2)).get(0).savedIn(folder);
    int[] steps = {0};
    assertThatThrownBy(
            () ->
                run.go(
                    (contestant, start, loss) -> {
                      if (++steps[0] == 11) {
                        throw new IllegalStateException("power failure");
                      }
                    }))
        .hasMessage("power failure");
    // The other optimizer never began: it starts from the beginning.
    List<RunResult> resumed = race(settings(2), Optional.of(folder), Optional.of(folder));
    assertThat(withoutSeconds(resumed)).isEqualTo(withoutSeconds(whole));
    // The checkpoints are now those of the end, and give the table at once.
    List<RunResult> again = race(settings(2), Optional.empty(), Optional.of(folder));
    assertThat(ResultTable.text(again)).isEqualTo(ResultTable.text(resumed));
  }

  @Test
  void aCheckpointOfAnotherRaceIsAnErrorThatNamesTheDifference()
      throws IOException, InterruptedException {
    race(settings(2), Optional.of(folder), Optional.empty());
    RaceSettings same = settings(2);
    fails(same.withSeed(4), "saved with seed 3, but this race has 4");
    fails(
        new RaceSettings(same.contestants(), same.starts(), 2, 20, 3, 3),
        "saved with batch 25, but this race has 20");
    fails(settings(1), "saved after 2 epochs, but this race has 1");
    List<Contestant> faster = List.of(same.contestants().get(0).withRate(0.01));
    fails(
        new RaceSettings(faster, same.starts(), 2, 25, 3, 3),
        "saved with rate 0.001, but this race has 0.01");
    Task others = DrawnDigits.draw(DigitShapes.available(), 225, 50, 3);
    assertThatThrownBy(
            () -> SavedRuns.of(Race.runs(same, others), Optional.empty(), Optional.of(folder)))
        .hasMessageContaining("saved with images 200 and 50, ");
  }

  @Test
  void aCheckpointOfAnotherRuleIsAnErrorThatNamesBoth() throws IOException, InterruptedException {
    race(settings(1), Optional.of(folder), Optional.empty());
    Path adam = folder.resolve("adam-he.safetensors");
    Files.delete(adam);
    Files.copy(folder.resolve("momentum-he.safetensors"), adam);
    fails(settings(1), adam + ": saved with optimizer momentum, but this race has adam");
  }

  @Test
  void filesThatTheRaceDidNotWriteAreErrorsThatNameThem() throws IOException {
    Path adam = folder.resolve("adam-he.safetensors");
    Files.write(adam, new byte[3]);
    fails(settings(1), adam.toString());
    Checkpoint.of(1, Map.of(), Map.of("w", DoubleTensor.wrap(new double[1]))).write(adam);
    fails(settings(1), adam + ": not saved by the race, it names no optimizer");
  }

  @Test
  void aFileInPlaceOfTheFolderIsAnErrorThatSaysSo() throws IOException {
    Path file = Files.write(folder.resolve("adam-he.safetensors"), new byte[3]);
    assertThatThrownBy(() -> SavedRuns.of(runs(settings(1)), Optional.empty(), Optional.of(file)))
        .isInstanceOf(IOException.class)
        .hasMessage(file + ": a file, expected the folder of checkpoints that --save wrote");
  }

  @Test
  void aMissingFolderAndAnEmptyOneAreErrors() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(
            () -> SavedRuns.of(runs(settings(1)), Optional.empty(), Optional.of(missing)))
        .isInstanceOf(IOException.class)
        .hasMessage(missing + ": no such folder");
    fails(settings(1), folder + ": no checkpoint of this race, such as adam-he.safetensors");
  }

  private void fails(RaceSettings settings, String message) {
    assertThatThrownBy(() -> SavedRuns.of(runs(settings), Optional.empty(), Optional.of(folder)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }

  private static RaceSettings settings(int epochs) {
    return new RaceSettings(
        Stream.of("adam", "momentum").map(Contestant::named).toList(),
        List.of(Start.named("he")),
        epochs,
        25,
        3,
        3);
  }

  private static List<Run> runs(RaceSettings settings) {
    return Race.runs(settings, DATA);
  }

  private static List<RunResult> race(
      RaceSettings settings, Optional<Path> save, Optional<Path> resume)
      throws IOException, InterruptedException {
    return Race.go(SavedRuns.of(runs(settings), save, resume), 2, SILENT);
  }

  /** The table without its last two columns. */
  private static List<String> withoutSeconds(List<RunResult> results) {
    return ResultTable.text(results)
        .lines()
        .map(line -> line.replaceAll("\\s+[^\\s]+\\s+[^\\s]+$", ""))
        .toList();
  }
}
