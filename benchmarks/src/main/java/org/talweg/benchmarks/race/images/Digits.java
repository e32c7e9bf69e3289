// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race.images;

import org.talweg.benchmarks.race.network.Examples;
import org.talweg.benchmarks.race.network.Network;
import org.talweg.benchmarks.race.task.Task;

/** Grey images of digits, each pixel from 0 to 1, and the digit as the label. */
public final class Digits {
  /** Rows and columns of an image. */
  public static final int SIDE = 28;

  /** Pixels of an image. */
  public static final int PIXELS = SIDE * SIDE;

  /** The number of digits. */
  public static final int CLASSES = 10;

  private static final String IMAGES = "images";
  private static final double TARGET = 0.95;

  private Digits() {}

  static Task task(String description, Examples train, Examples test) {
    return new Task(description, IMAGES, TARGET, Digits::network, train, test);
  }

  static Task split(String description, Examples all) {
    return Task.split(description, IMAGES, TARGET, Digits::network, all);
  }

  private static Network network() {
    return Network.dense(PIXELS, 128, 64, CLASSES);
  }
}
