package org.talweg.spark;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.checkpoint.CheckpointException;

/**
 * Checkpoints in a folder of any file system that Hadoop knows, one safetensors file for each step.
 *
 * <pre>{@code
 * HadoopCheckpoints checkpoints =
 *     HadoopCheckpoints.in("hdfs:///runs/digits", spark.sparkContext().hadoopConfiguration());
 * checkpoints.newest().ifPresent(trainer::restore);
 * ... checkpoints.write(trainer.checkpoint());
 * }</pre>
 *
 * <p>A file is written under another name and then renamed, so one of a step's name is complete,
 * where the file system renames atomically. The next step after restoring has the same bits as
 * without the break, on any number of executors.
 */
public final class HadoopCheckpoints {
  private static final Pattern NAME = Pattern.compile("step-(\\d{19})\\.safetensors");

  private final Path folder;
  private final Configuration configuration;

  private HadoopCheckpoints(Path folder, Configuration configuration) {
    this.folder = folder;
    this.configuration = configuration;
  }

  /**
   * {@return the checkpoints in a folder, which is made when the first is written}
   *
   * @param folder the folder's URI
   * @param configuration Hadoop's, such as the Spark context's
   */
  public static HadoopCheckpoints in(String folder, Configuration configuration) {
    requireNonNull(folder, "folder");
    requireNonNull(configuration, "configuration");
    return new HadoopCheckpoints(new Path(folder), configuration);
  }

  /**
   * Writes a checkpoint. One of the same step is replaced.
   *
   * @param checkpoint the checkpoint
   * @throws UncheckedIOException if it can't be written
   */
  public void write(Checkpoint checkpoint) {
    requireNonNull(checkpoint, "checkpoint");
    String name = String.format("step-%019d.safetensors", checkpoint.step());
    try {
      FileSystem files = folder.getFileSystem(configuration);
      java.nio.file.Path local = Files.createTempFile("talweg", ".safetensors");
      try {
        checkpoint.write(local);
        Path temporary = new Path(folder, "." + name + ".tmp");
        files.mkdirs(folder);
        files.copyFromLocalFile(false, true, new Path(local.toUri()), temporary);
        Path target = new Path(folder, name);
        files.delete(target, false);
        if (!files.rename(temporary, target)) {
          throw new IOException("could not rename " + temporary + " to " + target);
        }
      } finally {
        Files.deleteIfExists(local);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoint was not written to " + folder, e);
    }
  }

  /**
   * {@return the checkpoint of the latest step} A file that can't be read as one, such as one cut
   * off by a file system that does not rename atomically, is passed over.
   *
   * @throws UncheckedIOException if the folder can't be read
   */
  public Optional<Checkpoint> newest() {
    try {
      FileSystem files = folder.getFileSystem(configuration);
      for (Path file : newestFirst(files)) {
        Optional<Checkpoint> checkpoint = read(files, file);
        if (checkpoint.isPresent()) {
          return checkpoint;
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("no checkpoint was read from " + folder, e);
    }
  }

  private List<Path> newestFirst(FileSystem files) throws IOException {
    if (!files.exists(folder)) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (FileStatus file : files.listStatus(folder)) {
      Matcher matcher = NAME.matcher(file.getPath().getName());
      if (matcher.matches()) {
        names.add(file.getPath().getName());
      }
    }
    names.sort(Collections.reverseOrder());
    return names.stream().map(name -> new Path(folder, name)).toList();
  }

  private static Optional<Checkpoint> read(FileSystem files, Path file) throws IOException {
    java.nio.file.Path local = Files.createTempFile("talweg", ".safetensors");
    try {
      files.copyToLocalFile(false, file, new Path(local.toUri()), true);
      return Optional.of(Checkpoint.read(local));
    } catch (CheckpointException e) {
      return Optional.empty();
    } finally {
      Files.deleteIfExists(local);
    }
  }

  @Override
  public String toString() {
    return "HadoopCheckpoints[" + folder + "]";
  }
}
