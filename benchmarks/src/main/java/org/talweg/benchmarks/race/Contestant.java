// SPDX-License-Identifier: Apache-2.0
package org.talweg.benchmarks.race;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family;
import org.talweg.rule.Optimizer;
import org.talweg.tensor.Parameter;
import org.talweg.training.Group;
import org.talweg.training.Trainer;
import org.talweg.training.TrainerBuilder;

/**
 * An optimizer in the race, as the catalogue has it.
 *
 * @param id the name on the command line
 * @param racing the rule with its other defaults, and what is to be said of it
 * @param rate the learning rate in the race
 * @param place where its line has colour and dashes from: its place in the catalogue, or the next
 *     free one
 */
public record Contestant(String id, Family.Racing racing, double rate, int place) {
  /** Every rule of the catalogue. */
  public static List<Contestant> all() {
    List<Family> families = Catalogue.families();
    return families.stream().map(family -> of(family, families.indexOf(family))).toList();
  }

  private static Contestant of(Family family, int place) {
    Family.Racing racing = family.racing();
    return new Contestant(family.label(), racing, racing.rate(), place);
  }

  /** The name for people. */
  public String label() {
    return racing.name();
  }

  /** The rule at the rate in the race. */
  public Optimizer rule() {
    return at(rate);
  }

  /** The rule at any rate. */
  public Optimizer at(double other) {
    return racing.at().apply(other);
  }

  /** A trainer of a network at the rate in the race. */
  Trainer trainer(List<Parameter> parameters) {
    return builder(parameters).build();
  }

  /** The same that shows what every so many steps do to each layer. */
  Trainer observedTrainer(List<Parameter> parameters, int steps) {
    return builder(parameters).diagnosticsEvery(Math.max(1, steps)).build();
  }

  private TrainerBuilder builder(List<Parameter> parameters) {
    return Trainer.builder(rule())
        .parameters(parameters)
        .groups(racing.groups().toArray(Group[]::new));
  }

  /** The rate for people: without an exponent. */
  public String rateText() {
    return BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
  }

  /** The same at another rate. */
  public Contestant withRate(double other) {
    return new Contestant(id, racing, other, place);
  }

  /** The same contestants with lines that differ in colour, as long as there are colours. */
  static List<Contestant> apart(List<Contestant> contestants) {
    int colours = RaceSettings.MOST_LINES;
    if (contestants.size() > colours) {
      return contestants;
    }
    Set<Integer> taken = new HashSet<>();
    List<Contestant> apart = new ArrayList<>();
    for (Contestant contestant : contestants) {
      int place = contestant.place;
      while (!taken.add(place % colours)) {
        place++;
      }
      apart.add(new Contestant(contestant.id, contestant.racing, contestant.rate, place));
    }
    return apart;
  }

  /**
   * The contestant of a name, in upper or lower case.
   *
   * @throws IllegalArgumentException if there is none; the message lists those that exist
   */
  public static Contestant named(String name) {
    return all().stream()
        .filter(contestant -> contestant.id().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown optimizer \"%s\", expected all or some of %s"
                        .formatted(name, String.join(", ", ids()))));
  }

  /** The names on the command line. */
  public static List<String> ids() {
    return all().stream().map(Contestant::id).toList();
  }

  @Override
  public String toString() {
    return id + " at " + rateText();
  }
}
