package org.talweg.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.engine.Member;
import org.talweg.engine.RuleGroup;
import org.talweg.internal.Names;
import org.talweg.internal.Released;
import org.talweg.rule.Running;
import org.talweg.rule.Slot;
import org.talweg.tensor.DataType;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/**
 * What a trainer's state is called in a checkpoint: the value of a parameter is {@code
 * <parameter>}; its slots, its average and the numbers that its rule carries are {@code
 * <parameter>/<name>}; the steps that its state has taken, {@code <parameter>/steps}.
 */
final class Snapshots {
  private static final String AVERAGE = "average";
  private static final String STEPS = "steps";
  private static final Shape SCALAR = Shape.of();

  private final List<Member> members;
  private final boolean averaged;

  /**
   * The names of the state of some members.
   *
   * @throws IllegalArgumentException if a name has two meanings
   */
  Snapshots(List<Member> members, boolean averaged) {
    this.members = members;
    this.averaged = averaged;
    Set<String> seen = new LinkedHashSet<>();
    for (Member member : members) {
      for (String key : keys(member)) {
        if (!seen.add(key)) {
          throw new IllegalArgumentException(
              "parameter \""
                  + member.parameter().name()
                  + "\": \""
                  + key
                  + "\" has two meanings in a checkpoint");
        }
      }
    }
  }

  private List<String> keys(Member member) {
    List<String> keys = new ArrayList<>();
    keys.add(member.parameter().name());
    for (Slot slot : member.group().slots()) {
      keys.add(key(member, slot.name()));
    }
    for (Running number : member.group().runningNumbers()) {
      keys.add(key(member, number.name()));
    }
    if (averaged) {
      keys.add(key(member, AVERAGE));
    }
    keys.add(key(member, STEPS));
    return keys;
  }

  private static String key(Member member, String name) {
    return member.parameter().name() + "/" + name;
  }

  /** Copies of everything, which are the caller's. */
  Released<Tensor> save() {
    Released<Tensor> tensors = new Released<>();
    for (Member member : members) {
      RuleGroup group = member.group();
      tensors.release(member.parameter().name(), member.parameter().value().copy());
      List<Slot> slots = group.slots();
      for (int i = 0; i < slots.size(); i++) {
        tensors.release(key(member, slots.get(i).name()), member.slot(i));
      }
      for (Running number : group.runningNumbers()) {
        tensors.release(key(member, number.name()), scalar(group.running(number)));
      }
      if (averaged) {
        tensors.release(key(member, AVERAGE), member.average());
      }
      tensors.release(key(member, STEPS), scalar((double) group.steps()));
    }
    return tensors;
  }

  private static Tensor scalar(double number) {
    return DoubleTensor.wrap(new double[] {number}, SCALAR);
  }

  /** Takes everything over from a checkpoint, after checking all of it. */
  void load(Checkpoint checkpoint) {
    Map<String, Tensor> saved = fitting(checkpoint);
    Map<RuleGroup, Map<String, Double>> numbers = numbers(saved);
    for (Member member : members) {
      member.setValue(tensor(saved, member.parameter().name()));
      List<Slot> slots = member.group().slots();
      for (int i = 0; i < slots.size(); i++) {
        member.setSlot(i, tensor(saved, key(member, slots.get(i).name())));
      }
      if (averaged) {
        member.setAverage(tensor(saved, key(member, AVERAGE)));
      }
    }
    numbers.forEach(
        (group, values) -> {
          group.setSteps(values.getOrDefault(STEPS, 0.0).longValue());
          group
              .runningNumbers()
              .forEach(
                  number ->
                      group.setRunning(
                          number, values.getOrDefault(number.name(), number.initial())));
        });
  }

  /** Takes values alone over from a checkpoint that has them all. */
  void loadValues(Checkpoint checkpoint) {
    Map<String, Tensor> saved = new LinkedHashMap<>();
    for (Member member : members) {
      String name = member.parameter().name();
      saved.put(name, fitting(name, checkpoint.tensor(name), member));
    }
    members.forEach(member -> member.setValue(tensor(saved, member.parameter().name())));
  }

  private Map<String, Tensor> fitting(Checkpoint checkpoint) {
    Set<String> own = new LinkedHashSet<>();
    members.forEach(member -> own.addAll(keys(member)));
    if (!checkpoint.names().equals(own)) {
      throw new IllegalArgumentException(
          "the checkpoint lacks "
              + Names.list(difference(own, checkpoint.names()))
              + " of this trainer's tensors and has "
              + Names.list(difference(checkpoint.names(), own))
              + " that are not the trainer's");
    }
    Map<String, Tensor> saved = new LinkedHashMap<>();
    for (Member member : members) {
      Tensor value = member.parameter().value();
      Map<String, Shape> shapes = new LinkedHashMap<>();
      for (Slot slot : member.group().slots()) {
        shapes.put(key(member, slot.name()), slot.shape(value.shape()));
      }
      Set<String> scalars = new LinkedHashSet<>();
      scalars.add(key(member, STEPS));
      member.group().runningNumbers().forEach(number -> scalars.add(key(member, number.name())));
      for (String name : keys(member)) {
        Tensor tensor = checkpoint.tensor(name);
        saved.put(
            name,
            scalars.contains(name)
                ? fitting(name, tensor, DataType.FLOAT64, SCALAR)
                : fitting(
                    name, tensor, value.dataType(), shapes.getOrDefault(name, value.shape())));
      }
    }
    return saved;
  }

  private static Tensor fitting(String name, Tensor saved, Member member) {
    Tensor own = member.parameter().value();
    return fitting(name, saved, own.dataType(), own.shape());
  }

  private static Tensor fitting(String name, Tensor saved, DataType type, Shape shape) {
    if (saved.dataType() != type || !saved.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "tensor \""
              + name
              + "\" of the checkpoint is "
              + saved
              + ", but the trainer's is "
              + type
              + " "
              + shape);
    }
    return saved;
  }

  /** The numbers of each group, in which its members must agree. */
  private Map<RuleGroup, Map<String, Double>> numbers(Map<String, Tensor> saved) {
    Map<RuleGroup, Map<String, Double>> numbers = new LinkedHashMap<>();
    for (Member member : members) {
      Map<String, Double> ofGroup =
          numbers.computeIfAbsent(member.group(), group -> new LinkedHashMap<>());
      List<String> names = new ArrayList<>(List.of(STEPS));
      member.group().runningNumbers().forEach(number -> names.add(number.name()));
      for (String name : names) {
        double value = ((DoubleTensor) tensor(saved, key(member, name))).get(0);
        Double other = ofGroup.putIfAbsent(name, value);
        requireNumber(member, name, value);
        if (other != null && other != value) {
          throw new IllegalArgumentException(
              "the parameters of group \""
                  + member.group().label()
                  + "\" must agree in \""
                  + name
                  + "\", but the checkpoint has "
                  + other
                  + " and "
                  + value);
        }
      }
    }
    return numbers;
  }

  private static void requireNumber(Member member, String name, double value) {
    boolean valid =
        name.equals(STEPS)
            ? value >= 0 && value < 0x1p53 && value == Math.rint(value)
            : Double.isFinite(value);
    if (!valid) {
      throw new IllegalArgumentException(
          "the checkpoint's \"" + key(member, name) + "\" must not be " + value);
    }
  }

  private static Tensor tensor(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalStateException("no tensor \"" + name + "\"");
    }
    return tensor;
  }

  private static Set<String> difference(Set<String> from, Set<String> taken) {
    Set<String> rest = new LinkedHashSet<>(from);
    rest.removeAll(taken);
    return rest;
  }
}
