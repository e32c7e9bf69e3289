// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.talweg.checkpoint.Checkpoint;

/**
 * A search for a minimum, under way: begun by a {@link Minimizer}, driven by {@link #run} or by its
 * caller, one evaluation at a time.
 *
 * <pre>{@code
 * while (search.isRunning()) {
 *   search.accept(model.evaluate(search.point(), search.gradient()));
 * }
 * }</pre>
 *
 * <p>Used by one thread at a time. An evaluation allocates nothing.
 */
public final class Search {
  private static final String RUNNING = "none";

  private final Minimizer<?> minimizer;
  private final Options options;
  private final Home home;
  private final Vectors vectors;
  private final Descent descent;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final long began = System.nanoTime();
  private long fingerprint;
  private long evaluations;
  private @Nullable StopReason reason;

  private Search(Minimizer<?> minimizer, Home home, int size) {
    this.minimizer = minimizer;
    this.options = minimizer.options();
    this.home = home;
    this.vectors = new Vectors(size, options.threads());
    this.descent = new Descent(minimizer.method(vectors), home, options, size);
  }

  /** Begins at a start. */
  static Search from(Minimizer<?> minimizer, Home home, double[] start) {
    Search search = new Search(minimizer, home, start.length);
    search.descent.begin(start);
    search.prepare();
    return search;
  }

  /** Goes on where a checkpoint was taken. */
  static Search resumed(Minimizer<?> minimizer, Home home, Checkpoint checkpoint) {
    int size = Archive.size(checkpoint, Descent.DIRECTION);
    home.requireSize(size);
    Search search = new Search(minimizer, home, size);
    search.archive(Archive.restoring(checkpoint));
    home.show(search.shown().point);
    search.fingerprint = search.vectors.fingerprint(search.shown().point);
    return search;
  }

  /** {@return whether the loss and its gradient are wanted at {@link #point}} */
  public boolean isRunning() {
    return reason == null;
  }

  /**
   * {@return the point to evaluate, or the best one if the search has ended; of parameters, their
   * elements one after the other}
   *
   * <p>The array is the search's own, another one after each evaluation, and must not be written
   * to.
   */
  public double[] point() {
    return shown().point;
  }

  /**
   * {@return the array that receives the gradient at {@link #point}, filled with zeros}
   *
   * <p>The array is the search's own, another one after each evaluation.
   *
   * @throws IllegalStateException if the search is over parameters, which have gradients themselves
   */
  public double[] gradient() {
    if (home != Home.ARRAYS) {
      throw new IllegalStateException(
          "gradient() of a search over parameters: write to the gradients of the parameters");
    }
    return shown().gradient;
  }

  private Place shown() {
    return isRunning() ? descent.trial() : descent.best();
  }

  /**
   * Takes the objective's value at {@link #point}; its gradient has been written. Afterwards the
   * point is the next one, or the search has ended.
   *
   * @param loss the value; NaN or infinite if there is none at this point
   * @throws IllegalStateException if the search has ended, if the point was written to, or if
   *     another call is under way
   */
  public void accept(double loss) {
    enter("accept");
    try {
      take(loss);
    } finally {
      leave();
    }
  }

  private void enter(String call) {
    if (!busy.compareAndSet(false, true)) {
      throw new IllegalStateException(
          call + " was called while the search is evaluating or taking a loss");
    }
  }

  private void leave() {
    busy.setRelease(false);
  }

  private void take(double loss) {
    if (!isRunning()) {
      throw new IllegalStateException("the search has ended: " + reason);
    }
    Place trial = descent.trial();
    if (vectors.fingerprint(trial.point) != fingerprint) {
      throw new IllegalStateException(
          "the point was written to: an objective must only read it; work on a copy");
    }
    home.collect(trial.gradient);
    if (options.maximize()) {
      vectors.scale(-1, trial.gradient, trial.gradient);
    }
    evaluations++;
    StopReason found = descent.evaluated(options.maximize() ? -loss : loss);
    end(found == null ? limit() : found);
    prepare();
  }

  private void prepare() {
    if (isRunning()) {
      fingerprint = vectors.fingerprint(descent.trial().point);
      Arrays.fill(descent.trial().gradient, 0);
    }
  }

  private @Nullable StopReason limit() {
    if (descent.iterations() >= options.maxIterations()) {
      return StopReason.ITERATION_LIMIT;
    }
    if (evaluations >= options.maxEvaluations()) {
      return StopReason.EVALUATION_LIMIT;
    }
    if (options.timeLimit().isPresent()
        && System.nanoTime() - began >= options.timeLimit().get().toNanos()) {
      return StopReason.TIME_LIMIT;
    }
    return null;
  }

  private void end(@Nullable StopReason found) {
    if (found != null) {
      reason = found;
      home.show(descent.best().point);
    }
  }

  /**
   * Ends the search, unless it has ended. From a listener, between two evaluations, or from the
   * objective, whose value then counts for nothing.
   */
  public void stop() {
    if (isRunning()) {
      end(StopReason.STOPPED);
    }
  }

  /**
   * Evaluates the objective until the search ends.
   *
   * @param objective the loss and its gradient
   * @return the best point seen, and why the search stopped
   * @throws ObjectiveException if the objective throws an exception; the search has ended then
   */
  public SearchResult run(Objective objective) {
    return run(objective, search -> {});
  }

  /**
   * Evaluates the objective until the search ends.
   *
   * @param objective the loss and its gradient
   * @param listener called after each iteration; it may {@link #stop} the search or take a {@link
   *     #checkpoint}
   * @return the best point seen, and why the search stopped
   * @throws ObjectiveException if the objective throws an exception; the search has ended then
   */
  public SearchResult run(Objective objective, Consumer<? super Search> listener) {
    requireNonNull(objective, "objective");
    requireNonNull(listener, "listener");
    while (isRunning()) {
      long before = iterations();
      step(objective);
      if (iterations() != before) {
        listener.accept(this);
      }
    }
    return result();
  }

  private void step(Objective objective) {
    enter("run");
    try {
      double loss = evaluate(objective);
      if (isRunning()) { // the objective may have called stop()
        take(loss);
      }
    } finally {
      leave();
    }
  }

  private double evaluate(Objective objective) {
    try {
      return objective.evaluate(shown().point, shown().gradient);
    } catch (RuntimeException e) {
      end(StopReason.OBJECTIVE_FAILED);
      throw new ObjectiveException(e, result());
    } catch (Error e) {
      end(StopReason.OBJECTIVE_FAILED);
      throw e;
    }
  }

  /**
   * Evaluates a loss over parameters until the search ends.
   *
   * @param loss computes the loss from the parameters' values and writes their gradients
   * @return the best point seen, and why the search stopped
   * @throws ObjectiveException if the objective throws an exception; the search has ended then
   */
  public SearchResult run(DoubleSupplier loss) {
    return run(loss, search -> {});
  }

  /**
   * Evaluates a loss over parameters until the search ends.
   *
   * @param loss computes the loss from the parameters' values and writes their gradients
   * @param listener called after each iteration; it may {@link #stop} the search or take a {@link
   *     #checkpoint}
   * @return the best point seen, and why the search stopped
   * @throws IllegalStateException if the search is not over parameters
   * @throws ObjectiveException if the objective throws an exception; the search has ended then
   */
  public SearchResult run(DoubleSupplier loss, Consumer<? super Search> listener) {
    requireNonNull(loss, "loss");
    requireNonNull(listener, "listener");
    if (home == Home.ARRAYS) {
      throw new IllegalStateException(
          "run(DoubleSupplier) of a search over an array: use run(Objective)");
    }
    return run((point, gradient) -> loss.getAsDouble(), listener);
  }

  /** {@return the lowest loss so far, or the highest when maximizing; NaN before there is one} */
  public double loss() {
    double loss = descent.best().loss;
    return options.maximize() ? -loss : loss;
  }

  /** {@return the largest magnitude of the gradient's elements where that loss is} */
  public double gradientNorm() {
    return descent.best().norm;
  }

  /** {@return the number of steps from point to point so far} */
  public long iterations() {
    return descent.iterations();
  }

  /** {@return how many losses were accepted so far} */
  public long evaluations() {
    return evaluations;
  }

  /**
   * {@return the best point seen, and why the search stopped}
   *
   * @throws IllegalStateException if the search has not ended
   */
  public SearchResult result() {
    StopReason why = reason;
    if (why == null) {
      throw new IllegalStateException("the search has not ended: call stop() to end it");
    }
    return new SearchResult(
        descent.best().point,
        loss(),
        gradientNorm(),
        iterations(),
        evaluations,
        why,
        descent.startMoved());
  }

  /**
   * {@return everything that {@link Minimizer#resume} needs to go on with the same bits} Between
   * two evaluations or from a listener.
   */
  public Checkpoint checkpoint() {
    Archive archive = Archive.saving();
    archive(archive);
    return archive.toCheckpoint(evaluations);
  }

  private void archive(Archive archive) {
    archive.require("minimizer", minimizer.identity() + (options.maximize() ? " maximizing" : ""));
    evaluations = archive.whole("evaluations", evaluations);
    String why = archive.text("reason", reason == null ? RUNNING : reason.name());
    reason = why.equals(RUNNING) ? null : StopReason.valueOf(why);
    descent.archive(archive);
  }

  @Override
  public String toString() {
    return minimizer.identity()
        + (isRunning() ? " running" : " ended")
        + " after "
        + iterations()
        + " iterations and "
        + evaluations
        + " evaluations, loss "
        + loss();
  }
}
