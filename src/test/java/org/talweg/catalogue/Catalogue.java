// SPDX-License-Identifier: Apache-2.0
package org.talweg.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.talweg.catalogue.Family.Reference;
import org.talweg.catalogue.Family.Variant;

/**
 * Every rule of the library. Laws, golden replays, benchmarks, guard, digests, the race and the
 * tables of the documents read it; a rule that is not here fails a test.
 */
public final class Catalogue {
  private Catalogue() {}

  private static final List<Family> FAMILIES =
      Stream.of(
              TorchRules.FAMILIES,
              PaperRules.FAMILIES,
              WholeRules.FAMILIES,
              ScheduleFreeRules.FAMILIES)
          .flatMap(List::stream)
          .toList();

  /** All rules. */
  public static List<Family> families() {
    return FAMILIES;
  }

  /** All rules in all variants. */
  public static Stream<Variant> variants() {
    return FAMILIES.stream().flatMap(family -> family.variants().stream());
  }

  /**
   * What laws of numbers are run over besides: every preset of a framework, and the options that
   * are off in all variants.
   */
  public static Stream<Variant> options() {
    return OptionVariants.of(variants().toList());
  }

  /**
   * The variant of a label.
   *
   * @throws IllegalArgumentException if there is none; the message says which exist
   */
  public static Variant variant(String label) {
    return variants()
        .filter(variant -> variant.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown rule \"" + label + "\"; there are: " + variants().toList()));
  }

  /** The frameworks that golden files may speak of. */
  public static SortedSet<String> frameworks() {
    return references().map(Reference::framework).collect(Collectors.toCollection(TreeSet::new));
  }

  /** The rule that a golden file speaks of, if the library has it. */
  public static Optional<Reference> reference(String framework, String optimizer) {
    return references()
        .filter(
            reference ->
                reference.framework().equals(framework) && reference.optimizer().equals(optimizer))
        .findFirst();
  }

  /** Where rules stand in golden files. */
  public static Stream<Reference> references() {
    return Stream.of(
            FAMILIES.stream().flatMap(family -> family.references().stream()),
            KerasRules.REFERENCES.stream(),
            OptaxRules.REFERENCES.stream())
        .flatMap(references -> references);
  }
}
