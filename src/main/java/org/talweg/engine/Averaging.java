// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.talweg.rule.Slot;

/** What an engine does with an average of the weights. */
public enum Averaging {
  /** None is kept. */
  NONE(null),
  /** It is kept beside the weights, which do not depend on it. */
  BESIDE(Slot.copyOfWeights("average")),
  /** It starts as the weights before the first step, and replaces them whenever it has followed. */
  LOOKAHEAD(Slot.copyOfWeights("slow_weight"));

  /** All slots that an engine may keep for an average. */
  public static final List<Slot> SLOTS = Arrays.stream(values()).flatMap(Averaging::slots).toList();

  @SuppressWarnings("ImmutableEnumChecker") // a declaration
  private final @Nullable Slot slot;

  Averaging(@Nullable Slot slot) {
    this.slot = slot;
  }

  /** The slot of the average, if one is kept. */
  Stream<Slot> slots() {
    return Optional.ofNullable(slot).stream();
  }
}
