// SPDX-License-Identifier: Apache-2.0
package org.talweg.laws;

import java.util.Set;
import java.util.stream.Stream;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.rule.AbstractOptimizer;

/** Rules of several kinds keep the engine's laws with a trust ratio. */
class TrustRatioEngineLawsTest extends EngineLaws {
  private static final Set<String> KINDS = Set.of("sgd", "adamw", "momentum", "adabelief", "sm3");

  @Override
  protected Stream<Variant> variants() {
    return Catalogue.variants()
        .filter(row -> KINDS.contains(row.label()))
        .map(TrustRatioEngineLawsTest::with);
  }

  private static Variant with(Variant row) {
    return new Variant(
        row.label() + " with a trust ratio",
        rate -> ((AbstractOptimizer<?>) row.at().apply(rate)).withTrustRatio(0.5),
        row.rate(),
        row.quadratic(),
        row.rosenbrock(),
        row.text(),
        row.nature());
  }
}
