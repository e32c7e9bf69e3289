// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import static java.util.Comparator.naturalOrder;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.talweg.rule.Granularity;

/** The passes of one phase over the elements of one group, and what they need of the place. */
final class Stage {
  private static final Pass[] NO_PASSES = {};

  /** No passes. */
  static final Stage EMPTY = new Stage(List.of());

  final boolean readsWeights;
  final boolean writesWeights;
  final boolean readsGradients;
  final boolean writesGradients;
  final boolean needsCopies;
  final boolean needsSpare;
  final boolean sumsDirections;
  final boolean needsPlace;
  final Granularity granularity;
  private final Pass[] passes;

  private Stage(List<Pass> passes) {
    this.passes = passes.toArray(NO_PASSES);
    Set<Pass.Use> uses = EnumSet.noneOf(Pass.Use.class);
    passes.forEach(pass -> uses.addAll(pass.uses()));
    readsWeights = uses.contains(Pass.Use.READS_WEIGHTS);
    writesWeights = uses.contains(Pass.Use.WRITES_WEIGHTS);
    readsGradients = uses.contains(Pass.Use.READS_GRADIENTS);
    writesGradients = uses.contains(Pass.Use.WRITES_GRADIENTS);
    needsCopies = uses.contains(Pass.Use.COPIES);
    needsSpare = uses.contains(Pass.Use.SPARE);
    needsPlace = uses.contains(Pass.Use.PLACE);
    granularity =
        passes.stream().map(Pass::granularity).max(naturalOrder()).orElse(Granularity.ELEMENT);
    sumsDirections = passes.contains(Passes.DIRECTION);
  }

  static Stage of(List<Pass> passes) {
    return passes.isEmpty() ? EMPTY : new Stage(passes);
  }

  boolean has(Pass pass) {
    return Arrays.asList(passes).contains(pass);
  }

  boolean isEmpty() {
    return passes.length == 0;
  }

  void run(Segment segment, StepPlan plan) {
    for (Pass pass : passes) {
      pass.run(segment, plan);
    }
  }
}
