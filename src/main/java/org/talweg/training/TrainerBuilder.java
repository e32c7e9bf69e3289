// SPDX-License-Identifier: Apache-2.0
package org.talweg.training;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.talweg.engine.Claims;
import org.talweg.engine.Engine;
import org.talweg.engine.GradientPass;
import org.talweg.engine.Observation;
import org.talweg.engine.ProjectPass;
import org.talweg.engine.RuleGroup;
import org.talweg.gradient.GradientTransform;
import org.talweg.internal.Checks;
import org.talweg.internal.Excerpt;
import org.talweg.projection.Projection;
import org.talweg.rule.Optimizer;
import org.talweg.rule.WeightDecay;
import org.talweg.schedule.ReduceOnPlateau;
import org.talweg.tensor.Parameter;

/**
 * The options of a {@link Trainer}. Defaults are stated at each option. A builder can build any
 * number of trainers, each with state of its own.
 */
public final class TrainerBuilder {
  private static final int SMALLEST_CHUNK = 1 << 10;

  /** Below this number of elements, waking a thread costs more than it saves. */
  private static final int SMALLEST_PARALLEL = 1 << 15;

  private static final int SMALLEST_DEFAULT_CHUNK = 1 << 12;

  /** Has few borders; a rule's second loop over it, or averaging, finds much of it in cache. */
  private static final int LARGEST_DEFAULT_CHUNK = 1 << 17;

  private static final int CHUNKS_PER_THREAD = 8;

  private static final String LEAVES =
      "changesInGradients leaves the weights to the caller, so it can't be combined with ";

  private final Optimizer optimizer;
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private Optional<WeightDecay> weightDecay = Optional.empty();
  private Executor executor = Runnable::run;
  private int chunkSize;
  private int threads = 1;
  final List<GradientTransform> transforms = new ArrayList<>();
  final List<Projection> projections = new ArrayList<>();
  boolean maximize;
  @Nullable WeightAverage average;
  boolean zeroGradients;
  private long observed;
  boolean changesInGradients;
  boolean skipNonFinite;
  boolean skipSquares;
  @Nullable LossScaling lossScaling;
  int accumulated;
  @Nullable ReduceOnPlateau plateau;

  TrainerBuilder(Optimizer optimizer) {
    this.optimizer = requireNonNull(optimizer, "optimizer");
  }

  /**
   * Adds parameters.
   *
   * @param added what to train, besides those already added
   * @return this builder
   */
  public TrainerBuilder parameters(Parameter... added) {
    return parameters(Arrays.asList(requireNonNull(added, "added")));
  }

  /**
   * Adds parameters, in the collection's order.
   *
   * @param added what to train, besides those already added
   * @return this builder
   */
  public TrainerBuilder parameters(Collection<Parameter> added) {
    requireNonNull(added, "added").forEach(parameter -> requireNonNull(parameter, "a parameter"));
    parameters.addAll(added);
    return this;
  }

  /**
   * Adds groups of parameters that are treated in a way of their own. Parameters in no group have
   * the trainer's own rule, decay and transforms.
   *
   * @param added the groups, besides those already added; none by default
   * @return this builder
   */
  public TrainerBuilder groups(Group... added) {
    for (Group group : requireNonNull(added, "added")) {
      requireNonNull(group, "a group");
    }
    groups.addAll(Arrays.asList(added));
    return this;
  }

  /**
   * Adds groups, in the collection's order.
   *
   * @param added the groups, besides those already added; none by default
   * @return this builder
   */
  public TrainerBuilder groups(Collection<Group> added) {
    return groups(requireNonNull(added, "added").toArray(Group[]::new));
  }

  /**
   * Adds a transform of the gradients, after those already added.
   *
   * @param transform scales or clips all gradients; none by default
   * @return this builder
   */
  public TrainerBuilder transform(GradientTransform transform) {
    transforms.add(requireNonNull(transform, "transform"));
    return this;
  }

  /**
   * Adds a projection of the weights after each step, after those already added.
   *
   * @param projection bounds all weights, or draws them to zero; none by default
   * @return this builder
   */
  public TrainerBuilder project(Projection projection) {
    projections.add(requireNonNull(projection, "projection"));
    return this;
  }

  /**
   * Sets the weight decay, in place of the optimizer's own, which is the default.
   *
   * @param decay the decay; {@link WeightDecay#NONE} for none
   * @return this builder
   */
  public TrainerBuilder weightDecay(WeightDecay decay) {
    this.weightDecay = Optional.of(requireNonNull(decay, "decay"));
    return this;
  }

  /**
   * Maximizes the loss instead of minimizing it: the rule sees −g. By default it minimizes.
   *
   * @return this builder
   */
  public TrainerBuilder maximize() {
    this.maximize = true;
    return this;
  }

  /**
   * Keeps an average of the weights. By default there is none.
   *
   * @param weightAverage the weight of each step in the average
   * @return this builder
   */
  public TrainerBuilder average(WeightAverage weightAverage) {
    this.average = requireNonNull(weightAverage, "weightAverage");
    return this;
  }

  /**
   * Sets gradients to zero at the end of each step, in the same pass over memory. By default they
   * stay.
   *
   * @return this builder
   */
  public TrainerBuilder zeroGradientsAfterStep() {
    this.zeroGradients = true;
    return this;
  }

  /**
   * Observes the steps whose number is a multiple of the interval, while their elements are in
   * cache: norms of gradient, weight and update of each parameter, their ratio, the share of dead
   * elements, and the first index that is not finite. {@link StepReport#diagnostics} has them after
   * such a step. Results have the same bits as without, and so have diagnostics for any number of
   * threads; a {@link #chunkSize} can change the last digits of their norms. Off by default.
   *
   * <p>Steps allocate nothing once each thread has its memory for a chunk of weights as they were
   * ({@value Observation#CHUNK} elements unless set; a whole parameter where the rule takes it
   * whole).
   *
   * @param steps the interval; 1 for every step
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public TrainerBuilder diagnosticsEvery(long steps) {
    this.observed = Checks.atLeastOne("the interval of diagnostics", steps);
    return this;
  }

  /**
   * Leaves the weights as they are, and writes into each gradient what would be added to them, for
   * a framework that applies changes itself. By default a step updates the weights.
   *
   * @return this builder
   */
  public TrainerBuilder changesInGradients() {
    this.changesInGradients = true;
    return this;
  }

  /**
   * Makes one step of several batches. Each {@link Trainer#step} then adds the gradients of a batch
   * up, and every so many of them one updates the weights by their mean: the step counter, clipping
   * and decay count once. By default each call is a step.
   *
   * <p>The sums take as much memory as the weights. Where batches differ in size, give each its
   * weight by {@link Trainer#stepWeighted}; make a step of fewer batches by {@link Trainer#flush}.
   * PyTorch: backward passes that add up; optax: {@code MultiSteps}; Keras: {@code
   * gradient_accumulation_steps}.
   *
   * @param batches how many batches make a step, at least 1
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public TrainerBuilder accumulate(int batches) {
    this.accumulated = (int) Checks.atLeastOne("the number of batches", batches);
    return this;
  }

  /** Whether gradients are added up: not where each batch is a step. */
  boolean addsUp() {
    return accumulated > 1;
  }

  /**
   * Skips a step whose gradients hold NaN or infinity: values and state stay, the step counter too,
   * {@link StepReport#skipped} says so and {@link Trainer#skippedSteps} counts. Gradients are
   * zeroed if they are zeroed after each step. It costs a norm of the gradients, if nothing else
   * asks for one. Without this option such gradients reach the rule, or, where a transform takes a
   * norm, are an error.
   *
   * @return this builder
   */
  public TrainerBuilder skipNonFinite() {
    this.skipNonFinite = true;
    return this;
  }

  /**
   * Skips a step as {@link #skipNonFinite} does, and also one whose gradients, as the rule gets
   * them, have squares beyond the range of their type: beyond 1.8e19 in {@code float}, 1.3e154 in
   * {@code double}. Rules that keep squares would have infinite state from then on. L2 decay, which
   * a rule adds by itself, does not count, nor what transforms that rewrite elements make of them.
   *
   * @return this builder
   */
  public TrainerBuilder skipNonFiniteSquares() {
    this.skipSquares = true;
    return skipNonFinite();
  }

  /**
   * Divides gradients by the scale of the loss before anything else, and adapts the scale: multiply
   * each loss by {@link Trainer#lossScale}. A step whose gradients are not finite is skipped, as by
   * {@link #skipNonFinite}. Checkpoints keep the scale. By default there is none.
   *
   * @param scaling the first scale, and how it changes
   * @return this builder
   */
  public TrainerBuilder lossScaling(LossScaling scaling) {
    this.lossScaling = requireNonNull(scaling, "scaling");
    return skipNonFinite();
  }

  /**
   * Lowers the learning rates when a metric gets no better. It is reported by {@link
   * Trainer#observe}, and checkpoints keep its history. By default no metric is monitored.
   *
   * @param reduction when to lower the rates, and by how much
   * @return this builder
   */
  public TrainerBuilder reduceOnPlateau(ReduceOnPlateau reduction) {
    this.plateau = requireNonNull(reduction, "reduction");
    return this;
  }

  /**
   * Steps on the calling thread and on threads of the JVM's common pool. By default a step stays on
   * the calling thread.
   *
   * @param count the number of threads, the caller's included, at least 1; no more are used than
   *     there are processors
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public TrainerBuilder threads(int count) {
    return executor(ForkJoinPool.commonPool(), count);
  }

  /**
   * Steps on the calling thread and on threads of an executor. A small model stays on the calling
   * thread; a busy executor, or one that refuses or drops tasks, costs speed, never correctness.
   *
   * @param helpers runs the helpers' tasks; the caller owns it and shuts it down
   * @param count the number of threads, the caller's included, at least 1; no more are used than
   *     there are processors
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public TrainerBuilder executor(Executor helpers, int count) {
    requireNonNull(helpers, "helpers");
    this.threads = (int) Checks.atLeastOne("the number of threads", count);
    this.executor = helpers;
    return this;
  }

  /**
   * Sets the number of elements that go through all parts of a step together, so that they stay in
   * cache. It changes speed only. By default it is 131,072, and less where several threads share a
   * small model.
   *
   * @param elements the number of elements, at least 1,024
   * @return this builder
   * @throws IllegalArgumentException if it is below 1,024
   */
  public TrainerBuilder chunkSize(int elements) {
    if (elements < SMALLEST_CHUNK) {
      throw new IllegalArgumentException(
          "chunk size must be at least " + SMALLEST_CHUNK + ", but was " + elements);
    }
    this.chunkSize = elements;
    return this;
  }

  /**
   * {@return how many bytes of state the trainer would keep, averages included} Nothing is
   * allocated for them; scratch memory, of some KB, comes on top.
   *
   * @throws IllegalArgumentException if a group or a parameter does not fit, as in {@link #build}
   */
  public long stateBytes() {
    return new Grouping(optimizer, weightDecay, groups, parameters)
        .occupied().stream()
            .mapToLong(group -> Explanation.stateBytes(group, average != null, addsUp()))
            .sum();
  }

  /**
   * Binds the optimizer to the parameters and allocates its state.
   *
   * @return the trainer, at step 0
   * @throws IllegalArgumentException if there is no parameter; if two of them have the same name,
   *     names that collide in a checkpoint, or an element in common; if a group has no parameter or
   *     two groups have the same; or if options exclude each other
   */
  public Trainer build() {
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException("a trainer needs at least one parameter");
    }
    requireCompatibleOptions();
    Set<String> names = new HashSet<>();
    Claims claims = new Claims();
    for (Parameter parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException("two parameters are named \"" + parameter.name() + "\"");
      }
      claims.add(parameter);
      if (threads > 1) {
        requireShared(parameter);
      }
    }
    Grouping grouping = new Grouping(optimizer, weightDecay, groups, parameters);
    requireOwnResults(grouping);
    return new Trainer(this, grouping);
  }

  /** A mixture of state at which gradients are taken is no weight to be averaged or projected. */
  private void requireOwnResults(Grouping grouping) {
    for (RuleGroup group : grouping.occupied()) {
      if (group.hasResultApart() && (average != null || projections(grouping).containsKey(group))) {
        throw new IllegalArgumentException(
            group.optimizer()
                + " keeps its result itself, apart from the weights at which it takes gradients, so"
                + " it can't be combined with average or projections");
      }
    }
  }

  /** Memory of a confined arena is its owner's alone: found now, not half way through a step. */
  private static void requireShared(Parameter parameter) {
    Thread other = new Thread(() -> {});
    if (!parameter.value().isAccessibleBy(other)
        || !parameter.gradient().tensor().isAccessibleBy(other)) {
      throw new IllegalArgumentException(
          "parameter "
              + parameter
              + " is in memory that only one thread may access, such as a confined arena's, so"
              + " several threads can't step it: use a shared arena, or one thread");
    }
  }

  private void requireCompatibleOptions() {
    boolean projects =
        !projections.isEmpty() || groups.stream().anyMatch(group -> !group.projections().isEmpty());
    if (changesInGradients && projects) {
      throw new IllegalArgumentException(LEAVES + "projections");
    }
    if (changesInGradients && (zeroGradients || average != null)) {
      throw new IllegalArgumentException(LEAVES + "zeroGradientsAfterStep and average");
    }
    if (changesInGradients && addsUp()) {
      throw new IllegalArgumentException(
          LEAVES + "accumulate: add gradients up before the step, and scale by ScaleGradients");
    }
  }

  /** How the engine works on these parameters. */
  Engine.Options engineOptions(Grouping grouping, Map<RuleGroup, List<GradientPass>> rewriting) {
    List<RuleGroup> occupied = grouping.occupied();
    long elements = occupied.stream().mapToLong(RuleGroup::elements).sum();
    int count = elements < SMALLEST_PARALLEL ? 1 : threads;
    return new Engine.Options(
        average != null,
        addsUp(),
        zeroGradients,
        rewriting,
        projections(grouping),
        chunkSize > 0 ? chunkSize : usefulChunkSize(elements, count),
        observed == 0 ? null : new Observation(observed),
        executor,
        count);
  }

  private int usefulChunkSize(long elements, int count) {
    if (observed > 0) {
      return Observation.CHUNK; // sums are taken over segments: the same for any number of threads
    }
    long share = count == 1 ? LARGEST_DEFAULT_CHUNK : elements / ((long) count * CHUNKS_PER_THREAD);
    return (int) Math.max(SMALLEST_DEFAULT_CHUNK, Math.min(LARGEST_DEFAULT_CHUNK, share));
  }

  /** The trainer's projections, then those of each group. */
  private Map<RuleGroup, List<ProjectPass>> projections(Grouping grouping) {
    Map<RuleGroup, List<ProjectPass>> passes = new HashMap<>();
    if (!projections.isEmpty()) {
      for (RuleGroup group : grouping.occupied()) {
        passes.put(group, new ArrayList<>(projections.stream().map(ProjectPass::of).toList()));
      }
    }
    grouping
        .groups()
        .forEach(
            (group, ruleGroup) -> {
              for (Projection one : group.projections()) {
                passes
                    .computeIfAbsent(ruleGroup, key -> new ArrayList<>())
                    .add(ProjectPass.of(one));
              }
            });
    return passes.isEmpty() ? Map.of() : passes;
  }

  /** The transforms of those groups that have some. */
  static List<GradientFactors.GroupTransforms> groupTransforms(Grouping grouping) {
    return grouping.groups().entrySet().stream()
        .map(
            entry ->
                new GradientFactors.GroupTransforms(entry.getValue(), entry.getKey().transforms()))
        .toList();
  }

  @Override
  public String toString() {
    return "TrainerBuilder["
        + optimizer
        + ", "
        + parameters.size()
        + " parameters"
        + (groups.isEmpty() ? "" : ", " + Excerpt.list(groups))
        + weightDecay.map(decay -> ", decay " + decay).orElse("")
        + (transforms.isEmpty() ? "" : ", " + transforms)
        + (projections.isEmpty() ? "" : ", " + projections)
        + (average == null ? "" : ", average " + average)
        + (maximize ? ", maximizes" : "")
        + (observed == 0 ? "" : ", diagnostics every " + observed + " steps")
        + (zeroGradients ? ", zeroes gradients" : "")
        + (changesInGradients ? ", changes in gradients" : "")
        + (accumulated == 0 ? "" : ", accumulates " + accumulated)
        + (skipNonFinite ? ", skips non-finite steps" + (skipSquares ? " and squares" : "") : "")
        + (lossScaling == null ? "" : ", " + lossScaling)
        + (plateau == null ? "" : ", " + plateau)
        + (threads == 1 ? "" : ", " + threads + " threads")
        + "]";
  }
}
