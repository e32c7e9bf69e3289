// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a file as a whole or not at all: to a temporary file in the same folder, which is forced
 * to the disk and takes the file's place in one move. An interrupt does not break it off.
 */
final class AtomicFile {
  private AtomicFile() {}

  /** Writes the content of the file. */
  interface Content {
    void writeTo(OutputStream stream) throws IOException;
  }

  static void write(Path file, Content content) throws IOException {
    Uninterrupted.call(
        () -> {
          replace(file, content);
          return file;
        });
  }

  private static void replace(Path file, Content content) throws IOException {
    Path target = file.toAbsolutePath();
    requireReplaceable(file, target);
    TemporaryFile.deleteLeftovers(target);
    Path temporary = TemporaryFile.beside(target);
    try {
      create(temporary, permissions(target));
      try (OutputStream stream = Files.newOutputStream(temporary, StandardOpenOption.WRITE)) {
        content.writeTo(stream);
      }
      force(temporary, StandardOpenOption.WRITE);
      // Moved at once, other options are ignored; file systems that can't may need the second one.
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (Throwable failure) {
      delete(temporary, failure);
      throw failure;
    }
    forceFolder(target.resolveSibling("."));
  }

  private static void requireReplaceable(Path file, Path target) throws IOException {
    if (Files.isDirectory(target)) {
      throw new FileSystemException(file.toString(), null, "is a folder");
    }
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
        && Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isOther()) {
      throw new FileSystemException(file.toString(), null, "is not a regular file");
    }
  }

  /** Who may do what with the file that is replaced, if there is one and the system knows. */
  private static Optional<Set<PosixFilePermission>> permissions(Path target) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(target, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) { // not a system that has them
      return Optional.empty();
    }
    try {
      PosixFileAttributes attributes = view.readAttributes();
      return attributes.isRegularFile() ? Optional.of(attributes.permissions()) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Makes the file. Without permissions it has those that new files have. */
  private static void create(Path file, Optional<Set<PosixFilePermission>> permissions)
      throws IOException {
    FileAttribute<?>[] attributes =
        permissions.stream()
            .map(PosixFilePermissions::asFileAttribute)
            .toArray(FileAttribute[]::new);
    Files.createFile(file, attributes); // nobody may read it meanwhile who might not before
    if (permissions.isPresent()) {
      Files.setPosixFilePermissions(
          file, permissions.get()); // of which the process' mask took some
    }
  }

  private static void delete(Path temporary, Throwable failure) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** Makes the move last. Windows has no such call, and some network drives refuse it. */
  private static void forceFolder(Path folder) {
    try {
      force(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      // The file itself is complete and in its place: there is nothing to undo.
    }
  }

  /** Forces a file or folder to the disk, if it is on one. */
  private static void force(Path path, StandardOpenOption option) throws IOException {
    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
      return;
    }
    Uninterrupted.call(
        () -> {
          try (FileChannel channel = FileChannel.open(path, option)) {
            channel.force(true);
          }
          return path;
        });
  }
}
