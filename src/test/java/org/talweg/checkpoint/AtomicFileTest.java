// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.tensor.FloatTensor;

/** Whatever fails, a file is as it was before, or complete. */
class AtomicFileTest {
  private static final Checkpoint OLD =
      Checkpoint.of(1, Map.of(), Map.of("w", FloatTensor.zeros(3)));

  @TempDir private Path folder;

  private static void assertHolds(Path folder, String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }

  @Test
  void aFileIsReplaced() throws IOException {
    Path file = folder.resolve("w.safetensors");
    OLD.write(file);
    Checkpoint next = Checkpoint.of(2, Map.of(), Map.of());
    next.write(file);
    assertThat(Checkpoint.read(file)).isEqualTo(next);
    assertHolds(folder, "w.safetensors");
  }

  @Test
  void whatFailsWhileTheBytesAreWrittenLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("w.safetensors");
    OLD.write(file);
    for (Throwable failure :
        new Throwable[] {
          new IOException("disk full"), new IllegalStateException(), new OutOfMemoryError()
        }) {
      assertThatThrownBy(
              () ->
                  AtomicFile.write(
                      file,
                      stream -> {
                        stream.write(new byte[100]);
                        throw AtomicFileTest.<IOException>unchecked(failure);
                      }))
          .isSameAs(failure);
      assertThat(Checkpoint.read(file)).isEqualTo(OLD);
      assertHolds(folder, "w.safetensors");
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T unchecked(Throwable failure) throws T {
    throw (T) failure;
  }

  @Test
  void whatFailsWhenTheBytesAreForcedLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("w.safetensors");
    OLD.write(file);
    assertThatThrownBy(() -> AtomicFile.write(file, stream -> deleteTemporaryFiles()))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(Checkpoint.read(file)).isEqualTo(OLD);
    assertHolds(folder, "w.safetensors");
  }

  private void deleteTemporaryFiles() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*.tmp")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  @Test
  void whatFailsWhenTheFileIsMovedLeavesWhatWasThere() throws IOException {
    Path target = folder.resolve("w.safetensors");
    // Made while the file is written: a folder with something in it can't be replaced.
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    target, stream -> Files.createDirectories(target.resolve("inner"))))
        .isInstanceOf(IOException.class);
    assertThat(target.resolve("inner")).isDirectory();
    assertHolds(folder, "w.safetensors");
  }

  @Test
  void whereNoFileCanBeTheErrorNamesIt() throws IOException {
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> OLD.write(folder))
        .withMessage(
            folder
                + ": can't be written: java.nio.file.FileSystemException: "
                + folder
                + ": is a folder");
    Path missing = folder.resolve("missing").resolve("w.safetensors");
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> OLD.write(missing))
        .withMessageStartingWith(
            missing + ": can't be written: java.nio.file.NoSuchFileException: ")
        .withCauseInstanceOf(NoSuchFileException.class);
    Path file = folder.resolve("w.safetensors");
    OLD.write(file);
    Path below = file.resolve("w.safetensors");
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> OLD.write(below))
        .withMessageStartingWith(below + ": can't be written: ");
    assertHolds(folder, "w.safetensors");
  }

  @Test
  void aFileMayBeReadByWhoeverMayReadNewFiles() throws IOException {
    Path file = folder.resolve("w.safetensors");
    OLD.write(file);
    Path other = Files.createFile(folder.resolve("other"));
    String permissions =
        Files.getFileStore(folder).supportsFileAttributeView("posix")
            ? "posix:permissions"
            : "dos:readonly";
    assertThat(Files.getAttribute(file, permissions))
        .isEqualTo(Files.getAttribute(other, permissions));
  }

  @Test
  void aProcessThatIsKilledLeavesAWholeFile() throws Exception {
    Path file = folder.resolve("w.safetensors");
    for (int lines = 1; lines <= 3; lines++) {
      Process process = start(Endless.class, file);
      try (BufferedReader output = process.inputReader()) {
        for (int line = 0; line < lines; line++) {
          assertThat(output.readLine()).isEqualTo("written");
        }
      } finally {
        process.destroyForcibly().waitFor();
      }
      Checkpoint read = Checkpoint.read(file);
      assertThat(read).isEqualTo(Endless.checkpoint(read.step()));
      assertThat(read.step()).isGreaterThanOrEqualTo(lines);
    }
  }

  @Test
  void whatAKilledProcessLeftBehindIsDeletedByTheNextWriteOfTheSameFile() throws Exception {
    Path file = folder.resolve("w.safetensors");
    OLD.write(file);
    Process process = start(Stuck.class, file);
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("writing");
      assertThat(temporaryFiles()).isEqualTo(1);
      OLD.write(file);
      assertThat(temporaryFiles()).as("of a process that still writes").isEqualTo(1);
    } finally {
      process.destroyForcibly().waitFor();
    }
    Files.createFile(folder.resolve(".other.safetensors.999999999-1-1.tmp"));
    OLD.write(file);
    assertThat(Checkpoint.read(file)).isEqualTo(OLD);
    assertHolds(folder, "w.safetensors", ".other.safetensors.999999999-1-1.tmp");
  }

  private static Process start(Class<?> program, Path file) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            folderOf(program) + File.pathSeparator + folderOf(Checkpoint.class),
            program.getName(),
            file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Path folderOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** A process that is writing a file until it is killed. */
  static final class Stuck {
    private Stuck() {}

    public static void main(String[] args) throws IOException {
      AtomicFile.write(
          Path.of(args[0]),
          stream -> {
            stream.write(new byte[100]);
            System.out.println("writing");
            System.in.read();
          });
    }
  }

  private long temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".tmp")).count();
    }
  }

  @Test
  void nothingElseIsDeleted() throws IOException {
    Path file = folder.resolve("w.safetensors");
    Path ours = TemporaryFile.beside(file);
    ProcessHandle self = ProcessHandle.current();
    String[] names = {
      ours.getFileName().toString(), // of a process that runs
      ".w.safetensors." + self.pid() + "-0-1.tmp", // of one whose start is not known
      ".w.safetensors.tmp",
      ".w.safetensors.999999999-1-1.tmp.x",
      ".w.safetensors.x-1-1.tmp",
      "w.safetensors.999999999-1-1.tmp",
    };
    for (String name : names) {
      Files.createFile(folder.resolve(name));
    }
    String[] leftovers = {
      ".w.safetensors.999999999-1-1.tmp", // no such process
      ".w.safetensors." + self.pid() + "-1-1.tmp", // this number was another process'
    };
    for (String name : leftovers) {
      Files.createFile(folder.resolve(name));
    }
    OLD.write(file);
    assertThat(Checkpoint.read(file)).isEqualTo(OLD);
    for (String name : names) {
      assertThat(folder.resolve(name)).exists();
    }
    for (String name : leftovers) {
      assertThat(folder.resolve(name)).doesNotExist();
    }
  }

  @Test
  void aNameMayBeAsLongAsTheSystemAllows() throws IOException {
    for (String name : new String[] {"w".repeat(255), "深".repeat(85), "[*]{?}"}) {
      Path file = folder.resolve(name);
      OLD.write(file);
      OLD.write(file);
      assertThat(Checkpoint.read(file)).isEqualTo(OLD);
      Files.delete(file);
    }
    assertHolds(folder);
  }

  /** A process that writes a file over and over until it is killed. */
  static final class Endless {
    static final int SIZE = 1_000_000;

    private Endless() {}

    static Checkpoint checkpoint(long step) {
      float[] array = new float[SIZE];
      Arrays.fill(array, (float) step);
      return Checkpoint.of(step, Map.of(), Map.of("w", FloatTensor.wrap(array, SIZE)));
    }

    public static void main(String[] args) throws IOException {
      for (long step = 1; ; step++) {
        checkpoint(step).write(Path.of(args[0]));
        System.out.println("written");
      }
    }
  }
}
