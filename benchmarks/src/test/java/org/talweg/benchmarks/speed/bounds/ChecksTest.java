// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.talweg.benchmarks.speed.Labels;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.tensor.DataType;

class ChecksTest {
  private static final List<String> EVERY_RULE =
      List.of("bytes allocated", "roof", "vectors", "live gradients", "no history", "no decay");

  @Test
  void everyRuleOfTheCatalogueIsGuardedInBothTypes() {
    Set<String> guarded =
        Checks.all().stream()
            .map(check -> check.title() + " " + check.target())
            .collect(Collectors.toSet());
    for (DataType type : DataType.values()) {
      assertThat(guarded)
          .containsAll(
              Catalogue.variants()
                  .flatMap(
                      variant ->
                          EVERY_RULE.stream()
                              .filter(title -> applies(title, variant))
                              .map(t -> t + " " + variant.label() + " " + Labels.of(type)))
                  .toList());
      assertThat(guarded)
          .containsAll(
              Stream.of("bytes allocated", "roof", "vectors")
                  .map(title -> title + " pipeline " + Labels.of(type))
                  .toList());
    }
  }

  private static boolean applies(String title, Variant variant) {
    return !(Checks.SCALAR.contains(variant.label())
        && Set.of("roof", "vectors", "no decay").contains(title));
  }

  /** Loosening a bound takes a change here too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          roof: step/adam/float32/1x16777216/1 over roof/adam/float32/1x16777216/1                   | 1.25
          roof: step/rmsprop/float64/1x8388608/1 over roof/rmsprop/float64/1x8388608/1               | 1.45
          roof: pipeline/adamw/float32/1x16777216/1 over pipeline-roof/adamw/float32/1x16777216/1    | 1.30
          roof: pipeline/adamw/float32/resnet50/1 over pipeline-roof/adamw/float32/resnet50/1        | 1.30
          roof: pipeline/adamw/float32/100x1000/1 over pipeline-roof/adamw/float32/100x1000/1        | 2.1
          roof: pipeline/adamw/float64/1x8388608/1 over pipeline-roof/adamw/float64/1x8388608/1      | 1.30
          vectors: scalar-step/adam/float32/1x2000/1 over step/adam/float32/1x2000/1                 | 2.5
          vectors: scalar-step/sgd/float64/1x1000/1 over step/sgd/float64/1x1000/1                   | 1.6
          live gradients: dead/adam/float64/1x10000/1 over step-anew/adam/float64/1x10000/1          | 1.15
          no history: later-step/adam/float32/1x10000/1 over step-anew/adam/float32/1x10000/1        | 1.12
          no decay: decoupled/sgd/float32/1x10000/1 over step-anew/sgd/float32/1x10000/1             | 1.45
          no decay: later-decoupled/sgd/float32/1x10000/1 over step-anew/sgd/float32/1x10000/1       | 1.45
          no decay: l2/sgd/float32/1x10000/1 over step-anew/sgd/float32/1x10000/1                    | 1.45
          hand-written loop: step-anew/adam/float32/1x10000/1 over hand-written/adam/float32/1x10000/1 | 1.10
          plain L-BFGS: search/lbfgs/float64/1x1000000/1 over plain-search/lbfgs/float64/1x1000000/1 | 1.2
          bytes allocated: search-allocation/lbfgs/float64/1x10000/1                                 | 0
          bytes allocated: search-allocation/lbfgs-b/float64/1x10000/1                               | 0
          bytes allocated: search-allocation/owl-qn/float64/1x10000/1                                | 0
          bytes allocated: search-allocation/conjugate-gradient/float64/1x10000/1                    | 0
          bytes allocated: pipeline-allocation/adamw/float64/100x1000/1                              | 0
          bytes of a trainer: footprint/adam/float64/1x16/1                                          | 6144
          one group: step-anew/adam/float32/100x1000/1/groups over step-anew/adam/float32/100x1000/1 | 1.05
          one array: step/adam/float32/gpt2-narrow/1/slices over step/adam/float32/1x15184704/1      | 1.05
          one array: step/adam/float32/1x16777216/1/rows over step/adam/float32/1x16777216/1         | 1.6
          one array: step-anew/adam/float32/1x10000/1/direct over step-anew/adam/float32/1x10000/1   | 2.2
          one array: step/adam/float32/1x6400000/1/short-rows over step/adam/float32/1x6400000/1     | 4.5
          """)
  void theGuardHoldsTheBound(String name, double bound) {
    assertThat(Checks.all())
        .filteredOn(check -> check.name().equals(name.strip()))
        .extracting(Check::bound)
        .containsExactly(bound);
  }

  @Test
  void noCheckStandsInTheTableTwice() {
    assertThat(Checks.all()).extracting(Check::name).doesNotHaveDuplicates();
  }
}
