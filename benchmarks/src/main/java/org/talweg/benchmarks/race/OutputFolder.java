// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that files can be written to; found out before the work, not after it. */
final class OutputFolder {
  private final Path path;

  private OutputFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes the folder if it isn't there, and tries to write to it.
   *
   * @throws IOException if that fails; the message is for the user
   */
  static OutputFolder prepare(Path path) throws IOException {
    try {
      Files.createDirectories(path);
      Files.delete(Files.createTempFile(path, "talweg", ".tmp"));
    } catch (FileAlreadyExistsException e) {
      throw new IOException(e.getFile() + ": not a folder", e);
    } catch (IOException e) {
      throw new IOException(path + ": can't be written to", e);
    }
    return new OutputFolder(path);
  }

  /**
   * The folder of a file that is to be written.
   *
   * @throws IOException if it can't be written to, or if the file is a folder
   */
  static OutputFolder ofFile(Path file) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    if (absolute.getParent() == null || Files.isDirectory(absolute)) {
      throw new IOException(file + ": a folder, expected a file");
    }
    return prepare(absolute.getParent());
  }

  /** Writes a text file; returns where. */
  Path write(String name, String text) throws IOException {
    return Files.writeString(path.resolve(name), text, StandardCharsets.UTF_8);
  }
}
