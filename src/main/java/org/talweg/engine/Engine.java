// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.talweg.gradient.NormType;
import org.talweg.rule.Slot;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;
import org.talweg.worker.Workers;

/**
 * Parameters with their state, and the phases of a step over them. Used by one thread at a time.
 */
public final class Engine {
  private final List<Member> members;
  private final List<Member> unsteady = new ArrayList<>();
  private final StepPlan plan;
  private final Options options;
  private final int threads;
  private final @Nullable GradientFactorPhase gradientFactors;
  private final List<Member> scaledChanges;
  private Map<Member, UpdatePhase> ofMembers = Map.of();
  private @Nullable Scratch single;
  private int largestStaged;
  private Workers<Scratch> workers;
  private @Nullable UpdatePhase directions;
  private UpdatePhase update;
  private @Nullable Claims claims;
  private final @Nullable GradientSums sums;

  /**
   * How an engine works.
   *
   * @param averaging what is done with averages of the weights
   * @param accumulates whether gradients of several batches are added up
   * @param clears whether gradients become zero once they are added
   * @param rewriting what changes copies of the gradients of a group before its rule
   * @param projections what changes the weights of a group after its rule
   * @param chunkSize elements of a segment
   * @param observation what some steps are observed by, if they are
   * @param executor lends threads
   * @param threads the largest number of threads, the caller's included
   */
  public record Options(
      Averaging averaging,
      boolean accumulates,
      boolean clears,
      Map<RuleGroup, List<GradientPass>> rewriting,
      Map<RuleGroup, List<ProjectPass>> projections,
      int chunkSize,
      @Nullable Observation observation,
      Executor executor,
      int threads) {}

  /** Computes norms. */
  @FunctionalInterface
  public interface Norms {
    /** {@return the norm over all gradients that are not frozen; each member then has its own} */
    double compute();
  }

  /**
   * Lays out parameters and allocates their state.
   *
   * @param members the parameters
   * @param plan what each step does
   * @param options how the engine works
   */
  public Engine(List<Member> members, StepPlan plan, Options options) {
    this.members = List.copyOf(members);
    this.plan = plan;
    this.options = options;
    this.threads =
        Math.max(1, Math.min(options.threads, Runtime.getRuntime().availableProcessors()));
    this.sums =
        options.accumulates ? new GradientSums(this.members, options.clears, threads) : null;
    this.members.forEach(this::watch);
    this.members.stream().map(Member::group).distinct().forEach(this::compile);
    this.gradientFactors = GradientFactorPhase.of(plan, this.members, threads);
    this.scaledChanges =
        this.members.stream().filter(member -> member.group().keepsDirections()).toList();
    Layout layout = Layout.of(this.members, options.chunkSize);
    this.directions = directions(layout);
    this.update = new UpdatePhase(plan, false, layout.segments, threads);
    this.workers = workers(layout, update);
    observe(layout);
  }

  private void observe(Layout layout) {
    if (options.observation != null) {
      options.observation.attach(layout.segments);
    }
  }

  /** Compiles the passes of a step over a group's parameters, and the state they need. */
  private void compile(RuleGroup group) {
    List<GradientPass> rewriting = options.rewriting.getOrDefault(group, List.of());
    List<Slot> state =
        Stream.concat(group.rule().slots().stream(), options.averaging.slots()).toList();
    List<ProjectPass> projections = options.projections.getOrDefault(group, List.of());
    group.compile(
        Stages.of(group, rewriting, projections, plan, options.averaging, options.observation),
        projections,
        state);
  }

  private @Nullable UpdatePhase directions(Layout layout) {
    if (scaledChanges.isEmpty()) {
      return null;
    }
    List<Segment> some =
        layout.segments.stream().filter(segment -> segment.group.keepsDirections()).toList();
    return new UpdatePhase(plan, true, some, threads);
  }

  private void watch(Member member) {
    if (!(member.value().hasArray() && member.batchGradient().hasArray())) {
      unsteady.add(member);
    }
  }

  /** No more than there are tasks in an update: a norm's are about as many. */
  private Workers<Scratch> workers(Layout layout, UpdatePhase tasks) {
    int largest = layout.largestStaged();
    largestStaged = largest;
    return Workers.of(options.executor, threads, tasks.tasks(), () -> new Scratch(largest));
  }

  /** {@return what some steps are observed by; null if none are} */
  public @Nullable Observation observation() {
    return options.observation;
  }

  /** {@return the parameters, in their order} */
  public List<Member> members() {
    return members;
  }

  /**
   * {@return a pass that computes norms of the gradients}
   *
   * @param type how their size is measured
   */
  public Norms norms(NormType type) {
    NormPhase phase = new NormPhase(members, false, type, threads);
    return () -> phase.compute(workers);
  }

  /** {@return a pass that computes Euclidean norms of the weights} */
  public Norms weightNorms() {
    NormPhase phase = new NormPhase(members, true, NormType.EUCLIDEAN, threads);
    return () -> phase.compute(workers);
  }

  /** Begins a step: requires that memory is what it was, and asks for threads. */
  public void begin() {
    requireIntact();
    workers.call();
  }

  /**
   * Requires that memory is what it was.
   *
   * @throws IllegalStateException if a row was replaced by another array; the message names the
   *     parameter
   */
  public void requireIntact() {
    for (int i = 0; i < unsteady.size(); i++) { // no iterator: a step allocates nothing
      requireIntact(unsteady.get(i));
    }
  }

  private static void requireIntact(Member member) {
    try {
      member.value().requireIntact();
      member.batchGradient().requireIntact();
    } catch (IllegalStateException e) {
      throw new IllegalStateException(member + ": " + e.getMessage(), e);
    }
  }

  /**
   * Computes the factors that rules have on gradients.
   *
   * @throws IllegalStateException if one is not finite; nothing has changed then
   */
  public void prepare() {
    if (gradientFactors != null) {
      gradientFactors.compute(workers);
    }
  }

  /** Updates values and state by the plan. */
  public void update() {
    if (directions != null) {
      workers.run(directions);
      for (int i = 0; i < scaledChanges.size(); i++) { // no iterator: a step allocates nothing
        if (scaledChanges.get(i).isActive()) {
          scaledChanges.get(i).takeChangeFactor();
        }
      }
    }
    workers.finish(update);
  }

  /**
   * Updates one parameter by the plan, on the calling thread.
   *
   * @param member the parameter
   */
  public void updateOne(Member member) {
    if (ofMembers.isEmpty()) {
      ofMembers = update.byMember();
    }
    UpdatePhase own = ofMembers.get(member);
    if (own == null) {
      return; // no elements
    }
    RuleGroup group = member.group();
    group.setPresent(member);
    try {
      for (int task = 0; task < own.tasks(); task++) {
        own.run(task, scratch());
      }
    } finally {
      group.setPresent(null);
    }
  }

  /** {@return whether gradients of several batches are added up} */
  public boolean addsUp() {
    return sums != null;
  }

  /** Begins a sum over several batches. */
  public void beginSums() {
    for (int i = 0; i < members.size(); i++) { // no iterator: a step allocates nothing
      members.get(i).step().setSummed(false);
    }
  }

  /**
   * Adds the gradients of a batch to their sums, which the rules get in their place.
   *
   * @param weight what they are multiplied by
   */
  public void addToSums(double weight) {
    GradientSums phase = requireNonNull(sums);
    phase.setWeight(weight);
    workers.finish(phase);
    for (int i = 0; i < members.size(); i++) { // no iterator: a step allocates nothing
      Member member = members.get(i);
      member.step().setSummed(member.step().isSummed() || member.isActive());
    }
  }

  /**
   * Adds one gradient of a batch to its sum, on the calling thread.
   *
   * @param member whose gradient it is
   */
  public void addToSum(Member member) {
    GradientSums phase = requireNonNull(sums);
    phase.setWeight(1);
    phase.addAll(member, scratch());
    member.step().setSummed(member.step().isSummed() || member.isActive());
  }

  private Scratch scratch() {
    if (single == null) {
      single = new Scratch(largestStaged);
    }
    return single;
  }

  /** Sets all gradients to zero. */
  public void clearGradients() {
    for (int i = 0; i < members.size(); i++) { // no iterator: a step allocates nothing
      members.get(i).store.clear(members.get(i).batchGradient());
    }
  }

  /**
   * Gives a parameter another gradient.
   *
   * @param member the parameter
   * @param rebound the same parameter with the other gradient
   * @throws IllegalArgumentException if the gradient has elements in common with another tensor of
   *     this engine; nothing has changed then
   */
  public void rebind(Member member, Parameter rebound) {
    Claims present = claims == null ? claimAll() : claims;
    claims = null; // should the new gradient not fit
    present.release(member.batchGradient());
    present.claimGradient(rebound);
    claims = present;
    boolean direct = member.sharesIndex();
    Parameter before = member.parameter();
    member.rebind(rebound);
    if (direct && !member.sharesIndex()) {
      try {
        layOutAnew();
      } catch (Throwable e) {
        member.rebind(before);
        claims = null;
        throw e;
      }
    }
    unsteady.remove(member);
    watch(member);
  }

  private Claims claimAll() {
    Claims all = new Claims();
    members.forEach(member -> all.add(member.parameter()));
    return all;
  }

  /** Gradient and value no longer share an index: state moves to where they are staged. */
  private void layOutAnew() {
    List<List<Member.Part>> parts = members.stream().map(Member::parts).toList();
    List<List<Tensor>> state = members.stream().map(this::state).toList();
    try {
      Layout layout = Layout.of(members, options.chunkSize);
      @Nullable UpdatePhase before = directions(layout);
      UpdatePhase phase = new UpdatePhase(plan, false, layout.segments, threads);
      workers = workers(layout, phase);
      directions = before;
      update = phase;
      ofMembers = Map.of();
      single = null;
      observe(layout);
    } catch (Throwable e) {
      for (int i = 0; i < parts.size(); i++) {
        members.get(i).setParts(parts.get(i));
      }
      throw e;
    }
    for (int i = 0; i < state.size(); i++) {
      setState(members.get(i), state.get(i));
    }
  }

  private List<Tensor> state(Member member) {
    return IntStream.range(0, member.group().state().size()).mapToObj(member::slot).toList();
  }

  private void setState(Member member, List<Tensor> state) {
    for (int i = 0; i < state.size(); i++) {
      member.setSlot(i, state.get(i));
    }
  }
}
