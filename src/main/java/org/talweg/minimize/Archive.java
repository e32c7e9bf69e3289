// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Tensor;

/**
 * The state of a search on its way into a checkpoint or out of one. Whatever has state lists it
 * once, for both ways: it hands over each number and takes the one that is returned, which is its
 * own when saving and the saved one when restoring.
 */
final class Archive {
  private final Optional<Checkpoint> source;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, Tensor> vectors = new LinkedHashMap<>();

  private Archive(Optional<Checkpoint> source) {
    this.source = source;
  }

  static Archive saving() {
    return new Archive(Optional.empty());
  }

  static Archive restoring(Checkpoint checkpoint) {
    return new Archive(Optional.of(checkpoint));
  }

  /** The number of elements of a vector. */
  static int size(Checkpoint checkpoint, String name) {
    if (!checkpoint.names().contains(name)) {
      throw new IllegalArgumentException("the checkpoint is not one of a search");
    }
    return checkpoint.tensor(name).size();
  }

  Checkpoint toCheckpoint(long step) {
    return Checkpoint.of(step, texts, vectors);
  }

  /** A text that has to be the same when restoring. */
  void require(String name, String present) {
    String text = text(name, present);
    if (!text.equals(present)) {
      throw new IllegalArgumentException(
          "the checkpoint's "
              + name
              + " is "
              + text
              + ", but the search is to be resumed with "
              + present);
    }
  }

  /** Elements that have to be the same when restoring. */
  void require(String name, double[] present) {
    double[] elements = present.clone();
    vector(name, elements);
    if (!Arrays.equals(elements, present)) {
      throw new IllegalArgumentException(
          "the checkpoint's " + name + " are not those of the search to be resumed");
    }
  }

  String text(String name, String present) {
    if (source.isEmpty()) {
      texts.put(name, present);
      return present;
    }
    return saved(name);
  }

  double number(String name, double present) {
    String text = text(name, Double.toString(present));
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the checkpoint's " + name + " must be a number, but was \"" + text + "\"", e);
    }
  }

  long whole(String name, long present) {
    String text = text(name, Long.toString(present));
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the checkpoint's " + name + " must be a whole number, but was \"" + text + "\"", e);
    }
  }

  /** A whole number in [0, end). */
  int index(String name, int present, int end) {
    long index = whole(name, present);
    if (index < 0 || index >= end) {
      throw new IllegalArgumentException(
          "the checkpoint's " + name + " must be in [0, " + end + "), but was " + index);
    }
    return (int) index;
  }

  boolean flag(String name, boolean present) {
    return index(name, present ? 1 : 0, 2) == 1;
  }

  /** Copies the elements, one way or the other. */
  void vector(String name, double[] elements) {
    if (source.isEmpty()) {
      vectors.put(name, DoubleTensor.wrap(elements));
      return;
    }
    if (!(source.get().tensor(name) instanceof DoubleTensor saved)
        || saved.size() != elements.length) {
      throw new IllegalArgumentException(
          "the checkpoint's "
              + name
              + " must have "
              + elements.length
              + " elements of double, but is "
              + source.get().tensor(name));
    }
    saved.read(0, elements, 0, elements.length);
  }

  private String saved(String name) {
    String text = source.orElseThrow().metadata().get(name);
    if (text == null) {
      throw new IllegalArgumentException(
          "the checkpoint has no " + name + ": it is not one of a search like this");
    }
    return text;
  }
}
