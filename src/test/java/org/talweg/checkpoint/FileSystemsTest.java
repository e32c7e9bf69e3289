// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.talweg.tensor.FloatTensor;

/** Files that are not plain files of a disk: they work, or the error says why not. */
class FileSystemsTest {
  private static final Checkpoint CHECKPOINT =
      Checkpoint.of(7, Map.of(), Map.of("w", FloatTensor.wrap(new float[] {1, 2})));

  @TempDir private Path folder;

  private static boolean isPosix() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }

  @Test
  void aFileInAnArchiveIsWrittenReplacedAndRead() throws IOException {
    URI archive = URI.create("jar:" + folder.resolve("run.zip").toUri());
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Path file = zip.getPath("/w.safetensors");
      Checkpoint.of(1, Map.of(), Map.of()).write(file);
      CHECKPOINT.write(file);
      assertThat(Checkpoint.read(file)).isEqualTo(CHECKPOINT);
      Thread.currentThread().interrupt();
      CHECKPOINT.write(file);
      assertThat(Checkpoint.read(file)).isEqualTo(CHECKPOINT);
      assertThat(Thread.interrupted()).isTrue();
      assertThatExceptionOfType(CheckpointException.class)
          .isThrownBy(() -> Checkpoint.read(zip.getPath("/")))
          .withMessage("/: is a folder");
    }
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of())) {
      assertThat(Checkpoint.read(zip.getPath("/w.safetensors"))).isEqualTo(CHECKPOINT);
      try (var files = Files.list(zip.getPath("/"))) {
        assertThat(files).hasSize(1);
      }
    }
    FileSystem closed = FileSystems.newFileSystem(archive, Map.of());
    Path file = closed.getPath("/w.safetensors");
    closed.close();
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> Checkpoint.read(file))
        .withMessageContaining("ClosedFileSystemException");
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> CHECKPOINT.write(file))
        .withMessageContaining("ClosedFileSystemException");
  }

  @Test
  void theFilesOfTheJdkCanNotBeWritten() {
    FileSystem jrt = FileSystems.getFileSystem(URI.create("jrt:/"));
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> CHECKPOINT.write(jrt.getPath("/modules/java.base/w.safetensors")))
        .withMessageContaining("can't be written: java.nio.file.ReadOnlyFileSystemException");
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> Checkpoint.read(jrt.getPath("/modules/java.base/module-info.class")))
        .withMessageContaining("the header");
  }

  @Test
  void aPipeIsNotWaitedFor() throws Exception {
    if (!isPosix()) {
      return;
    }
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> Checkpoint.read(pipe))
        .withMessage(pipe + ": is not a regular file");
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> CHECKPOINT.write(pipe))
        .withMessageContaining("is not a regular file");
    Path null_ = Path.of("/dev/null");
    assertThatExceptionOfType(CheckpointException.class)
        .isThrownBy(() -> Checkpoint.read(null_))
        .withMessage("/dev/null: is not a regular file");
  }

  @Test
  void aFileThatIsReplacedKeepsItsPermissions() throws IOException {
    if (!isPosix()) {
      return;
    }
    Path file = folder.resolve("w");
    for (String mode : new String[] {"rw-------", "rw-rw-rw-", "r--r-----", "rwxr-x---"}) {
      Files.deleteIfExists(file);
      CHECKPOINT.write(file);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      CHECKPOINT.write(file);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo(mode);
    }
  }

  @Test
  void aLinkIsReplacedByAFileOfItsOwn() throws IOException {
    if (!isPosix()) {
      return;
    }
    Path target = folder.resolve("target");
    CHECKPOINT.write(target);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), target);
    Checkpoint next = Checkpoint.of(8, Map.of(), Map.of());
    next.write(link);
    assertThat(link).isRegularFile();
    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(Checkpoint.read(target)).isEqualTo(CHECKPOINT);
    assertThat(Checkpoint.read(link)).isEqualTo(next);
  }
}
