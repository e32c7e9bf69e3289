// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.talweg.rule.NormFactor;
import org.talweg.rule.Slot;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Shape;
import org.talweg.tensor.Tensor;
import org.talweg.tensor.Tensor.Region;

/** A parameter in the engine: the group it is in, and where its state lies. */
public final class Member {
  private static final Region[] NONE = {};

  final Store store;
  private final RuleGroup group;
  private Parameter parameter;
  private List<Part> parts = new ArrayList<>(1);
  private Region[] values = NONE;
  private Object[] gradients = NONE;
  private final MemberStep step = new MemberStep();
  private final @Nullable DirectionSums sums;
  private @Nullable Tensor sum;
  private RuleRun run;

  /**
   * A part of a parameter and of its state.
   *
   * @param block holds the state
   * @param at the index of the first element in the block's arrays
   * @param start the same in the parameter
   * @param count how many
   */
  record Part(Block block, int at, int start, int count) {
    /** How many numbers of a slot are in the part: all of them, if it is a parameter as a whole. */
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
    this.run = group.run();
    this.sums = group.keepsDirections() ? new DirectionSums(parameter.value().size()) : null;
    group.admit(this);
    requireShapes();
    findRegions();
  }

  /** Each slot must have a shape for this parameter. */
  private void requireShapes() {
    for (Slot slot : group.state()) {
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
    List<Region> regions = gradient().regions();
    boolean shares = values.length == regions.size();
    for (int i = 0; shares && i < values.length; i++) {
      shares = shareIndex(values[i], regions.get(i));
    }
    values = shares ? values : NONE;
    gradients = shares ? regions.stream().map(Region::array).toArray() : NONE;
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

  /** {@return the arrays that the gradient lies in, if it shares an index} */
  Object[] gradients() {
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

  /** {@return the rule with the numbers for the age of its state} */
  public RuleRun run() {
    return run;
  }

  void setRun(RuleRun newRun) {
    run = newRun;
  }

  /** {@return what the present step has for it} */
  public MemberStep step() {
    return step;
  }

  /** {@return whether it takes part in the present step: its group is not frozen, it not absent} */
  public boolean isActive() {
    return !group.isFrozen() && !step.isAbsent();
  }

  boolean isAbsent() {
    return step.isAbsent() || !group.isPresent(this);
  }

  double gradientFactor() {
    return step.gradientFactor();
  }

  double changeFactor() {
    return step.changeFactor();
  }

  /** Asks the rule for its factor on the gradient. */
  void takeGradientFactor(double ofWeights, double ofGradient) {
    NormFactor factor = group.rule().gradientFactor().orElseThrow();
    step.setGradientFactor(requireFinite(factor.of(ofWeights, ofGradient, run), "gradient"));
  }

  /** Asks the rule for its factor on the change, whose norms are known now. */
  void takeChangeFactor() {
    NormFactor factor = group.rule().changeFactor().orElseThrow();
    double by = factor.of(sums().normOfWeights(), sums().normOfDirections(), run);
    step.setChangeFactor(requireFinite(by, "change"));
  }

  private double requireFinite(double factor, String what) {
    if (!Double.isFinite(factor)) {
      throw new IllegalStateException(
          this
              + ": "
              + group.optimizer()
              + " multiplies the "
              + what
              + " by a factor that must be finite, but was "
              + factor);
    }
    return factor;
  }

  DirectionSums sums() {
    return requireNonNull(sums);
  }

  /** {@return whether its gradient holds neither NaN nor infinity} */
  public boolean hasFiniteGradient() {
    return store.isFinite(gradient());
  }

  /**
   * {@return a copy of a slot}
   *
   * @param index the slot's index in {@link RuleGroup#state}
   */
  public Tensor slot(int index) {
    Slot slot = group.state().get(index);
    Tensor copy = Tensor.zeros(value().dataType(), slot.shape(value().shape()));
    for (Part part : parts) {
      store.write(copy, part.start, part.block.state(index), part.at, part.count(copy));
    }
    return copy;
  }

  /**
   * {@return a copy of what is to be evaluated in place of the weights, if there is such a slot}
   * Before its first step a rule that has its result in it has none but the weights, and so has a
   * lookahead.
   */
  public Optional<Tensor> evaluated() {
    return (group.hasResultApart() || group.looksAhead()) && run.age() == 0
        ? Optional.of(value().copy())
        : group.evaluated().map(this::slot);
  }

  /**
   * Replaces a slot.
   *
   * @param index the slot's index in {@link RuleGroup#state}
   * @param state what it becomes, of the slot's shape and the parameter's type
   */
  public void setSlot(int index, Tensor state) {
    for (Part part : parts) {
      store.read(state, part.start, part.block.state(index), part.at, part.count(state));
    }
  }

  /**
   * Replaces a slot, without a copy where it lies in one piece.
   *
   * @param index the slot's index in {@link RuleGroup#state}
   * @param fill writes the new state into a tensor of the slot's shape and the parameter's type
   */
  public void fillSlot(int index, Consumer<Tensor> fill) {
    Shape shape = group.state().get(index).shape(value().shape());
    if (parts.size() == 1) {
      Part part = parts.get(0);
      fill.accept(store.slice(part.block.state(index), part.at, shape));
    } else {
      Tensor whole = Tensor.zeros(value().dataType(), shape);
      fill.accept(whole);
      setSlot(index, whole);
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

  /** The rule's gradient: that of the batch, or the sum over batches. */
  Tensor gradient() {
    return sum == null ? batchGradient() : sum;
  }

  /** The caller's gradient. */
  Tensor batchGradient() {
    return parameter.gradient().tensor();
  }

  /** {@return where the gradients of several batches are added up, if they are} */
  public Optional<Tensor> sum() {
    return Optional.ofNullable(sum);
  }

  /** From now on gradients are added up, and the rule gets their sum. */
  void sumInto(Tensor zeros) {
    sum = zeros;
    findRegions();
  }

  void rebind(Parameter withOtherGradient) {
    parameter = withOtherGradient;
    findRegions();
  }

  List<Part> parts() {
    return parts;
  }

  void setParts(List<Part> newParts) {
    parts = newParts;
  }

  @Override
  public String toString() {
    return "parameter " + parameter;
  }
}
