// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.speed;

import java.util.List;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family.Variant;
import org.talweg.rule.Optimizer;

/**
 * A rule of the catalogue as it is measured.
 *
 * @param variant the rule's row
 */
public record Rule(Variant variant) {
  /** The rule of the pipeline. */
  public static final Rule ADAMW = of("adamw");

  /** The rule that is held against a loop written by hand, and against other libraries. */
  public static final Rule ADAM = of("adam");

  private static final double RATE = 1e-3;

  /** Every rule in every variant. */
  public static List<Rule> values() {
    return Catalogue.variants().map(Rule::new).toList();
  }

  /** The rule itself. */
  public Optimizer optimizer() {
    return variant.at().apply(RATE);
  }

  /** How many arrays a step reads and writes: the value and the slots. */
  public int writtenArrays() {
    return variant.writtenArrays();
  }

  /** The name in results: {@code rmsprop-centered}. */
  public String label() {
    return variant.label();
  }

  /**
   * The rule of that label.
   *
   * @throws IllegalArgumentException if there is none; the message says which exist
   */
  public static Rule of(String label) {
    return new Rule(Catalogue.variant(label));
  }

  @Override
  public String toString() {
    return label();
  }
}
