// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import java.util.Set;
import java.util.stream.Stream;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.rule.AbstractOptimizer;
import org.talweg.rule.Caution;
import org.talweg.rule.Optimizer;

/** Rules of every kind keep the engine's laws with a caution. */
class CautionEngineLawsTest extends EngineLaws {
  /** Elementwise, with a norm before and after, reading weights, over whole parameters. */
  private static final Set<String> KINDS =
      Set.of("adam", "momentum", "lars", "lamb", "ftrl", "adafactor", "sm3");

  @Override
  protected Stream<Variant> variants() {
    return Catalogue.variants()
        .filter(row -> KINDS.contains(row.label()))
        .flatMap(row -> Stream.of(Caution.MASK, Caution.GRAMS).map(it -> with(row, it)));
  }

  static Variant with(Variant row, Caution caution) {
    return new Variant(
        row.label() + " " + caution,
        rate -> with(row.at().apply(rate), caution),
        row.rate(),
        row.quadratic(),
        row.rosenbrock(),
        row.text(),
        row.nature());
  }

  static Optimizer with(Optimizer rule, Caution caution) {
    return ((AbstractOptimizer<?>) rule).withCaution(caution);
  }
}
