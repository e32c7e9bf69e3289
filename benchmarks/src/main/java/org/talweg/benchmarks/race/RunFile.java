// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.tensor.Tensor;
import org.talweg.training.Trainer;

/**
 * A run on disk, {@code adam-he.safetensors}: the trainer's checkpoint together with what the run
 * has measured, in one file, so that the two are always of the same step.
 */
final class RunFile {
  private static final String PREFIX = "race ";

  private final Path path;

  private RunFile(Path path) {
    this.path = path;
  }

  /** The file of a run in a folder. */
  static RunFile in(Path folder, Contestant contestant, Start start) {
    return new RunFile(folder.resolve(contestant.id() + "-" + start.id() + ".safetensors"));
  }

  /** The file's name without its folder. */
  String name() {
    return path.getFileName().toString();
  }

  boolean exists() {
    return Files.exists(path);
  }

  /**
   * Writes the file, or replaces it as a whole.
   *
   * @param facts what a run that goes on from it must have in common with this one
   */
  void write(Trainer trainer, History history, Map<String, String> facts) throws IOException {
    Checkpoint checkpoint = trainer.checkpoint();
    Map<String, String> metadata = new LinkedHashMap<>(checkpoint.metadata());
    facts.forEach((fact, value) -> metadata.put(PREFIX + fact, value));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    checkpoint.names().forEach(name -> tensors.put(name, checkpoint.tensor(name)));
    tensors.putAll(history.tensors());
    Checkpoint.of(checkpoint.step(), metadata, tensors).write(path);
  }

  /**
   * Restores a trainer, and returns what its run had measured.
   *
   * @throws IOException if the file can't be read or is of another run; the message is for the user
   */
  History restore(Trainer trainer, Map<String, String> facts) throws IOException {
    Checkpoint checkpoint = Checkpoint.read(path);
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      String saved = checkpoint.metadata().get(PREFIX + fact.getKey());
      if (saved == null) {
        throw new IOException(path + ": not saved by the race, it names no " + fact.getKey());
      }
      if (!saved.equals(fact.getValue())) {
        throw new IOException(
            "%s: saved with %s %s, but this race has %s"
                .formatted(path, fact.getKey(), saved, fact.getValue()));
      }
    }
    try {
      trainer.restore(trainerOf(checkpoint));
      return new History(checkpoint);
    } catch (IllegalArgumentException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }

  /** The checkpoint as the trainer gave it. */
  private static Checkpoint trainerOf(Checkpoint checkpoint) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (String name : checkpoint.names()) {
      if (!name.startsWith(History.PREFIX)) {
        tensors.put(name, checkpoint.tensor(name));
      }
    }
    return Checkpoint.of(checkpoint.step(), checkpoint.metadata(), tensors);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
