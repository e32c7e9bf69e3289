// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.engine.Averaging;
import org.talweg.engine.Member;
import org.talweg.engine.RuleGroup;
import org.talweg.internal.Excerpt;
import org.talweg.internal.Released;
import org.talweg.rule.Running;
import org.talweg.rule.Slot;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/**
 * Names a trainer's state in a checkpoint: the value of a parameter is {@code <parameter>}; its
 * slots, the average included, are {@code <parameter>/<name>}. Where a slot is the rule's result,
 * it has the parameter's name, and the value is {@code <parameter>/training_weights}: so a program
 * that reads the weights gets those to be evaluated.
 *
 * <p>The steps that a parameter's state has taken, and the numbers that its rule carries, are
 * mostly the same for all parameters. Then they are metadata, {@code *}{@code /steps} and {@code
 * *}{@code /<name>}; a parameter that differs has a tensor {@code <parameter>/steps}.
 */
final class Snapshots {
  private static final String STEPS = "steps";
  private static final Set<String> CONVERTIBLE = Set.of("F64", "F32", "F16", "BF16");
  private static final int LONGEST_TYPE = 20;
  private static final String SUM = "accumulated";
  private static final String OF_ALL = "*/";
  private static final String TRAINING = "training_weights";
  private static final Shape SCALAR = Shape.of();

  private final Grouping grouping;

  /**
   * The names of the state of some members. They have their slots once an engine is there.
   *
   * @param grouping the members
   */
  Snapshots(Grouping grouping) {
    this.grouping = grouping;
  }

  /**
   * Requires that each name has one meaning.
   *
   * @throws IllegalArgumentException if a name has two
   */
  void requireDistinctNames() {
    Set<String> seen = new LinkedHashSet<>();
    for (Member member : grouping.members()) {
      for (String key : allNames(member)) {
        if (!seen.add(key)) {
          throw new IllegalArgumentException(
              "parameter "
                  + Excerpt.quoted(member.parameter().name())
                  + ": "
                  + Excerpt.quoted(key)
                  + " has two meanings in a checkpoint");
        }
      }
    }
  }

  private static List<String> tensorNames(Member member) {
    List<String> names = new ArrayList<>();
    names.add(valueKey(member));
    for (int i = 0; i < member.group().state().size(); i++) {
      names.add(slotKey(member, i));
    }
    return names;
  }

  private static List<String> allNames(Member member) {
    List<String> names = new ArrayList<>(tensorNames(member));
    numberNames(member).forEach(name -> names.add(key(member, name)));
    if (member.sum().isPresent()) {
      names.add(key(member, SUM));
    }
    return names;
  }

  /** Whether a parameter of this shape needs a slot: not all those of Adafactor are. */
  private static boolean isUsed(Member member, Slot slot) {
    return shape(member, slot).size() > 0 || member.parameter().value().size() == 0;
  }

  private static Shape shape(Member member, Slot slot) {
    return slot.shape(member.parameter().value().shape());
  }

  /** The steps that its state has taken, and the numbers that its rule carries. */
  private static List<String> numberNames(Member member) {
    List<String> names = new ArrayList<>(List.of(STEPS));
    member.group().runningNumbers().forEach(number -> names.add(number.name()));
    return names;
  }

  private static String key(Member member, String name) {
    return member.parameter().name() + "/" + name;
  }

  private static String valueKey(Member member) {
    String name = member.parameter().name();
    return member.group().hasResultApart() ? key(member, TRAINING) : name;
  }

  private static String slotKey(Member member, int slot) {
    return isResult(member, slot)
        ? member.parameter().name()
        : key(member, member.group().state().get(slot).name());
  }

  private static boolean isResult(Member member, int slot) {
    RuleGroup group = member.group();
    return group.hasResultApart() && group.evaluated().orElseThrow() == slot;
  }

  private static double number(Member member, String name) {
    if (name.equals(STEPS)) {
      return (double) member.run().age();
    }
    return member.run().running(running(member, name));
  }

  private static Running running(Member member, String name) {
    return member.group().runningNumbers().stream()
        .filter(number -> number.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Copies of everything, which are the caller's.
   *
   * @param metadata gets the numbers that most parameters share
   */
  Released<Tensor> save(Map<String, String> metadata) {
    Map<String, Double> common = common();
    common.forEach((name, value) -> metadata.put(OF_ALL + name, Double.toString(value)));
    Released<Tensor> tensors = new Released<>();
    for (Member member : grouping.members()) {
      tensors.release(valueKey(member), member.parameter().value().copy());
      List<Slot> slots = member.group().state();
      for (int i = 0; i < slots.size(); i++) {
        if (isUsed(member, slots.get(i))) {
          Tensor slot = isResult(member, i) ? member.evaluated().orElseThrow() : member.slot(i);
          tensors.release(slotKey(member, i), slot);
        }
      }
      if (Accumulation.isIn(metadata) && member.step().isSummed()) {
        member.sum().ifPresent(sum -> tensors.release(key(member, SUM), sum.copy()));
      }
      for (String name : numberNames(member)) {
        double value = number(member, name);
        if (value != common.getOrDefault(name, Double.NaN)) {
          tensors.release(key(member, name), DoubleTensor.wrap(new double[] {value}, SCALAR));
        }
      }
    }
    return tensors;
  }

  /** The value of each number that most parameters have. */
  private Map<String, Double> common() {
    Map<String, Map<Double, Long>> counts = new LinkedHashMap<>();
    for (Member member : grouping.members()) {
      for (String name : numberNames(member)) {
        counts
            .computeIfAbsent(name, key -> new LinkedHashMap<>())
            .merge(number(member, name), 1L, Long::sum);
      }
    }
    return counts.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    entry.getValue().entrySet().stream()
                        .max(Comparator.comparing(Map.Entry::getValue))
                        .orElseThrow()
                        .getKey(),
                (a, b) -> a,
                LinkedHashMap::new));
  }

  /**
   * Checks all of a checkpoint; what is returned takes it over, in place.
   *
   * @param average whether the average of the weights may be in one of both alone
   */
  Runnable check(Checkpoint checkpoint, boolean average) {
    requireNames(checkpoint, average);
    Map<RuleGroup, List<RuleGroup.History>> histories = histories(checkpoint);
    for (Member member : grouping.members()) {
      requireValue(checkpoint, member, valueKey(member));
      Tensor value = member.parameter().value();
      List<Slot> slots = member.group().state();
      for (int i = 0; i < slots.size(); i++) {
        String name = slotKey(member, i);
        if (checkpoint.names().contains(name)) {
          requireFit(checkpoint, name, value.dataType(), shape(member, slots.get(i)));
        }
      }
      if (hasSum(checkpoint, member)) {
        requireFit(checkpoint, key(member, SUM), value.dataType(), value.shape());
      }
    }
    return () -> {
      for (Member member : grouping.members()) {
        checkpoint.copyTo(valueKey(member), member.parameter().value());
        takeState(checkpoint, member);
        member.step().setSummed(hasSum(checkpoint, member));
        if (hasSum(checkpoint, member)) {
          checkpoint.copyTo(key(member, SUM), member.sum().orElseThrow());
        }
      }
      histories.forEach(RuleGroup::setHistories);
    };
  }

  /** Whether a checkpoint has the averages of all parameters. */
  boolean hasAverages(Checkpoint checkpoint) {
    return grouping.members().stream()
        .allMatch(
            member ->
                member.group().averageState().stream()
                    .filter(slot -> isUsed(member, slot))
                    .allMatch(slot -> checkpoint.names().contains(key(member, slot.name()))));
  }

  /**
   * Tensors missing from the checkpoint have no elements, or are averages that start later; slow
   * weights start as those of the checkpoint.
   */
  private static void takeState(Checkpoint checkpoint, Member member) {
    List<Slot> slots = member.group().state();
    for (int i = 0; i < slots.size(); i++) {
      String name = slotKey(member, i);
      if (checkpoint.names().contains(name)) {
        member.fillSlot(i, target -> checkpoint.copyTo(name, target));
      } else if (member.group().looksAhead() && slots.get(i).isCopyOfWeights()) {
        member.setSlot(i, member.parameter().value().copy());
      }
    }
  }

  /** Checks that a checkpoint has all values; what is returned takes them over, in place. */
  Runnable checkValues(Checkpoint checkpoint) {
    grouping
        .members()
        .forEach(member -> requireValue(checkpoint, member, member.parameter().name()));
    return () -> grouping.members().forEach(member -> takeValue(checkpoint, member));
  }

  /** The same for values of any type that can be converted; those converted are copied first. */
  Runnable checkConvertedValues(Checkpoint checkpoint) {
    Map<Member, Tensor> converted = new LinkedHashMap<>();
    for (Member member : grouping.members()) {
      String name = member.parameter().name();
      Tensor value = member.parameter().value();
      requireShape(checkpoint, name, value.dataType(), value.shape());
      if (!checkpoint.type(name).equals(type(value.dataType()))) {
        converted.put(member, checkpoint.tensor(name, value.dataType()));
      }
    }
    return () -> {
      for (Member member : grouping.members()) {
        if (converted.containsKey(member)) {
          member.setValue(converted.get(member));
          followValue(member);
        } else {
          takeValue(checkpoint, member);
        }
      }
    };
  }

  /** Whether a checkpoint has the sum of a parameter's gradients, in the middle of a step. */
  private static boolean hasSum(Checkpoint checkpoint, Member member) {
    return Accumulation.isIn(checkpoint.metadata())
        && checkpoint.names().contains(key(member, SUM));
  }

  private static void takeValue(Checkpoint checkpoint, Member member) {
    checkpoint.copyTo(member.parameter().name(), member.parameter().value());
    followValue(member);
  }

  /**
   * A rule whose weights follow from its state goes on from there, too, and so does a lookahead.
   */
  private static void followValue(Member member) {
    Tensor value = member.parameter().value();
    if (member.group().hasResultApart() || member.group().looksAhead()) {
      List<Slot> slots = member.group().state();
      for (int i = 0; i < slots.size(); i++) {
        if (slots.get(i).isCopyOfWeights()) {
          member.setSlot(i, value.copy());
        }
      }
    }
  }

  private static void requireValue(Checkpoint checkpoint, Member member, String name) {
    Tensor value = member.parameter().value();
    String saved = checkpoint.type(name);
    if (CONVERTIBLE.contains(saved) && !saved.equals(type(value.dataType()))) {
      throw unfit(
          checkpoint, name, value.dataType(), value.shape(), "; loadConvertedValues converts it");
    }
    requireFit(checkpoint, name, value.dataType(), value.shape());
  }

  private static String type(DataType type) {
    return type == DataType.FLOAT32 ? "F32" : "F64";
  }

  private static void requireFit(Checkpoint checkpoint, String name, DataType type, Shape shape) {
    if (!checkpoint.type(name).equals(type(type))) {
      throw unfit(checkpoint, name, type, shape, "");
    }
    requireShape(checkpoint, name, type, shape);
  }

  private static void requireShape(Checkpoint checkpoint, String name, DataType type, Shape shape) {
    if (!checkpoint.shape(name).equals(shape)) {
      throw unfit(checkpoint, name, type, shape, "");
    }
  }

  private static IllegalArgumentException unfit(
      Checkpoint checkpoint, String name, DataType type, Shape shape, String advice) {
    return new IllegalArgumentException(
        "tensor "
            + Excerpt.quoted(name)
            + " of the checkpoint is "
            + Excerpt.of(checkpoint.type(name), LONGEST_TYPE)
            + " "
            + checkpoint.shape(name)
            + ", but the trainer's is "
            + type(type)
            + " "
            + shape
            + advice);
  }

  private void requireNames(Checkpoint checkpoint, boolean average) {
    Set<String> needed = new LinkedHashSet<>();
    Set<String> allowed = new LinkedHashSet<>();
    for (Member member : grouping.members()) {
      needed.add(valueKey(member));
      List<Slot> slots = member.group().state();
      for (int i = 0; i < slots.size(); i++) {
        (isUsed(member, slots.get(i)) ? needed : allowed).add(slotKey(member, i));
      }
      allowed.addAll(allNames(member));
      if (average) {
        member.group().averageState().forEach(slot -> needed.remove(key(member, slot.name())));
        Averaging.SLOTS.forEach(slot -> allowed.add(key(member, slot.name())));
      }
    }
    Set<String> missing = difference(needed, checkpoint.names());
    Set<String> unknown = difference(checkpoint.names(), allowed);
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "the checkpoint lacks "
              + Excerpt.quotedList(missing)
              + " of this trainer's tensors and has "
              + Excerpt.quotedList(unknown)
              + " that are not the trainer's; loadValues takes the weights alone");
    }
  }

  /** The history of each member's state, by group. */
  private Map<RuleGroup, List<RuleGroup.History>> histories(Checkpoint checkpoint) {
    Map<RuleGroup, List<RuleGroup.History>> histories = new LinkedHashMap<>();
    for (RuleGroup group : grouping.occupied()) {
      List<RuleGroup.History> own = new ArrayList<>();
      for (Member member : group.members()) {
        long age = (long) saved(checkpoint, member, STEPS);
        List<Double> running = new ArrayList<>();
        for (Running number : group.runningNumbers()) {
          running.add(saved(checkpoint, member, number.name()));
        }
        own.add(new RuleGroup.History(age, running));
      }
      histories.put(group, own);
    }
    return histories;
  }

  private static double saved(Checkpoint checkpoint, Member member, String name) {
    String key = key(member, name);
    double value;
    if (checkpoint.names().contains(key)) {
      requireFit(checkpoint, key, DataType.FLOAT64, SCALAR);
      value = ((DoubleTensor) checkpoint.tensor(key)).get(0);
    } else {
      key = OF_ALL + name;
      value = number(key, checkpoint.metadata().get(key));
    }
    boolean valid =
        name.equals(STEPS)
            ? value >= 0 && value < 0x1p53 && value == Math.rint(value)
            : Double.isFinite(value);
    if (!valid) {
      throw new IllegalArgumentException(
          "the checkpoint's " + Excerpt.quoted(key) + " must not be " + value);
    }
    return value;
  }

  private static double number(String key, @Nullable String text) {
    if (text == null) {
      throw new IllegalArgumentException(
          "the checkpoint has no \"" + key + "\"; loadValues takes the weights alone");
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "the checkpoint's \"" + key + "\" must be a number, but was " + Excerpt.quoted(text), e);
    }
  }

  private static Set<String> difference(Set<String> from, Set<String> taken) {
    Set<String> rest = new LinkedHashSet<>(from);
    rest.removeAll(taken);
    return rest;
  }
}
