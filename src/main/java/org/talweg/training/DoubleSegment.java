package org.talweg.training;

import java.util.Arrays;
import java.util.List;
import org.talweg.optimizer.ElementwiseOptimizer;
import org.talweg.optimizer.Slot;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.Gradient;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;

/** A segment of {@code double[]}. */
final class DoubleSegment extends Segment {
  private final double[][] values;
  private final double[][] gradients;
  private final double[] value;
  private final double[] gradient;
  private final double[][] slots;
  private final double[] average;

  DoubleSegment(List<Parameter> members, List<Slot> declared, boolean averaged) {
    super(members, declared, averaged);
    this.values = members.stream().map(p -> array(p.value())).toArray(double[][]::new);
    this.gradients =
        members.stream()
            .map(p -> array(((Gradient.Dense) p.gradient()).tensor()))
            .toArray(double[][]::new);
    this.value = packed ? new double[size] : values[0];
    this.gradient = packed ? new double[size] : gradients[0];
    this.slots = new double[declared.size()][size];
    for (int s = 0; s < slots.length; s++) {
      Arrays.fill(slots[s], declared.get(s).initial());
    }
    this.average = new double[averaged ? size : 0];
    for (int i = 0; averaged && i < values.length; i++) {
      System.arraycopy(values[i], 0, average, offsets[i], values[i].length);
    }
  }

  private static double[] array(Tensor tensor) {
    return ((DoubleTensor) tensor).array();
  }

  @Override
  void update(ElementwiseOptimizer rule, StepPlan plan, int from, int to) {
    if (packed) {
      gather();
    }
    rule.update(plan.coefficients, value, gradient, slots, from, to);
    if (plan.vanish) {
      vanish(plan, from, to);
    }
    if (averaged && plan.share == 1) {
      System.arraycopy(value, from, average, from, to - from);
    } else if (averaged) {
      DoubleKernels.average(average, value, plan.share, from, to);
    }
    if (packed) {
      scatter(plan);
    } else if (plan.zeroGradients) {
      Arrays.fill(gradient, from, to, 0);
    }
  }

  private void gather() {
    for (int i = 0; i < values.length; i++) {
      System.arraycopy(values[i], 0, value, offsets[i], values[i].length);
      System.arraycopy(gradients[i], 0, gradient, offsets[i], gradients[i].length);
    }
  }

  private void scatter(StepPlan plan) {
    for (int i = 0; i < values.length; i++) {
      System.arraycopy(value, offsets[i], values[i], 0, values[i].length);
      if (plan.zeroGradients) {
        Arrays.fill(gradients[i], 0);
      }
    }
  }

  private void vanish(StepPlan plan, int from, int to) {
    for (double[] slot : slots) {
      DoubleKernels.vanish(slot, from, to);
    }
    if (plan.decays) {
      DoubleKernels.vanish(value, from, to);
    }
  }

  @Override
  void swapAverages() {
    for (int i = 0; i < values.length; i++) {
      double[] own = values[i].clone();
      System.arraycopy(average, offsets[i], values[i], 0, own.length);
      System.arraycopy(own, 0, average, offsets[i], own.length);
    }
  }

  @Override
  Tensor slot(int member, int slot) {
    return part(slots[slot], member);
  }

  @Override
  void setSlot(int member, int slot, Tensor state) {
    System.arraycopy(array(state), 0, slots[slot], offsets[member], state.size());
  }

  @Override
  Tensor average(int member) {
    return part(average, member);
  }

  @Override
  void setAverage(int member, Tensor saved) {
    System.arraycopy(array(saved), 0, average, offsets[member], saved.size());
  }

  @Override
  void setValue(int member, Tensor saved) {
    System.arraycopy(array(saved), 0, values[member], 0, saved.size());
  }

  private Tensor part(double[] whole, int member) {
    Shape shape = members.get(member).value().shape();
    int offset = offsets[member];
    return DoubleTensor.wrap(Arrays.copyOfRange(whole, offset, offset + shape.size()), shape);
  }
}
