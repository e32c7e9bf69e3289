package org.talweg.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.talweg.gradient.NormType;
import org.talweg.tensor.Parameter;
import org.talweg.tensor.Tensor;

/**
 * Parameters with their state, and the phases of a step over them. Used by one thread at a time.
 */
public final class Engine {
  private final List<Member> members;
  private final List<Member> unsteady = new ArrayList<>();
  private final StepPlan plan;
  private final Options options;
  private final int threads;
  private Workers<Scratch> workers;
  private UpdatePhase update;
  private @Nullable Claims claims;

  /**
   * How an engine works.
   *
   * @param averaged whether averages of the weights are kept
   * @param staged whether all parameters are copied into scratch, as rewriting gradients needs
   * @param chunkSize elements of a segment
   * @param executor lends threads
   * @param threads the largest number of threads, the caller's included
   */
  public record Options(
      boolean averaged, boolean staged, int chunkSize, Executor executor, int threads) {}

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
    this.members.forEach(this::watch);
    Layout layout = layOut();
    this.update = new UpdatePhase(plan, layout.segments, threads);
    this.workers = workers(layout, update);
  }

  private void watch(Member member) {
    if (!(member.value().hasArray() && member.gradient().hasArray())) {
      unsteady.add(member);
    }
  }

  private Layout layOut() {
    return Layout.of(members, options.averaged, options.staged, options.chunkSize);
  }

  /** No more than there are tasks in an update: a norm's are about as many. */
  private Workers<Scratch> workers(Layout layout, UpdatePhase tasks) {
    int largestStaged = layout.largestStaged();
    return Workers.of(options.executor, threads, tasks.tasks(), () -> new Scratch(largestStaged));
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
    NormPhase phase = new NormPhase(members, type, threads);
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
      member.gradient().requireIntact();
    } catch (IllegalStateException e) {
      throw new IllegalStateException(member + ": " + e.getMessage(), e);
    }
  }

  /** Updates values and state by the plan. */
  public void update() {
    workers.finish(update);
  }

  /** Sets all gradients to zero. */
  public void clearGradients() {
    for (int i = 0; i < members.size(); i++) { // no iterator: a step allocates nothing
      members.get(i).store.clear(members.get(i).gradient());
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
    present.release(member.gradient());
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
    List<List<Member.Run>> runs = members.stream().map(Member::runs).toList();
    List<List<Tensor>> state = members.stream().map(this::state).toList();
    try {
      Layout layout = layOut();
      UpdatePhase phase = new UpdatePhase(plan, layout.segments, threads);
      workers = workers(layout, phase);
      update = phase;
    } catch (Throwable e) {
      for (int i = 0; i < runs.size(); i++) {
        members.get(i).setRuns(runs.get(i));
      }
      throw e;
    }
    for (int i = 0; i < state.size(); i++) {
      setState(members.get(i), state.get(i));
    }
  }

  private List<Tensor> state(Member member) {
    List<Tensor> state = new ArrayList<>();
    for (int i = 0; i < member.group().slots().size(); i++) {
      state.add(member.slot(i));
    }
    if (options.averaged) {
      state.add(member.average());
    }
    return state;
  }

  private void setState(Member member, List<Tensor> state) {
    int slots = member.group().slots().size();
    for (int i = 0; i < slots; i++) {
      member.setSlot(i, state.get(i));
    }
    if (options.averaged) {
      member.setAverage(state.get(slots));
    }
  }
}
