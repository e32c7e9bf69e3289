// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.engine.Climb;
import org.talweg.engine.Engine;
import org.talweg.engine.Member;
import org.talweg.engine.RuleGroup;
import org.talweg.engine.StepPlan;
import org.talweg.gradient.NormType;
import org.talweg.rule.Optimizer;
import org.talweg.tensor.DoubleTensor;
import org.talweg.tensor.FloatTensor;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;

/**
 * Binds an optimizer to parameters and steps them. The trainer owns the optimizer's state and the
 * one step counter.
 *
 * <pre>{@code
 * Trainer trainer = Trainer.of(Adam.of(1e-3), Parameter.of("w", weights, gradient, 784, 10));
 * for (...) { backward(weights, gradient); trainer.step(); }
 * }</pre>
 *
 * <p>A step does, in this order: the gradient transforms; the sign, if it maximizes; weight decay
 * and the rule; the average of the weights; and zeroes the gradients, if asked to. It leaves
 * gradients as they were otherwise. Results have the same bits for any number of threads. A step on
 * the calling thread allocates nothing.
 *
 * <p>Every {@value StepPlan#VANISH_INTERVAL} steps, or {@value StepPlan#SLOW_VANISH_INTERVAL} where
 * it fades slowly, state near the end of its type's range (below 2⁻¹²⁰ in single precision) is let
 * go to zero, so that a weight whose gradient stays zero does not slow the step down with subnormal
 * arithmetic.
 *
 * <p>A trainer takes one call at a time: another meanwhile, from a second thread or from a schedule
 * or rule, is an error that changes nothing. Two trainers must not step the same elements; neither
 * knows of the other.
 */
public final class Trainer {
  private final Access access = new Access();
  private final Grouping grouping;
  private final Engine engine;
  private final GradientFactors factors;
  private final Rates rates;
  private final Checkpoints checkpoints;
  private final StepPlan plan;
  private final StepReport report;
  private final List<RuleGroup> groups;
  private final Engine.@Nullable Norms norms;
  private final Averages averages;
  private final @Nullable Accumulation accumulation;
  private final boolean clearsSkipped;
  private final @Nullable SkippedSteps skipping;
  private long step;
  private @Nullable Set<Member> arrived;
  private String failed = "nothing";
  private @Nullable Throwable failure;

  Trainer(TrainerBuilder options, Grouping grouping) {
    this.clearsSkipped = options.zeroGradients || options.changesInGradients;
    this.skipping =
        options.skipNonFinite ? new SkippedSteps(options.skipSquares, options.lossScaling) : null;
    this.grouping = grouping;
    List<Member> members = grouping.members();
    this.groups = grouping.occupied();
    this.plan =
        new StepPlan(options.zeroGradients && !options.addsUp(), options.changesInGradients);
    this.factors =
        new GradientFactors(
            options.transforms,
            TrainerBuilder.groupTransforms(grouping),
            members,
            options.maximize);
    this.rates = new Rates(grouping, options.plateau);
    this.checkpoints =
        new Checkpoints(grouping, rates, new RunIdentity(grouping, options), options.average);
    this.engine = new Engine(members, plan, options.engineOptions(grouping, factors.rewriting()));
    factors.attach(engine);
    this.accumulation =
        options.accumulated == 0 ? null : new Accumulation(options.accumulated, grouping, engine);
    checkpoints.attach(accumulation, skipping);
    checkpoints.requireDistinctNames();
    this.averages = new Averages(options.average, grouping, engine);
    this.report = new StepReport(grouping.own(), grouping.groups(), engine.observation());
    this.norms =
        options.skipNonFinite || factors.normType().isPresent()
            ? engine.norms(factors.normType().orElse(NormType.EUCLIDEAN))
            : null;
  }

  /**
   * {@return a trainer without options, on the calling thread}
   *
   * @param optimizer the rule
   * @param parameters what to train, at least one
   * @throws IllegalArgumentException if there is no parameter, or if two of them have the same
   *     name, names that collide in a checkpoint, or an element in common
   */
  public static Trainer of(Optimizer optimizer, Parameter... parameters) {
    return builder(optimizer).parameters(parameters).build();
  }

  /**
   * {@return a trainer without options, on the calling thread}
   *
   * @param optimizer the rule
   * @param parameters what to train, at least one
   * @throws IllegalArgumentException if there is no parameter, or if two of them have the same
   *     name, names that collide in a checkpoint, or an element in common
   */
  public static Trainer of(Optimizer optimizer, Collection<Parameter> parameters) {
    return builder(optimizer).parameters(parameters).build();
  }

  /**
   * {@return the options of a new trainer}
   *
   * @param optimizer the rule
   */
  public static TrainerBuilder builder(Optimizer optimizer) {
    return new TrainerBuilder(optimizer);
  }

  /**
   * Updates all parameters by their gradients.
   *
   * @return what was done; rewritten by the next step
   * @throws IllegalStateException if a norm of the gradients was asked for and is not finite,
   *     unless such steps are skipped; if a schedule gives a value that is not allowed; if the
   *     weights' averages are in use; or if another call is under way. Nothing is changed then.
   *     Also if a rule fails half way, with what it threw as the cause: then the trainer takes no
   *     further step until a checkpoint is restored
   */
  public StepReport step() {
    access.enter("step()");
    try {
      requireUsable();
      requireOneMoreStep();
      return stepOrAdd(1);
    } finally {
      access.leave();
    }
  }

  /**
   * Updates all parameters by their gradients like {@link #step()}, where several batches make a
   * step and one counts for more than another: the step takes Σ wᵢ·gᵢ / Σ wᵢ. A batch of {@link
   * #step()} has weight 1.
   *
   * @param weight the weight of this batch, such as its number of examples or of tokens; positive
   * @return what was done; rewritten by the next step
   * @throws IllegalArgumentException if the weight is not positive, or beyond the range of {@code
   *     float}; nothing is changed
   * @throws IllegalStateException if the trainer was built without {@link
   *     TrainerBuilder#accumulate}; or as {@link #step()}
   */
  public StepReport stepWeighted(double weight) {
    if (!((float) weight > 0 && (float) weight < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the weight of a batch must be positive and within the range of float, but was "
              + weight);
    }
    access.enter("stepWeighted");
    try {
      requireAccumulation("a weight");
      requireUsable();
      requireOneMoreStep();
      return stepOrAdd(weight);
    } finally {
      access.leave();
    }
  }

  /**
   * Makes a step of the batches that have been added up, though they are fewer than usual, such as
   * at the end of an epoch. Without any it does nothing.
   *
   * @return what was done; {@link StepReport#accumulated} says that there was nothing to do
   * @throws IllegalStateException if the trainer was built without {@link
   *     TrainerBuilder#accumulate}; or as {@link #step()}
   */
  public StepReport flush() {
    access.enter("flush()");
    try {
      Accumulation batches = requireAccumulation("flush()");
      requireUsable();
      requireOneMoreStep();
      if (batches.isUnderWay()) {
        return stepSummed(batches);
      }
      report.setAccumulated(step);
      return report;
    } finally {
      access.leave();
    }
  }

  private Accumulation requireAccumulation(String what) {
    if (accumulation == null) {
      throw new IllegalStateException(
          what + " is for steps of several batches: build the trainer with accumulate(batches)");
    }
    return accumulation;
  }

  private boolean addsUp() {
    return engine.addsUp();
  }

  private StepReport stepOrAdd(double weight) {
    if (!addsUp()) {
      return stepOnce(step + 1);
    }
    Accumulation batches = requireNonNull(accumulation);
    addUp(batches, weight);
    return counted(batches, weight);
  }

  private void addUp(Accumulation batches, double weight) {
    engine.begin();
    batches.begin();
    try {
      engine.addToSums(weight);
    } catch (Throwable e) {
      failure = e; // first: whatever failed may leave no room for more
      failed = "adding gradients up";
      throw e;
    }
  }

  private StepReport counted(Accumulation batches, double weight) {
    batches.count(weight);
    if (batches.isComplete()) {
      return stepSummed(batches);
    }
    report.setAccumulated(step);
    return report;
  }

  /** A step by the mean of the batches; they are used up, even if it is refused. */
  private StepReport stepSummed(Accumulation batches) {
    boolean absent = batches.hasAbsent();
    if (absent) {
      batches.leaveOutAbsent();
    }
    try {
      return stepOnce(step + 1);
    } finally {
      batches.end();
      if (absent) {
        batches.endAbsence();
      }
    }
  }

  /**
   * Updates some parameters by their gradients; all others are left alone as if they were not there
   * at this step: no decay, no momentum, no average, and their state gets no older. PyTorch: a
   * gradient of {@code None}. Where several batches make a step, left alone is what had a gradient
   * in none of them.
   *
   * @param names the parameters that have a gradient; may be empty
   * @return what was done; rewritten by the next step
   * @throws IllegalArgumentException if the trainer has no parameter of a name; nothing is changed
   * @throws IllegalStateException as {@link #step()}
   */
  public StepReport stepOnly(Collection<String> names) {
    Set<Member> present = new HashSet<>();
    for (String name : requireNonNull(names, "names")) {
      present.add(grouping.member(name));
    }
    access.enter("stepOnly");
    try {
      requireUsable();
      requireOneMoreStep();
      groups.forEach(group -> group.setAbsent(member -> !present.contains(member)));
      try {
        if (!addsUp()) {
          return stepOnce(step + 1);
        }
        addUp(requireNonNull(accumulation), 1);
      } finally {
        groups.forEach(RuleGroup::endAbsence);
      }
      return counted(requireNonNull(accumulation), 1);
    } finally {
      access.leave();
    }
  }

  /**
   * Begins a step whose gradients arrive one parameter at a time:
   *
   * <pre>{@code
   * try (ArrivingStep step = trainer.begin()) {
   *   for (Layer layer : backwards) { layer.backward(); step.update(layer.name()); }
   * }
   * }</pre>
   *
   * <p>Each update is made at once, with the gradient still in cache; its array can serve for the
   * next layer after {@link #rebindGradient}. The result is that of one {@link #stepOnly} over the
   * parameters that were updated, to the bit, in any order. The step is on the calling thread.
   *
   * <p>Where several batches make a step, this is one batch: each gradient is added up as it
   * arrives, and the last batch makes the step when it is closed.
   *
   * @return the step, to be closed
   * @throws IllegalStateException if the trainer needs all gradients before the first update: if it
   *     takes norms of gradients or skips steps that are not finite, or a rule takes norms; clip by
   *     value instead. Or as {@link #step()}
   */
  public ArrivingStep begin() {
    access.enter("begin()");
    try {
      requireUsable();
      requireOneMoreStep();
      if (addsUp()) {
        engine.begin();
        requireNonNull(accumulation).begin();
        arrived = new HashSet<>();
        return new ArrivingStep(this);
      }
      if (norms != null || groups.stream().anyMatch(RuleGroup::takesNorms)) {
        throw new IllegalStateException(
            "this trainer takes norms before the first update, so it needs all gradients at once:"
                + " use step(), or build it without clipping by norm and skipNonFinite, and without"
                + " rules such as LARS and LAMB");
      }
      rates.prepare(step + 1);
      engine.begin();
      factors.apply(step + 1, Double.NaN, unit(), plan);
      plan.step(step + 1, averages.share(step + 1));
      report.begin(step + 1, unit());
      arrived = new HashSet<>();
      return new ArrivingStep(this);
    } finally {
      access.leave();
    }
  }

  void updateArrived(String name) {
    Member member = grouping.member(requireNonNull(name, "name"));
    access.run(
        "update",
        () -> {
          requireIntactState();
          Set<Member> done = requireNonNull(arrived);
          if (!done.add(member)) {
            throw new IllegalStateException(member + " was updated in this step already");
          }
          writing(
              "step " + (step + 1),
              () -> {
                if (addsUp()) {
                  engine.addToSum(member);
                } else {
                  engine.updateOne(member);
                }
              });
        });
  }

  void endArriving() {
    access.runInTurn(
        "close",
        () -> {
          Set<Member> done = requireNonNull(arrived);
          arrived = null;
          if (failure != null) {
            return;
          }
          if (addsUp()) {
            counted(requireNonNull(accumulation), 1);
            return;
          }
          groups.forEach(group -> group.setAbsent(member -> !done.contains(member)));
          groups.forEach(RuleGroup::commit);
          groups.forEach(RuleGroup::endAbsence);
          step++;
          report.set(step, Double.NaN, false, false);
        });
  }

  private void requireOneMoreStep() {
    if (step == Long.MAX_VALUE) {
      throw new IllegalStateException("the step counter is at its end, " + step);
    }
  }

  private StepReport stepOnce(long next) {
    rates.prepare(next);
    engine.begin();
    double norm = norms == null ? Double.NaN : norms.compute();
    if (norms != null && !Double.isFinite(norm)) {
      return refuse(next, norm);
    }
    factors.apply(next, norm, unit(), plan);
    if (skipping != null && skipping.refusesSquares() && factors.overflowSquared(engine)) {
      return skip(skipping, factors.norm());
    }
    plan.step(next, averages.share(next));
    report.begin(next, unit());
    engine.prepare();
    try {
      engine.update();
    } catch (Throwable e) {
      failure = e; // first: whatever failed may leave no room for more
      failed = "step " + next;
      throw e;
    }
    for (int i = 0; i < groups.size(); i++) { // no iterator: a step allocates nothing
      groups.get(i).commit();
    }
    step = next;
    report.set(next, factors.norm(), factors.clipped(), false);
    if (skipping != null) {
      skipping.made();
    }
    return report;
  }

  /** What gradients, or their sums, are multiplied by before the first transform. */
  private double unit() {
    double ofMean = accumulation == null ? 1 : accumulation.unit();
    return skipping == null ? ofMean : ofMean / skipping.scale();
  }

  private StepReport refuse(long next, double norm) {
    Optional<Member> culprit =
        engine.members().stream()
            .filter(member -> member.isActive() && !member.hasFiniteGradient())
            .findFirst();
    if (skipping == null || culprit.isEmpty()) {
      throw new IllegalStateException(
          "step "
              + next
              + culprit
                  .map(member -> ": the gradient of " + member + " is not finite")
                  .orElse(": the norm of the gradients is not finite: their sum overflows"));
    }
    return skip(skipping, norm);
  }

  private StepReport skip(SkippedSteps counter, double norm) {
    counter.skip();
    if (clearsSkipped) {
      engine.clearGradients();
    }
    report.set(step, norm, false, true);
    return report;
  }

  private void requireUsable() {
    requireNoStepUnderWay();
    requireIntactState();
    requireOwnWeights();
  }

  private void requireNoStepUnderWay() {
    if (arrived != null) {
      throw new IllegalStateException("a step is under way: close it first");
    }
  }

  private void requireIntactState() {
    if (failure != null) {
      throw new IllegalStateException(
          failed
              + " failed half way, so values and state are mixed: restore a checkpoint, values"
              + " included, before the next step",
          failure);
    }
  }

  /** What is broken off half way leaves values and state mixed, and is remembered for that. */
  private void writing(String call, Runnable change) {
    try {
      change.run();
    } catch (Throwable e) {
      failed = call;
      failure = e;
      throw e;
    }
  }

  /** Runs an action as one of the trainer's calls. */
  void call(String name, Runnable action) {
    access.run(name, action);
  }

  Climb newClimb(double radius, boolean adaptive, double offset) {
    if (accumulation != null) {
      throw new IllegalArgumentException(
          "a trainer that makes a step of several batches has no gradients of all of them at one"
              + " point to climb along");
    }
    return new Climb(engine, radius, adaptive, offset);
  }

  /** Moves the weights; with gradients that are to be cleared, they are. */
  void moveUp(Climb climb, Runnable up) {
    requireUsable();
    engine.requireIntact();
    climb.measure(factors.sign());
    writing("climb", up);
    if (clearsSkipped) {
      engine.clearGradients();
    }
  }

  void moveBack(Runnable back) {
    engine.requireIntact();
    writing("climb", back);
  }

  private void requireOwnWeights() {
    averages.requireNotInUse();
  }

  /**
   * {@return the learning rate of the last step for the parameters that are in no group} NaN before
   * the first step.
   */
  public double learningRate() {
    return report.learningRate();
  }

  /** {@return the number of steps done} */
  public long stepCount() {
    return step;
  }

  /**
   * {@return how many steps were skipped because a gradient was not finite} See {@link
   * TrainerBuilder#skipNonFinite}. Checkpoints keep the number.
   */
  public long skippedSteps() {
    return skipping == null ? 0 : skipping.count();
  }

  /**
   * {@return what to multiply the next loss by; 1 without {@link TrainerBuilder#lossScaling}} It
   * changes between steps alone: the batches of one step have one scale.
   */
  public double lossScale() {
    return skipping == null ? 1 : skipping.scale();
  }

  /** {@return the parameters, in their order, with the gradients that they have now} */
  public List<Parameter> parameters() {
    return engine.members().stream().map(Member::parameter).toList();
  }

  /**
   * {@return the parameter of a name}
   *
   * @param name its name
   * @throws IllegalArgumentException if there is none
   */
  public Parameter parameter(String name) {
    return grouping.member(name).parameter();
  }

  /** Sets all gradients to zero, as before a backward pass that adds to them. */
  public void zeroGradients() {
    access.enter("zeroGradients()"); // no lambda: called with every step, it allocates nothing
    try {
      engine.requireIntact();
      engine.clearGradients();
    } finally {
      access.leave();
    }
  }

  /**
   * Gives a parameter another gradient array, for a backward pass that allocates a new one. It is
   * checked like those of the build. Cheap where it lies like the one before: a whole array again,
   * or a slice at the same offset.
   *
   * @param name the parameter's name
   * @param gradient the new gradient, of the value's length
   * @throws IllegalArgumentException if there is no such parameter, if the gradient does not fit,
   *     or if it has elements in common with another tensor of the trainer; nothing is changed then
   */
  public void rebindGradient(String name, float[] gradient) {
    requireNonNull(gradient, "gradient");
    Parameter parameter = parameter(name);
    requireLength(parameter, gradient.length);
    rebindGradient(name, FloatTensor.wrap(gradient, parameter.value().shape()));
  }

  /**
   * Gives a parameter another gradient array, like {@link #rebindGradient(String, float[])}.
   *
   * @param name the parameter's name
   * @param gradient the new gradient, of the value's length
   * @throws IllegalArgumentException if there is no such parameter, if the gradient does not fit,
   *     or if it has elements in common with another tensor of the trainer; nothing is changed then
   */
  public void rebindGradient(String name, double[] gradient) {
    requireNonNull(gradient, "gradient");
    Parameter parameter = parameter(name);
    requireLength(parameter, gradient.length);
    rebindGradient(name, DoubleTensor.wrap(gradient, parameter.value().shape()));
  }

  private static void requireLength(Parameter parameter, int length) {
    if (parameter.value().size() != length) {
      throw new IllegalArgumentException(
          "the gradient of parameter "
              + parameter
              + " must have "
              + parameter.value().size()
              + " elements, but had "
              + length);
    }
  }

  /**
   * Gives a parameter another gradient, like {@link #rebindGradient(String, float[])}.
   *
   * @param name the parameter's name
   * @param gradient the new gradient, of the value's shape and type
   * @throws IllegalArgumentException if there is no such parameter, if the gradient does not fit,
   *     or if it has elements in common with another tensor of the trainer; nothing is changed then
   */
  public void rebindGradient(String name, Tensor gradient) {
    access.run(
        "rebindGradient",
        () -> {
          Member member = grouping.member(name);
          engine.rebind(member, Parameter.of(name, member.parameter().value(), gradient));
        });
  }

  /**
   * Freezes a group: its gradients are not read and its weights stay, until it is thawed. Its state
   * is kept.
   *
   * @param group one of the trainer's groups
   * @throws IllegalArgumentException if the trainer does not have it
   */
  public void freeze(Group group) {
    access.run("freeze", () -> Grouping.find(grouping.groups(), group).setFrozen(true));
  }

  /**
   * Thaws a group: it is stepped again. Its state goes on where it stopped; if it never took a
   * step, its first is the first of its state, with that step's corrections of bias.
   *
   * @param group one of the trainer's groups
   * @throws IllegalArgumentException if the trainer does not have it
   */
  public void thaw(Group group) {
    access.run("thaw", () -> Grouping.find(grouping.groups(), group).setFrozen(false));
  }

  /**
   * Multiplies the learning rates of all groups by a factor from now on, on top of their schedules.
   * Checkpoints keep it.
   *
   * @param factor the factor, zero or positive; 1 at first
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public void setRateFactor(double factor) {
    access.run("setRateFactor", () -> rates.setFactor(factor));
  }

  /**
   * Sets the learning rate from now on, in place of the schedule of the trainer's own rule. Groups
   * with a rule or rate of their own are not touched. Checkpoints keep it.
   *
   * @param rate η, zero or positive and finite
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public void setLearningRate(double rate) {
    access.run("setLearningRate", () -> rates.setByHand(rate));
  }

  /** Ends what {@link #setLearningRate} began: the schedule decides again. */
  public void followSchedule() {
    access.run("followSchedule", rates::followSchedule);
  }

  /**
   * Reports a metric, as the validation loss after an epoch, to what lowers the rates on a plateau.
   *
   * @param metric the metric; NaN counts as one that is no better
   * @return whether the rates are lower from now on
   * @throws IllegalStateException if the trainer was built without {@link
   *     TrainerBuilder#reduceOnPlateau}, or while another call is under way
   */
  public boolean observe(double metric) {
    return access.get("observe", () -> rates.observe(metric));
  }

  /** {@return the Euclidean norm of all gradients that are not frozen, as they are now} */
  public double gradientNorm() {
    return gradientNorm(NormType.EUCLIDEAN);
  }

  /**
   * {@return the norm of all gradients that are not frozen, as they are now} Weight decay is no
   * part of it: with L2 decay it is not zero at the optimum. PyTorch: {@code get_total_norm}. Where
   * several batches make a step, it is the norm of their mean: of the batches since the last step,
   * or, right after it, of that step's. It is divided by the present {@linkplain #lossScale loss
   * scale}.
   *
   * @param type how their size is measured
   */
  public double gradientNorm(NormType type) {
    requireNonNull(type, "type");
    return access.get(
        "gradientNorm",
        () -> {
          engine.requireIntact();
          boolean absent = addsUp() && requireNonNull(accumulation).hasAbsent();
          if (absent) {
            requireNonNull(accumulation).leaveOutAbsent();
          }
          try {
            return engine.norms(type).compute() * unit();
          } finally {
            if (absent) {
              requireNonNull(accumulation).endAbsence();
            }
          }
        });
  }

  /**
   * {@return a copy of what is to be evaluated in place of one parameter's weights} The average
   * that the trainer keeps, or else the rule's own, such as ASGD's.
   *
   * @param name the parameter's name
   * @throws IllegalStateException if neither trainer nor rule keeps averages of it
   * @throws IllegalArgumentException if there is no parameter of that name
   */
  public Tensor average(String name) {
    return access.get("average", () -> averages.of(grouping.member(name), step));
  }

  /**
   * {@return whether something is to be evaluated in place of the weights: the averages that the
   * trainer keeps, or those of a rule} If so, {@link #useAverages} puts it in place.
   */
  public boolean hasAverages() {
    return averages.exist();
  }

  /**
   * Puts what is to be evaluated in place of the weights into the parameters, until the result is
   * closed: the averages that the trainer keeps, or else those of each rule that has its own, such
   * as ASGD and the schedule-free rules. Parameters without an average keep their weights. The
   * trainer takes no step meanwhile.
   *
   * @return what puts the trained weights back
   * @throws IllegalStateException if neither trainer nor any rule keeps averages, or they are in
   *     use already
   */
  public AveragedWeights useAverages() {
    return access.get(
        "useAverages",
        () -> {
          averages.requireKept();
          requireUsable();
          engine.requireIntact();
          Runnable putBack = averages.use(step);
          return new AveragedWeights(
              () -> access.runInTurn("close", () -> writing("close", putBack)));
        });
  }

  /**
   * {@return what the next step does, for people: for each group its parameters, elements and bytes
   * of state, and the rule's formula with the numbers of that step in it}
   *
   * <p>A rule without {@linkplain Optimizer#equations equations} has its numbers listed.
   *
   * @throws IllegalStateException if a schedule gives a rate that is not allowed, or while another
   *     call is under way
   */
  public String explain() {
    return access.get(
        "explain", () -> Explanation.of(grouping, rates, averages.areKept(), addsUp(), step + 1));
  }

  /**
   * {@return a snapshot: the step number, the parameters' values, state and averages, and what was
   * set by hand}
   *
   * @throws IllegalStateException after a step that failed half way, while averages are in use, or
   *     while another call is under way
   */
  public Checkpoint checkpoint() {
    return access.get(
        "checkpoint",
        () -> {
          requireUsable();
          engine.requireIntact();
          return checkpoints.save(step);
        });
  }

  /**
   * Goes back to a snapshot: step number, values, state and averages, what was set by hand, and
   * which groups are frozen. Everything is checked before anything is changed.
   *
   * <pre>{@code
   * trainer.restore(checkpoint); // of this run
   * trainer.restore(checkpoint, Difference.RATE); // under a longer schedule
   * trainer.restore(checkpoint, Difference.values()); // of a run that is not compared
   * }</pre>
   *
   * @param checkpoint the snapshot, of this trainer or of one like it
   * @param allowed in what the snapshot's run may differ from this trainer, which goes on with its
   *     own; in nothing by default. If it may differ in everything, the runs are not compared, as
   *     for a file of another program that says nothing of its run
   * @throws IllegalArgumentException if the snapshot's tensors are not exactly those of this
   *     trainer, by name, shape and type; if its run differs in more than is allowed, for which the
   *     message names the {@link Difference}; or if a schedule or a transform has no text, by which
   *     it could be compared: see {@link org.talweg.schedule.Schedule#named}
   * @throws IllegalStateException while a step is under way, or another call is
   */
  public void restore(Checkpoint checkpoint, Difference... allowed) {
    requireNonNull(checkpoint, "checkpoint");
    Set<Difference> differences = EnumSet.noneOf(Difference.class);
    for (Difference difference : requireNonNull(allowed, "allowed")) {
      differences.add(requireNonNull(difference, "a difference"));
    }
    access.run(
        "restore",
        () -> {
          requireNoStepUnderWay();
          engine.requireIntact();
          Runnable load = checkpoints.check(checkpoint, differences);
          writing(
              "restore",
              () -> {
                load.run();
                averages.forget();
                step = checkpoint.step();
              });
          failure = null;
        });
  }

  /**
   * Takes the parameters' values over from a snapshot or from a file of weights alone, by name, and
   * leaves all else as it is. What the snapshot has besides is ignored.
   *
   * @param checkpoint has a tensor for each parameter
   * @throws IllegalArgumentException if a parameter is not in it, or has another shape or type
   *     there; nothing is changed then
   * @throws IllegalStateException while averages are in use, or while another call is under way
   */
  public void loadValues(Checkpoint checkpoint) {
    requireNonNull(checkpoint, "checkpoint");
    load("loadValues", () -> checkpoints.checkValues(checkpoint));
  }

  /**
   * Takes values over like {@link #loadValues}, and converts those of another type: {@code F64} is
   * rounded to {@code float}, to the nearest and ties to even; {@code F32}, {@code F16} and {@code
   * BF16} are exact.
   *
   * @param checkpoint has a tensor for each parameter
   * @throws IllegalArgumentException if a parameter is not in it, has another shape there or a type
   *     that can't be converted, or if a finite element is beyond the range of {@code float};
   *     nothing is changed then
   * @throws IllegalStateException while averages are in use, or while another call is under way
   */
  public void loadConvertedValues(Checkpoint checkpoint) {
    requireNonNull(checkpoint, "checkpoint");
    load("loadConvertedValues", () -> checkpoints.checkConvertedValues(checkpoint));
  }

  private void load(String call, Supplier<Runnable> check) {
    access.run(
        call,
        () -> {
          requireOwnWeights();
          engine.requireIntact();
          writing(call, check.get());
        });
  }

  /** {@return the plan: how many parameters and elements are under which rule and decay} */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Trainer at step %,d: %,d parameters, %,d elements%s",
        step,
        engine.members().size(),
        groups.stream().mapToLong(RuleGroup::elements).sum(),
        grouping.table());
  }
}
