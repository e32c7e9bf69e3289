// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.talweg.checkpoint.Checkpoint;
import org.talweg.internal.Checks;
import org.talweg.tensor.Parameter;

/**
 * A method of minimization with its options, immutable. A {@link Search} is what changes.
 *
 * <p>Where x lies is up to the caller: in one {@code double[]}, or in {@link Parameter}s, whose
 * values the search then sets before each evaluation, and to the best ones at the end.
 *
 * <pre>{@code
 * SearchResult result = Lbfgs.of().minimize(objective, start);       // the library calls
 *
 * Search search = Lbfgs.of().search(start);                          // or the caller does
 * while (search.isRunning()) {
 *   search.accept(model.evaluate(search.point(), search.gradient()));
 * }
 * SearchResult result = search.result();
 * }</pre>
 *
 * <p>A search has converged if the gradient is small, or if the loss no longer falls:
 *
 * <ul>
 *   <li>max |gᵢ| ≤ {@linkplain #withGradientTolerance gradient tolerance}, 0 by default. It has the
 *       unit of the loss by that of a variable.
 *   <li>the last iteration gained, and the next one promises, no more than the {@linkplain
 *       #withLossTolerance loss tolerance}, 10⁻¹² by default, times the loss, which counts for no
 *       less than 10⁻¹² of its fall since the start. This depends on no unit.
 * </ul>
 *
 * <p>Results have the same bits on every machine and for any number of threads, if the objective's
 * have.
 *
 * @param <M> the method itself
 */
public abstract class Minimizer<M extends Minimizer<M>> {
  private final Options options;

  Minimizer(Options options) {
    this.options = options;
  }

  final Options options() {
    return options;
  }

  abstract M with(Options changed);

  /** The method of one search. */
  abstract Method method(Vectors vectors);

  /** The method's own options by name, in order: values with equality and a text. */
  abstract Map<String, Object> own();

  /** Options by name, in this order: names and values by turns. */
  static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      ordered.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return ordered;
  }

  /**
   * The method's name and own options: what a search has in common with the one it goes on with.
   */
  final String identity() {
    return getClass().getSimpleName()
        + own().entrySet().stream().map(Object::toString).collect(joining(", ", "[", "]"));
  }

  /**
   * {@return a copy with another tolerance of the gradient}
   *
   * @param tolerance the search has converged where no element of the gradient is larger, zero or
   *     more; default 0
   */
  public final M withGradientTolerance(double tolerance) {
    return with(
        options.withGradientTolerance(Checks.notNegative("the gradient tolerance", tolerance)));
  }

  /**
   * {@return a copy with another tolerance of the loss}
   *
   * @param tolerance the search has converged where the loss falls by no more than this fraction of
   *     itself, zero or more; default 10⁻¹². With 0, a search goes on until the gradient is small
   *     or the loss can't be told from a lower one
   */
  public final M withLossTolerance(double tolerance) {
    return with(options.withLossTolerance(Checks.notNegative("the loss tolerance", tolerance)));
  }

  /**
   * {@return a copy with a limit of iterations}
   *
   * @param most how many steps from point to point, at least 1; default 2⁶³ − 1
   */
  public final M withMaxIterations(long most) {
    return with(options.withMaxIterations(Checks.atLeastOne("the limit of iterations", most)));
  }

  /**
   * {@return a copy with a limit of evaluations}
   *
   * @param most how many calls of the objective, at least 1; default 20,000
   */
  public final M withMaxEvaluations(long most) {
    return with(options.withMaxEvaluations(Checks.atLeastOne("the limit of evaluations", most)));
  }

  /**
   * {@return a copy with a limit of time}
   *
   * @param limit after which no evaluation is begun, positive; default none
   */
  public final M withTimeLimit(Duration limit) {
    if (requireNonNull(limit, "limit").isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("the time limit must be positive, but was " + limit);
    }
    return with(options.withTimeLimit(limit));
  }

  /**
   * {@return a copy that shares out its own arithmetic to several threads of the common pool}
   *
   * @param most how many, the caller's included, at least 1; default 1. They are used from 32,768
   *     variables on; results have the same bits for any number
   */
  public final M withThreads(int most) {
    return with(options.withThreads((int) Checks.atLeastOne("the number of threads", most)));
  }

  /** {@return a copy that looks for a maximum: losses and gradients are the objective's own} */
  public final M maximizing() {
    return with(options.maximizing());
  }

  /**
   * Begins a search that the caller drives.
   *
   * @param start where to begin, copied
   * @return the search
   */
  public final Search search(double... start) {
    return Search.from(this, Home.ARRAYS, requireNonNull(start, "start"));
  }

  /**
   * Begins a search over parameters that the caller drives. It begins at their present values.
   *
   * @param parameters the variables, {@code float} or {@code double}, which must not overlap
   * @return the search
   * @throws IllegalArgumentException if two parameters have a name or an element in common
   */
  public final Search search(Collection<Parameter> parameters) {
    ParameterHome home = new ParameterHome(parameters);
    return Search.from(this, home, home.values());
  }

  /**
   * Goes on with a search that was saved, with the same bits as if it had not been interrupted.
   * Tolerances and limits are this method's; a time limit begins anew.
   *
   * @param checkpoint from {@link Search#checkpoint}
   * @return the search
   * @throws IllegalArgumentException if the checkpoint is not one of a search by this method
   */
  public final Search resume(Checkpoint checkpoint) {
    return Search.resumed(this, Home.ARRAYS, requireNonNull(checkpoint, "checkpoint"));
  }

  /**
   * Goes on with a search over parameters that was saved. Their values are set to the next point.
   *
   * @param checkpoint from {@link Search#checkpoint}
   * @param parameters the variables, of the same number of elements
   * @return the search
   * @throws IllegalArgumentException if the checkpoint is not one of a search by this method and
   *     over so many variables, or if two parameters have a name or an element in common
   */
  public final Search resume(Checkpoint checkpoint, Collection<Parameter> parameters) {
    requireNonNull(checkpoint, "checkpoint");
    return Search.resumed(this, new ParameterHome(parameters), checkpoint);
  }

  /**
   * Minimizes, or maximizes if it was told so.
   *
   * @param objective the loss and its gradient
   * @param start where to begin; not changed
   * @return the best point seen, and why the search stopped
   * @throws ObjectiveException if the objective throws an exception
   */
  public final SearchResult minimize(Objective objective, double... start) {
    requireNonNull(objective, "objective");
    return search(start).run(objective);
  }

  /**
   * Minimizes over parameters, or maximizes if it was told so. Their values are the best ones
   * afterwards, whatever happens.
   *
   * @param parameters the variables; the search begins at their values
   * @param loss computes the loss from the parameters' values and writes their gradients
   * @return the best point seen, and why the search stopped
   * @throws ObjectiveException if the objective throws an exception
   */
  public final SearchResult minimize(Collection<Parameter> parameters, DoubleSupplier loss) {
    requireNonNull(loss, "loss");
    return search(parameters).run(loss);
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof Minimizer<?> that
        && getClass() == that.getClass()
        && options.equals(that.options)
        && own().equals(that.own());
  }

  @Override
  public final int hashCode() {
    return Objects.hash(getClass(), options, own());
  }

  /** {@return the method, its options, tolerances and limits} */
  @Override
  public final String toString() {
    return identity() + " " + options;
  }
}
