// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.talweg.rule.Caution;
import org.talweg.rule.Granularity;
import org.talweg.rule.Optimizer;
import org.talweg.rule.Rule;
import org.talweg.rule.Running;
import org.talweg.rule.Slot;
import org.talweg.rule.WeightDecay;

/**
 * Parameters under one rule: the rule's numbers at this step, the decay, the state that each
 * parameter has, the passes of a step, and whether the parameters are frozen.
 *
 * <p>The numbers depend on the age of a parameter's state. Parameters whose state has the same
 * history share a {@link RuleRun}; there is one, until a parameter misses a step.
 */
public final class RuleGroup {
  private final String label;
  private final Optimizer optimizer;
  private final WeightDecay weightDecay;
  private final Rule rule;
  private final List<RuleRun> runs = new ArrayList<>(1);
  private final List<Member> members = new ArrayList<>(1);
  private List<Slot> state;
  private Stages stages = Stages.NONE;
  private List<ProjectPass> projections = List.of();
  private boolean frozen;
  private int absent;
  private @Nullable Member present;
  private boolean hasFloats;
  private double rate;
  private double rateDone = Double.NaN;
  private long elements;

  /**
   * A group.
   *
   * @param label what it is called in messages
   * @param optimizer its rule
   * @param weightDecay its decay
   */
  public RuleGroup(String label, Optimizer optimizer, WeightDecay weightDecay) {
    this.label = label;
    this.optimizer = optimizer;
    this.weightDecay = weightDecay;
    RuleRun run = RuleRun.of(optimizer, weightDecay);
    this.runs.add(run);
    this.rule = run.rule();
    this.state = rule.slots();
  }

  void admit(Member member) {
    members.add(member);
    elements += member.value().size();
    if (member.store == FloatStore.INSTANCE) {
      hasFloats = true;
      runs.get(0).requireSlotsInSinglePrecision();
    }
  }

  /** Puts together what a step does to its parameters, and the state that it takes. */
  void compile(Stages compiled, List<ProjectPass> passes, List<Slot> allState) {
    stages = compiled;
    projections = passes;
    state = allState;
  }

  /**
   * Computes the numbers of a step.
   *
   * @param step the number of the step by which schedules go
   * @param learningRate the learning rate
   * @throws IllegalStateException if a value is not allowed; nothing has changed then
   */
  public void prepare(long step, double learningRate) {
    this.rate = learningRate;
    for (int i = 0; i < runs.size(); i++) { // no iterator: a step allocates nothing
      runs.get(i).compute(step, learningRate);
      if (hasFloats) {
        runs.get(i).requireSinglePrecision();
      }
    }
    for (int i = 0; i < projections.size(); i++) {
      projections.get(i).prepare(step, learningRate, hasFloats);
    }
  }

  /** The step is done: the state of all that took part is a step older. */
  public void commit() {
    rateDone = rate;
    if (frozen) {
      return;
    }
    for (int i = 0; i < runs.size(); i++) { // no iterator: a step allocates nothing
      if (runs.get(i).isActive()) {
        runs.get(i).commit();
      }
    }
  }

  /** {@return what it is called} */
  public String label() {
    return label;
  }

  /** {@return its rule with hyperparameters} */
  public Optimizer optimizer() {
    return optimizer;
  }

  /** {@return the names of its parameters} */
  public List<String> names() {
    return members.stream().map(member -> member.parameter().name()).toList();
  }

  /** {@return its decay} */
  public WeightDecay weightDecay() {
    return weightDecay;
  }

  /** {@return its rule} */
  public Rule rule() {
    return rule;
  }

  /** {@return the slots of its parameters' state: the rule's, then the engine's} */
  public List<Slot> state() {
    return state;
  }

  /** {@return the slots that the engine keeps besides the rule's: those of the average} */
  public List<Slot> averageState() {
    return state.subList(ruleSlots(), state.size());
  }

  /** {@return the index of the slot that is to be evaluated in place of the weights} */
  public Optional<Integer> evaluated() {
    if (state.size() > ruleSlots()) {
      return Optional.of(averageIndex());
    }
    return rule.evaluated()
        .map(slot -> state.stream().map(Slot::declared).toList().indexOf(slot.declared()));
  }

  /** {@return whether its weights are replaced, after some steps, by an average of them} */
  public boolean looksAhead() {
    return stages.lookAhead();
  }

  /** {@return whether its weights are not what the rule is to result in: see {@link #evaluated}} */
  public boolean hasResultApart() {
    return rule.hasResultApart();
  }

  /** {@return the numbers that its rule carries from step to step} */
  public List<Running> runningNumbers() {
    return rule.running();
  }

  /** How many slots are the rule's: the first ones. */
  int ruleSlots() {
    return rule.slots().size();
  }

  boolean isFading(int slot) {
    return rule.slots().get(slot).isFading();
  }

  /** The index of the average, if one is kept. */
  int averageIndex() {
    return rule.slots().size();
  }

  /** Whether weights decay only where the rule moves them towards zero. */
  boolean isCautious() {
    return weightDecay.isCautious() && !weightDecay.equals(WeightDecay.NONE);
  }

  /** What becomes of changes that go against the gradient. */
  Caution caution() {
    return optimizer.hyperparameters().caution();
  }

  /** Whether decay is added to the rule's change, once that is known. */
  boolean decaysAfterwards() {
    return isCautious() || caution() != Caution.NONE;
  }

  boolean readsWeights() {
    return rule.readsWeights();
  }

  /** Whether the rule's change is kept until its norm is known. */
  boolean keepsDirections() {
    return rule.changeFactor().isPresent();
  }

  /** Whether passes change copies of weights and gradients, or the rule's L2 decay does. */
  boolean needsCopies() {
    boolean folds =
        weightDecay.kind() == WeightDecay.Kind.L2 && !weightDecay.equals(WeightDecay.NONE);
    return stages.needCopies() || (keepsDirections() && folds);
  }

  /** Whether each parameter is taken as a whole, neither cut nor packed. */
  boolean takesWhole() {
    return rule.isWhole()
        || caution() == Caution.MASK
        || stages.granularity() == Granularity.PARAMETER
        || (takesRows() && keepsDirections()); // cut at blocks
  }

  /** Whether parameters are cut between rows alone. */
  boolean takesRows() {
    return stages.granularity() == Granularity.ROW;
  }

  /** Whether small parameters are not packed together. */
  boolean keepsApart() {
    return takesNorms() || stages.separate() || caution() == Caution.MASK;
  }

  /**
   * {@return whether its rule takes norms, of gradients or of its change: each parameter has
   * factors of its own then, and none are stepped together}
   */
  public boolean takesNorms() {
    return rule.changeFactor().isPresent() || rule.gradientFactor().isPresent();
  }

  /** {@return what its parameters go through at a step} */
  Stages stages() {
    return stages;
  }

  /** {@return its parameters} */
  public List<Member> members() {
    return members;
  }

  /** {@return how many parameters are in it} */
  public int parameters() {
    return members.size();
  }

  /** {@return how many elements they have} */
  public long elements() {
    return elements;
  }

  /** {@return whether it has parameters of {@code float}} */
  public boolean hasFloats() {
    return hasFloats;
  }

  /** {@return whether its gradients are not read and its weights stay} */
  public boolean isFrozen() {
    return frozen;
  }

  /**
   * Freezes or thaws.
   *
   * @param frozen whether its weights are to stay
   */
  public void setFrozen(boolean frozen) {
    this.frozen = frozen;
  }

  /** The rule for parameters that have missed no step. */
  RuleRun run() {
    return runs.get(0);
  }

  /** Whether all parameters take part in this step, and their state has one history. */
  boolean isUniform() {
    return runs.size() == 1 && absent == 0 && present == null;
  }

  /** Lets one parameter alone take part, as its gradient arrives; null for all again. */
  void setPresent(@Nullable Member one) {
    present = one;
  }

  boolean isPresent(Member member) {
    return present == null || present == member;
  }

  /**
   * Says which parameters have no gradient at this step. Those whose state has had one history so
   * far, and of which some are absent, have two from now on.
   *
   * @param isAbsent whether a member is
   */
  public void setAbsent(Predicate<Member> isAbsent) {
    absent = 0;
    for (Member member : members) {
      member.step().setAbsent(isAbsent.test(member));
      absent += member.isAbsent() ? 1 : 0;
    }
    for (RuleRun run : List.copyOf(runs)) {
      List<Member> own = members.stream().filter(member -> member.run() == run).toList();
      List<Member> resting = own.stream().filter(Member::isAbsent).toList();
      run.setActive(resting.size() < own.size());
      if (!resting.isEmpty() && run.isActive()) {
        RuleRun fork = run.fork();
        fork.setActive(false);
        resting.forEach(member -> member.setRun(fork));
        runs.add(fork);
      }
    }
  }

  /** All take part again. Histories that have become alike are one again. */
  public void endAbsence() {
    absent = 0;
    for (Member member : members) {
      member.step().setAbsent(false);
      runs.stream().filter(run -> run.isLike(member.run())).findFirst().ifPresent(member::setRun);
    }
    keepUsedRuns();
  }

  /**
   * Gives each parameter's state an age and running numbers, as from a checkpoint.
   *
   * @param histories what becomes the history of each member, in their order
   */
  public void setHistories(List<History> histories) {
    RuleRun pristine = runs.get(0).fork();
    List<RuleRun> found = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      RuleRun own = pristine.fork();
      own.setAge(histories.get(i).age());
      for (int k = 0; k < rule.running().size(); k++) {
        own.restoreRunning(rule.running().get(k), histories.get(i).running().get(k));
      }
      RuleRun run = found.stream().filter(own::isLike).findFirst().orElse(own);
      if (run == own) {
        found.add(own);
      }
      members.get(i).setRun(run);
    }
    if (!found.isEmpty()) {
      runs.clear();
      runs.addAll(found);
    }
  }

  /**
   * The age of a parameter's state, and the numbers that its rule carries.
   *
   * @param age how many steps it has taken
   * @param running a value for each running number of the rule
   */
  public record History(long age, List<Double> running) {}

  private void keepUsedRuns() {
    List<RuleRun> used = members.stream().map(Member::run).distinct().toList();
    if (!used.isEmpty()) {
      runs.clear();
      runs.addAll(used);
      runs.forEach(run -> run.setActive(true));
    }
  }

  /** {@return the learning rate of the last step that was done; NaN before the first} */
  public double rate() {
    return rateDone;
  }

  @Override
  public String toString() {
    return label;
  }
}
