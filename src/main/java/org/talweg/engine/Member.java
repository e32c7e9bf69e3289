package org.talweg.engine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.talweg.rule.Slot;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;
import org.talweg.tensor.Tensor.Region;

/** A parameter in the engine: the group it is in, and where its state lies. */
public final class Member {
  private static final Region[] NONE = {};

  final Store store;
  private final RuleGroup group;
  private Parameter parameter;
  private List<Run> runs = new ArrayList<>(1);
  private Region[] values = NONE;
  private Region[] gradients = NONE;
  private double norm;
  private double scale;

  /**
   * A part of a parameter and of its state.
   *
   * @param block holds the state
   * @param at the index of the first element in the block's arrays
   * @param start the same in the parameter
   * @param count how many
   */
  record Run(Block block, int at, int start, int count) {
    /** How many numbers of a slot are in the run: all of them, if it is a parameter as a whole. */
    int count(Tensor slot) {
      return block.whole == null ? count : slot.size();
    }
  }

  /**
   * A parameter without state, until a layout gives it some.
   *
   * @param parameter the parameter
   * @param group the group it is in
   */
  public Member(Parameter parameter, RuleGroup group) {
    this.parameter = parameter;
    this.group = group;
    this.store = Store.of(parameter.value().dataType());
    group.admit(store, parameter.value().size());
    requireShapes();
    findRegions();
  }

  /** Each slot must have a shape for this parameter. */
  private void requireShapes() {
    for (Slot slot : group.slots()) {
      try {
        slot.shape(value().shape());
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(
            this
                + ": slot \""
                + slot.name()
                + "\" of "
                + group.optimizer()
                + " has no shape: "
                + e.getMessage(),
            e);
      }
    }
  }

  private void findRegions() {
    values = parameter.value().regions().toArray(Region[]::new);
    gradients = parameter.gradient().tensor().regions().toArray(Region[]::new);
    boolean shares = values.length == gradients.length;
    for (int i = 0; shares && i < values.length; i++) {
      shares = shareIndex(values[i], gradients[i]);
    }
    if (!shares) {
      values = NONE;
      gradients = NONE;
    }
  }

  private boolean shareIndex(Region value, Region gradient) {
    int size = value.to() - value.from();
    return value.from() == gradient.from()
        && value.to() == gradient.to()
        && (size >= store.shortestRun() || size == 0);
  }

  /**
   * {@return whether value and gradient consist of arrays, or of parts of arrays, in which one
   * index serves both, all of them long enough for a loop}
   */
  boolean sharesIndex() {
    return values.length > 0;
  }

  /** {@return whether value and gradient are each one array from its start, long enough} */
  boolean isOneArray() {
    return values.length == 1 && values[0].from() == 0 && values[0].to() > 0;
  }

  /** {@return the parts of arrays that the value consists of, if it shares an index} */
  Region[] values() {
    return values;
  }

  /** {@return the parts of arrays that the gradient consists of, if it shares an index} */
  Region[] gradients() {
    return gradients;
  }

  /** {@return the parameter, with the gradient that it has now} */
  public Parameter parameter() {
    return parameter;
  }

  /** {@return the group it is in} */
  public RuleGroup group() {
    return group;
  }

  /** {@return the norm of its gradient at this step, if it was asked for} */
  public double norm() {
    return norm;
  }

  void setNorm(double norm) {
    this.norm = norm;
  }

  /** {@return what its gradient is multiplied by at this step, if not all have one factor} */
  public double scale() {
    return scale;
  }

  /**
   * Sets what its gradient is multiplied by at this step.
   *
   * @param scale the factor
   */
  public void setScale(double scale) {
    this.scale = scale;
  }

  /** {@return whether its gradient holds neither NaN nor infinity} */
  public boolean hasFiniteGradient() {
    return store.isFinite(gradient());
  }

  /**
   * {@return a copy of a slot}
   *
   * @param index the slot's index in the rule
   */
  public Tensor slot(int index) {
    Slot slot = group.slots().get(index);
    Tensor copy = Tensor.zeros(value().dataType(), slot.shape(value().shape()));
    for (Run run : runs) {
      store.write(copy, run.start, run.block.slot(index), run.at, run.count(copy));
    }
    return copy;
  }

  /**
   * Replaces a slot.
   *
   * @param index the slot's index in the rule
   * @param state what it becomes, of the slot's shape and the parameter's type
   */
  public void setSlot(int index, Tensor state) {
    for (Run run : runs) {
      store.read(state, run.start, run.block.slot(index), run.at, run.count(state));
    }
  }

  /** {@return a copy of the average} */
  public Tensor average() {
    Tensor copy = Tensor.zeros(value().dataType(), value().shape());
    for (Run run : runs) {
      store.write(copy, run.start, requireNonNull(run.block.average), run.at, run.count);
    }
    return copy;
  }

  /**
   * Replaces the average.
   *
   * @param average what it becomes, of the parameter's shape and type
   */
  public void setAverage(Tensor average) {
    for (Run run : runs) {
      store.read(average, run.start, requireNonNull(run.block.average), run.at, run.count);
    }
  }

  /**
   * Replaces the value.
   *
   * @param value what it becomes, of the parameter's shape and type
   */
  public void setValue(Tensor value) {
    Object elements = store.arrayOf(value);
    store.write(value(), 0, elements, value.arrayOffset(), value.size());
  }

  Tensor value() {
    return parameter.value();
  }

  Tensor gradient() {
    return parameter.gradient().tensor();
  }

  void rebind(Parameter withOtherGradient) {
    parameter = withOtherGradient;
    findRegions();
  }

  List<Run> runs() {
    return runs;
  }

  void setRuns(List<Run> newRuns) {
    runs = newRuns;
  }

  @Override
  public String toString() {
    return "parameter " + parameter;
  }
}
