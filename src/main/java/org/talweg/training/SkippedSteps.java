// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Steps that are skipped, for gradients that are not finite: how many, and the loss scale. */
final class SkippedSteps {
  private static final String SKIPPED = "skipped steps";
  private static final String SCALE = "loss scale";
  private static final String UNSKIPPED = "steps at the loss scale";

  private final boolean squares;
  private final @Nullable LossScaling scaling;
  private long skipped;
  private double scale;
  private long unskipped;

  /**
   * The counts in a checkpoint.
   *
   * @param skipped how many steps were skipped
   * @param scale the loss scale
   * @param unskipped how many steps in a row had finite gradients since the scale has changed
   */
  record Saved(long skipped, double scale, long unskipped) {}

  /**
   * No steps yet.
   *
   * @param squares whether gradients are refused whose squares are beyond the range of their type
   */
  SkippedSteps(boolean squares, @Nullable LossScaling scaling) {
    this.squares = squares;
    this.scaling = scaling;
    this.scale = initialScale();
  }

  private double initialScale() {
    return scaling == null ? 1 : scaling.initial();
  }

  boolean refusesSquares() {
    return squares;
  }

  long count() {
    return skipped;
  }

  double scale() {
    return scale;
  }

  /**
   * A step is skipped.
   *
   * @throws IllegalStateException if the scale is as small as can be; nothing has changed then
   */
  void skip() {
    if (scaling != null) {
      double lower = scale * scaling.backoff();
      if (lower < Float.MIN_NORMAL) {
        throw new IllegalStateException(
            "the loss scale can't fall below "
                + scale
                + ": the gradients are not finite at any scale");
      }
      scale = lower;
      unskipped = 0;
    }
    skipped++;
  }

  /** A step is made. */
  void made() {
    if (scaling != null && ++unskipped == scaling.interval()) {
      double higher = scale * scaling.growth();
      scale = higher <= Float.MAX_VALUE ? higher : scale;
      unskipped = 0;
    }
  }

  void save(Map<String, String> metadata) {
    if (skipped > 0) {
      metadata.put(SKIPPED, Long.toString(skipped));
    }
    if (scaling != null) {
      metadata.put(SCALE, Double.toString(scale));
      metadata.put(UNSKIPPED, Long.toString(unskipped));
    }
  }

  /**
   * Reads what a checkpoint has. Without a scale there, as in one of a run that had none, it is the
   * first.
   *
   * @throws IllegalArgumentException if a number is not valid
   */
  Saved read(Map<String, String> metadata) {
    try {
      Saved saved =
          new Saved(
              Long.parseLong(metadata.getOrDefault(SKIPPED, "0")),
              scaling == null || !metadata.containsKey(SCALE)
                  ? initialScale()
                  : Double.parseDouble(metadata.get(SCALE)),
              Long.parseLong(metadata.getOrDefault(UNSKIPPED, "0")));
      if (saved.skipped < 0
          || saved.unskipped < 0
          || !(saved.scale >= Float.MIN_NORMAL && saved.scale <= Float.MAX_VALUE)) {
        throw new NumberFormatException("out of range");
      }
      return saved;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the checkpoint's \""
              + SKIPPED
              + "\", \""
              + SCALE
              + "\" and \""
              + UNSKIPPED
              + "\" must be counts and a positive number, but were "
              + metadata.get(SKIPPED)
              + ", "
              + metadata.get(SCALE)
              + " and "
              + metadata.get(UNSKIPPED),
          e);
    }
  }

  void load(Saved saved) {
    skipped = saved.skipped;
    scale = saved.scale;
    unskipped = scaling == null || saved.unskipped >= scaling.interval() ? 0 : saved.unskipped;
  }
}
