package org.talweg.training;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.talweg.optimizer.ElementwiseOptimizer;
import org.talweg.optimizer.Slot;
import org.talweg.tensor.DataType;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;

/**
 * Elements that are stepped with one index, with their state: one parameter, or several small ones
 * packed. A packed segment gathers values and gradients before the update and scatters values after
 * it; a rule can't tell, being elementwise. That makes many small parameters nearly as fast as one
 * of their size, and spares the rule's loops very short runs, which the JIT compiler would take for
 * the rule and then not vectorize.
 */
abstract sealed class Segment permits FloatSegment, DoubleSegment {
  /** The largest packed segment; a chunk is never smaller, so it is never cut. */
  static final int PACK = 1024;

  private static final int SMALL = 128;
  private static final int PADDING = 64;
  private static final String AVERAGE = "average";

  final List<Parameter> members;
  final int[] offsets;
  final List<Slot> declared;
  final boolean averaged;
  final boolean packed;
  final int size;

  Segment(List<Parameter> members, List<Slot> declared, boolean averaged) {
    this.members = members;
    this.declared = declared;
    this.averaged = averaged;
    this.packed = isSmall(members.get(0));
    this.offsets = new int[members.size()];
    int end = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = end;
      end += members.get(i).value().size();
    }
    this.size = packed ? (end + PADDING - 1) / PADDING * PADDING : end;
  }

  /** Cuts parameters into segments; small ones of one type go together, in their order. */
  static List<Segment> of(List<Parameter> parameters, List<Slot> slots, boolean averaged) {
    List<Segment> segments = new ArrayList<>();
    Map<DataType, List<Parameter>> packs = new EnumMap<>(DataType.class);
    for (Parameter parameter : parameters) {
      if (isSmall(parameter)) {
        List<Parameter> pack =
            packs.computeIfAbsent(parameter.value().dataType(), type -> new ArrayList<>());
        int filled = pack.stream().mapToInt(p -> p.value().size()).sum();
        if (filled + parameter.value().size() > PACK) {
          segments.add(create(List.copyOf(pack), slots, averaged));
          pack.clear();
        }
        pack.add(parameter);
      } else {
        segments.add(create(List.of(parameter), slots, averaged));
      }
    }
    for (List<Parameter> pack : packs.values()) {
      segments.add(create(List.copyOf(pack), slots, averaged));
    }
    return segments;
  }

  private static Segment create(List<Parameter> members, List<Slot> slots, boolean averaged) {
    return switch (members.get(0).value().dataType()) {
      case FLOAT32 -> new FloatSegment(members, slots, averaged);
      case FLOAT64 -> new DoubleSegment(members, slots, averaged);
    };
  }

  private static boolean isSmall(Parameter parameter) {
    return parameter.value().size() < SMALL;
  }

  /** Everything that happens to elements [from, to) in one step, while they are in cache. */
  abstract void update(ElementwiseOptimizer rule, StepPlan plan, int from, int to);

  /** Exchanges values and averages. */
  abstract void swapAverages();

  /** A copy of one member's part of a slot. */
  abstract Tensor slot(int member, int slot);

  abstract void setSlot(int member, int slot, Tensor state);

  /** A copy of one member's average. */
  abstract Tensor average(int member);

  abstract void setAverage(int member, Tensor average);

  abstract void setValue(int member, Tensor value);

  /** Copies of values and state, by the names they have in a checkpoint. */
  final void save(Map<String, Tensor> tensors) {
    for (int i = 0; i < members.size(); i++) {
      Parameter parameter = members.get(i);
      tensors.put(parameter.name(), parameter.value().copy());
      for (int s = 0; s < declared.size(); s++) {
        tensors.put(slotName(parameter, declared.get(s)), slot(i, s));
      }
      if (averaged) {
        tensors.put(averageName(parameter), average(i));
      }
    }
  }

  /** Takes values and state from tensors that are known to fit. */
  final void load(Map<String, Tensor> tensors) {
    for (int i = 0; i < members.size(); i++) {
      Parameter parameter = members.get(i);
      setValue(i, get(tensors, parameter.name()));
      for (int s = 0; s < declared.size(); s++) {
        setSlot(i, s, get(tensors, slotName(parameter, declared.get(s))));
      }
      if (averaged) {
        setAverage(i, get(tensors, averageName(parameter)));
      }
    }
  }

  private static Tensor get(Map<String, Tensor> tensors, String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalStateException("no tensor \"" + name + "\"");
    }
    return tensor;
  }

  private static String slotName(Parameter parameter, Slot slot) {
    return parameter.name() + "/" + slot.name();
  }

  private static String averageName(Parameter parameter) {
    return parameter.name() + "/" + AVERAGE;
  }

  /** The keys of one parameter's tensors in a checkpoint. */
  static List<String> keys(Parameter parameter, List<Slot> slots, boolean averaged) {
    List<String> keys = new ArrayList<>(List.of(parameter.name()));
    slots.forEach(slot -> keys.add(slotName(parameter, slot)));
    if (averaged) {
      keys.add(averageName(parameter));
    }
    return keys;
  }

  @Override
  public String toString() {
    Parameter first = members.get(0);
    return members.size() == 1
        ? "parameter " + first
        : "one of the parameters " + first + " to " + members.get(members.size() - 1);
  }
}
