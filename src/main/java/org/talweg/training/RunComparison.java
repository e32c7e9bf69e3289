// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static org.talweg.training.RunIdentity.OF;
import static org.talweg.training.RunIdentity.RULE;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.talweg.internal.Excerpt;
import org.talweg.internal.Text;

/**
 * Compares the run that a checkpoint is of with a trainer's, entry by entry: see {@link
 * RunIdentity}. Entries of the program's own are left alone.
 */
final class RunComparison {
  private static final Map<String, Difference> OF_TRAINER =
      Map.of(
          RULE,
          Difference.RULE,
          RunIdentity.DECAY,
          Difference.RULE,
          RunIdentity.TRANSFORMS,
          Difference.GRADIENTS,
          RunIdentity.MAXIMIZE,
          Difference.GRADIENTS,
          RunIdentity.SKIP,
          Difference.GRADIENTS,
          RunIdentity.LOSS_SCALING,
          Difference.GRADIENTS,
          RunIdentity.BATCHES,
          Difference.GRADIENTS,
          RunIdentity.PROJECTIONS,
          Difference.PROJECTIONS,
          RunIdentity.AVERAGE,
          Difference.AVERAGE,
          RunIdentity.PLATEAU,
          Difference.RATE);

  private static final Map<String, Difference> OF_GROUP =
      Map.of(
          RULE,
          Difference.RULE,
          RunIdentity.DECAY,
          Difference.RULE,
          RunIdentity.RATE,
          Difference.RATE,
          RunIdentity.RATE_FACTOR,
          Difference.RATE,
          RunIdentity.TRANSFORMS,
          Difference.GRADIENTS,
          RunIdentity.PROJECTIONS,
          Difference.PROJECTIONS,
          RunIdentity.MEMBERS,
          Difference.GROUPS);

  private static final int LONGEST_VALUE = 300;

  private final Map<String, String> own;
  private final Set<String> ownGroups;
  private final Map<String, String> saved;
  private final Set<String> savedGroups;
  private final Set<Difference> allowed;

  /**
   * A comparison.
   *
   * @param own what the trainer's run is
   * @param ownGroups the labels of its groups
   * @param saved a checkpoint's metadata
   * @param savedGroups the labels of its groups
   * @param allowed what may differ
   */
  RunComparison(
      Map<String, String> own,
      Set<String> ownGroups,
      Map<String, String> saved,
      Set<String> savedGroups,
      Set<Difference> allowed) {
    this.own = own;
    this.ownGroups = ownGroups;
    this.saved = saved;
    this.savedGroups = savedGroups;
    this.allowed = allowed;
  }

  /**
   * Requires that both are the same run but for what may differ.
   *
   * @throws IllegalArgumentException if anything else differs, or has no text
   */
  void requireSame() {
    if (allowed.size() == Difference.values().length) {
      return; // whatever the checkpoint's words mean
    }
    requireFormat(saved.get(RunIdentity.FORMAT_KEY));
    Set<String> keys = new TreeSet<>(own.keySet());
    keys.addAll(saved.keySet());
    for (String key : keys) {
      kind(key).filter(kind -> !allowed.contains(kind)).ifPresent(kind -> compare(key, kind));
    }
  }

  private static void requireFormat(@Nullable String format) {
    if (format == null) {
      throw new IllegalArgumentException(
          "the checkpoint does not say which run it is of: loadValues takes its weights alone,"
              + " restore(checkpoint, Difference.values()) its state as well");
    }
    if (!format.equals(RunIdentity.FORMAT)) {
      throw new IllegalArgumentException(
          "the checkpoint's run is written in format "
              + Excerpt.of(format, LONGEST_VALUE)
              + ", but this is "
              + RunIdentity.FORMAT
              + "; restore(checkpoint, Difference.values()) does not compare runs");
    }
  }

  /** The kind of difference that an entry makes; none for the program's own entries. */
  private Optional<Difference> kind(String key) {
    Difference ofTrainer = OF_TRAINER.get(key);
    if (ofTrainer == Difference.RULE) { // of what is in no group, if there is something
      boolean both = own.containsKey(RULE) && saved.containsKey(RULE);
      return Optional.of(both ? Difference.RULE : Difference.GROUPS);
    }
    if (ofTrainer != null) {
      return Optional.of(ofTrainer);
    }
    for (Map.Entry<String, Difference> entry : OF_GROUP.entrySet()) {
      String start = entry.getKey() + OF;
      if (key.startsWith(start)) {
        String group = key.substring(start.length());
        boolean here = ownGroups.contains(group);
        boolean there = savedGroups.contains(group);
        return here && there
            ? Optional.of(entry.getValue())
            : here || there ? Optional.of(Difference.GROUPS) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private void compare(String key, Difference kind) {
    boolean hasRate = key.equals(RULE) || key.startsWith(RULE + OF);
    String here = own.get(key);
    String there = saved.get(key);
    if (hasRate && here != null && there != null && isSame(withoutRate(here), withoutRate(there))) {
      if (allowed.contains(Difference.RATE)) {
        return;
      }
      compare(key, here, there, Difference.RATE);
    } else {
      compare(key, here, there, kind);
    }
  }

  private static boolean isSame(String here, String there) {
    return here.equals(there) && Text.isWhole(here);
  }

  private static void compare(
      String key, @Nullable String here, @Nullable String there, Difference kind) {
    String why = "";
    if (here == null || !here.equals(there)) {
      why =
          "the " + shown(key) + " is " + shown(here) + ", but the checkpoint's is " + shown(there);
    } else if (!Text.isWhole(here)) {
      why =
          "the "
              + shown(key)
              + " is "
              + shown(here)
              + ", and "
              + shown(Text.missing(here))
              + " can't be compared: give the schedule a name with Schedule.named";
    }
    if (!why.isEmpty()) {
      throw new IllegalArgumentException(
          why + "; restore(checkpoint, Difference." + kind + ") allows it");
    }
  }

  /** {@code Adam.of().withBetas(0, 0.9)}: the rate is the argument of the first call. */
  private static String withoutRate(String rule) {
    int from = rule.indexOf('(') + 1;
    int depth = 1;
    boolean quoted = false;
    int to = from;
    while (to < rule.length() && depth > 0) {
      char c = rule.charAt(to);
      if (c == '"' && rule.charAt(to - 1) != '\\') {
        quoted = !quoted;
      }
      depth += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
      to++;
    }
    return rule.substring(0, from) + rule.substring(Math.max(from, to - 1));
  }

  private static String shown(@Nullable String text) {
    return text == null ? "none" : Excerpt.of(text, LONGEST_VALUE);
  }
}
