// SPDX-License-Identifier: Apache-2.0
package org.talweg.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of hidden files beside a target, {@code .<target>.<process>-<its start>-<number>.tmp}. The
 * name says whose it is, so that the next who writes the target can delete what a process left
 * behind that was killed, and nothing that another one is still writing.
 */
final class TemporaryFile {
  private static final int LONGEST_NAME =
      40; // names end at 255 bytes, and some of the target's have four
  private static final long SAME_START_MILLIS =
      2_000; // a clock that is set moves the start a little
  private static final Pattern SUFFIX = Pattern.compile("(\\d{1,18})-(\\d{1,18})-\\d+\\.tmp");
  private static final AtomicLong NUMBER = new AtomicLong();

  private TemporaryFile() {}

  /** A path that no other call of any process gets. */
  static Path beside(Path target) {
    ProcessHandle self = ProcessHandle.current();
    return target.resolveSibling(
        prefix(target)
            + self.pid()
            + "-"
            + start(self).orElse(0L)
            + "-"
            + NUMBER.incrementAndGet()
            + ".tmp");
  }

  /** Deletes what processes that are no more left behind. If that fails, the next call tries. */
  static void deleteLeftovers(Path target) {
    String prefix = prefix(target);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            target.resolveSibling("."), file -> isLeftover(name(file), prefix))) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | DirectoryIteratorException | UnsupportedOperationException e) {
      // The target can be written nevertheless, or the error will be that of writing it.
    }
  }

  private static String prefix(Path target) {
    String name = name(target);
    return "." + name.substring(0, Math.min(name.length(), LONGEST_NAME)) + ".";
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static boolean isLeftover(String name, String prefix) {
    if (!name.startsWith(prefix)) {
      return false;
    }
    Matcher suffix = SUFFIX.matcher(name.substring(prefix.length()));
    return suffix.matches()
        && !isRunning(Long.parseLong(suffix.group(1)), Long.parseLong(suffix.group(2)));
  }

  /** Whether a process runs. Its number may have been given to another one since. */
  private static boolean isRunning(long pid, long startMillis) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process.isPresent()
        && start(process.get())
            .map(start -> startMillis == 0 || Math.abs(start - startMillis) <= SAME_START_MILLIS)
            .orElse(true);
  }

  private static Optional<Long> start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli);
  }
}
