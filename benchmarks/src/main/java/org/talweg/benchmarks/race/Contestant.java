package org.talweg.benchmarks.race;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.talweg.catalogue.Catalogue;
import org.talweg.catalogue.Family;
import org.talweg.optimizer.Optimizer;

/**
 * An optimizer in the race, as the catalogue has it.
 *
 * @param id the name on the command line
 * @param label the name for people
 * @param at the rule at a rate, with its other defaults
 * @param rate the learning rate in the race
 * @param place its place in the catalogue, from which its line has colour and dashes
 */
public record Contestant(
    String id, String label, DoubleFunction<Optimizer> at, double rate, int place) {
  /** Every rule of the catalogue. */
  public static List<Contestant> all() {
    List<Family> families = Catalogue.families();
    return families.stream().map(family -> of(family, families.indexOf(family))).toList();
  }

  private static Contestant of(Family family, int place) {
    Family.Racing racing = family.racing();
    return new Contestant(family.label(), racing.name(), racing.at(), racing.rate(), place);
  }

  /** The rule at the rate in the race. */
  public Optimizer rule() {
    return at.apply(rate);
  }

  /** The rate for people: without an exponent. */
  public String rateText() {
    return BigDecimal.valueOf(rate).stripTrailingZeros().toPlainString();
  }

  /** The same at another rate. */
  public Contestant withRate(double other) {
    return new Contestant(id, label, at, other, place);
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
