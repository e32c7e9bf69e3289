// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.talweg.engine.Member;
import org.talweg.engine.RuleGroup;
import org.talweg.internal.Excerpt;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;
import org.talweg.tensor.Parameter;

/** Which parameter is in which group: the plan of a trainer. */
final class Grouping {
  private final RuleGroup own;
  private final Map<Group, RuleGroup> groups;
  private final List<Member> members;
  private final Map<String, Member> byName;

  /**
   * Assigns parameters to groups.
   *
   * @param decay the trainer's decay, if it has one of its own
   * @throws IllegalArgumentException if a group has no parameter, or two have the same
   */
  Grouping(
      Optimizer optimizer,
      Optional<WeightDecay> decay,
      List<Group> declared,
      List<Parameter> parameters) {
    WeightDecay ownDecay = decay.orElse(optimizer.hyperparameters().weightDecay());
    own = new RuleGroup("all others", optimizer, ownDecay);
    groups = declared.isEmpty() ? Map.of() : new LinkedHashMap<>();
    Set<String> labels = new HashSet<>();
    Set<String> names = new LinkedHashSet<>();
    parameters.forEach(parameter -> names.add(parameter.name()));
    for (Group group : declared) {
      if (!labels.add(group.label())) {
        throw new IllegalArgumentException(
            "two groups are called " + Excerpt.quoted(group.label()));
      }
      group.requireListed(names);
      RuleGroup ruleGroup =
          new RuleGroup(
              group.label(),
              group.optimizer().orElse(optimizer),
              group
                  .weightDecay()
                  .orElse(
                      group
                          .optimizer()
                          .map(rule -> rule.hyperparameters().weightDecay())
                          .orElse(ownDecay)));
      ruleGroup.setFrozen(group.isFrozen());
      groups.put(group, ruleGroup);
    }
    // By name: a group for each parameter must not take quadratic time.
    Map<String, List<Group>> listing = new HashMap<>();
    List<Group> selecting = new ArrayList<>();
    for (Group group : declared) {
      Optional<Set<String>> listed = group.listed();
      listed.ifPresentOrElse(
          all ->
              all.forEach(
                  name -> listing.computeIfAbsent(name, key -> new ArrayList<>()).add(group)),
          () -> selecting.add(group));
    }
    members =
        parameters.stream()
            .map(parameter -> new Member(parameter, assign(parameter, listing, selecting)))
            .toList();
    byName =
        members.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    member -> member.parameter().name(), Function.identity()));
    groups.forEach(
        (group, ruleGroup) -> {
          if (ruleGroup.parameters() == 0) {
            throw new IllegalArgumentException(
                group.described() + " has no parameter among " + Excerpt.list(names));
          }
        });
  }

  private RuleGroup assign(
      Parameter parameter, Map<String, List<Group>> listing, List<Group> selecting) {
    Group claimed = null;
    List<Group> candidates = new ArrayList<>(listing.getOrDefault(parameter.name(), List.of()));
    candidates.addAll(selecting);
    for (Group group : candidates) {
      if (group.selects(parameter)) {
        if (claimed != null) {
          throw new IllegalArgumentException(
              "parameter \""
                  + parameter.name()
                  + "\" is in two groups, \""
                  + claimed.label()
                  + "\" and \""
                  + group.label()
                  + "\"");
        }
        claimed = group;
      }
    }
    return claimed == null ? own : find(groups, claimed);
  }

  static RuleGroup find(Map<Group, RuleGroup> groups, Group group) {
    RuleGroup found = groups.get(requireNonNull(group, "group"));
    if (found == null) {
      throw new IllegalArgumentException(
          "the trainer has no " + group + ", only " + Excerpt.list(groups.keySet()));
    }
    return found;
  }

  RuleGroup own() {
    return own;
  }

  Map<Group, RuleGroup> groups() {
    return groups;
  }

  List<Member> members() {
    return members;
  }

  /**
   * The parameter of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  Member member(String name) {
    Member member = byName.get(requireNonNull(name, "name"));
    if (member == null) {
      throw new IllegalArgumentException(
          "no parameter \""
              + name
              + "\", only "
              + Excerpt.list(members.stream().map(each -> each.parameter().name()).toList()));
    }
    return member;
  }

  /** All groups that have a parameter: those declared, then the rest. */
  List<RuleGroup> occupied() {
    List<RuleGroup> all = new ArrayList<>(groups.values());
    if (own.parameters() > 0) {
      all.add(own);
    }
    return all;
  }

  /** A line for each group. */
  String table() {
    StringBuilder table = new StringBuilder();
    for (RuleGroup group : occupied()) {
      table.append(
          String.format(
              Locale.ROOT,
              "%n  %s: %,d %s, %,d elements, %s, decay %s%s",
              group.label(),
              group.parameters(),
              group.parameters() == 1 ? "parameter" : "parameters",
              group.elements(),
              group.optimizer(),
              group.weightDecay().equals(WeightDecay.NONE) ? "none" : group.weightDecay(),
              group.isFrozen() ? ", frozen" : ""));
    }
    return table.toString();
  }
}
