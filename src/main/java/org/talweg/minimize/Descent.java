// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Goes down from point to point by a {@link Method}, one evaluation at a time: tries steps along a
 * direction until the line search has a good one, goes there, and takes a new direction. Keeps the
 * best place of all that were evaluated.
 */
final class Descent {
  /** A loss is rounded by so much of its magnitude, and by more where it is a long sum. */
  private static final double ROUNDING = 16 * 0x1p-52;

  /**
   * A loss is taken to be no less than this fraction of its fall since the start: 0 has no scale.
   */
  private static final double LEAST_LOSS = 1e-12;

  /** No loss that has a minimum is so low. */
  private static final double BOTTOMLESS = -1e200;

  /** Iterations in a row that may bring neither a lower loss nor a smaller gradient. */
  private static final int MOST_FLAT = 10;

  /** Iterations in a row that may gain nothing although their directions promise more. */
  private static final int MOST_POOR = 5;

  static final String DIRECTION = "direction";

  private final Method method;
  private final Home home;
  private final double lossTolerance;
  private final double gradientTolerance;
  private final Place[] places;
  private final double[] direction;
  private final GradientSuspicion suspicion = new GradientSuspicion();
  private Place current;
  private Place trial;
  private Place best;
  private double firstLoss = Double.NaN;
  private double slope;
  private double endless; // a step that means that the loss falls without end
  private double lastFall = Double.POSITIVE_INFINITY;
  private double lowestLoss = Double.POSITIVE_INFINITY;
  private double lowestNorm = Double.POSITIVE_INFINITY;
  private boolean started;
  private int flat; // iterations in a row that brought neither a lower loss nor a smaller norm
  private boolean startMoved;
  private int poor;
  private long iterations;

  Descent(Method method, Home home, Options options, int size) {
    this.method = method;
    this.home = home;
    this.lossTolerance = options.lossTolerance();
    this.gradientTolerance = options.gradientTolerance();
    places = new Place[] {new Place(size), new Place(size), new Place(size)};
    direction = new double[size];
    current = places[0];
    trial = places[0];
    best = places[0];
  }

  void begin(double[] start) {
    System.arraycopy(start, 0, trial.point, 0, start.length);
    startMoved = method.admit(trial.point);
    home.show(trial.point);
  }

  Place trial() {
    return trial;
  }

  Place best() {
    return best;
  }

  boolean startMoved() {
    return startMoved;
  }

  long iterations() {
    return iterations;
  }

  /**
   * Takes the loss at the trial point; the gradient is there already. Unless there is a reason to
   * stop, the trial is the next point to evaluate afterwards.
   */
  @Nullable StopReason evaluated(double loss) {
    trial.loss = method.loss(loss, trial.point);
    double slopeThere = method.measure(trial, direction);
    if (!started) {
      return start();
    }
    boolean finite = trial.isFinite();
    if (finite && isBetter(trial)) {
      best = trial;
      if (trial.norm <= gradientTolerance) {
        iterations++;
        return StopReason.GRADIENT_SMALL;
      }
    }
    if (trial.loss < BOTTOMLESS) {
      return StopReason.UNBOUNDED;
    }
    LineSearch search = method.lineSearch();
    double step = search.step();
    suspicion.tried(trial.loss - current.loss, step * slope, rounding(current.loss));
    return switch (search.tried(finite ? trial.loss : Double.NaN, slopeThere)) {
      case TRY -> tryStep();
      case ACCEPTED -> step >= endless ? StopReason.UNBOUNDED : advance(trial);
      case FAILED -> recover();
    };
  }

  private boolean isBetter(Place place) {
    return place.loss < best.loss || (place.loss == best.loss && place.norm < best.norm);
  }

  private @Nullable StopReason start() {
    started = true;
    firstLoss = trial.loss;
    if (!trial.isFinite()) {
      return StopReason.LOSS_NOT_FINITE;
    }
    return trial.norm <= gradientTolerance ? StopReason.GRADIENT_SMALL : newDirection();
  }

  private @Nullable StopReason advance(Place next) {
    method.moved(current, next);
    lastFall = current.loss - next.loss;
    if (lastFall > rounding(current.loss)) {
      suspicion.clear();
    }
    flat = next.loss < lowestLoss || next.norm < lowestNorm ? 0 : flat + 1;
    lowestLoss = Math.min(lowestLoss, next.loss);
    lowestNorm = Math.min(lowestNorm, next.norm);
    current = next;
    iterations++;
    if (current.norm <= gradientTolerance && current.loss <= best.loss + rounding(best.loss)) {
      best = current;
      return StopReason.GRADIENT_SMALL;
    }
    return flat < MOST_FLAT ? newDirection() : stalled();
  }

  private @Nullable StopReason newDirection() {
    slope = method.direction(current, direction);
    if (!(slope < 0) && method.isInformed()) {
      method.forget();
      slope = method.direction(current, direction);
    }
    if (!(slope < 0)) {
      return StopReason.LINE_SEARCH_FAILED;
    }
    double fall = firstLoss - current.loss;
    double nothing = lossTolerance * (Math.abs(current.loss) + LEAST_LOSS * fall);
    if (lastFall <= nothing && promises(nothing)) {
      return StopReason.LOSS_STALLED;
    }
    poor = lastFall <= nothing && method.isInformed() ? poor + 1 : 0;
    if (poor == MOST_POOR) {
      poor = 0;
      method.forget();
      return newDirection();
    }
    double first = method.firstStep(current, direction);
    endless = Method.ENDLESS * first;
    double longest = Math.min(endless, method.longestStep(current, direction));
    method.lineSearch().begin(current.loss, slope, first, longest, rounding(current.loss));
    suspicion.begin();
    return tryStep();
  }

  private boolean promises(double most) {
    return method.isInformed() && method.promised(current, slope) <= most;
  }

  private @Nullable StopReason tryStep() {
    trial = free();
    method.move(current, direction, method.lineSearch().step(), trial.point);
    home.show(trial.point);
    if (Arrays.equals(trial.point, current.point)) {
      return recover();
    }
    return null;
  }

  private Place free() {
    for (Place place : places) {
      if (place != current && place != best) {
        return place;
      }
    }
    throw new AssertionError("three places, of which two are taken");
  }

  /** The line search found nothing: takes the best place instead, or the gradient's direction. */
  private @Nullable StopReason recover() {
    if (best.loss < current.loss - rounding(current.loss)) {
      return advance(best);
    }
    if (method.isInformed() && !promises(rounding(current.loss))) {
      method.forget();
      return newDirection();
    }
    return stalled();
  }

  private StopReason stalled() {
    if (promises(rounding(current.loss))) {
      return StopReason.LOSS_STALLED;
    }
    return suspicion.isFounded() ? StopReason.GRADIENT_WRONG : StopReason.LINE_SEARCH_FAILED;
  }

  private static double rounding(double loss) {
    return ROUNDING * Math.abs(loss);
  }

  void archive(Archive archive) {
    for (int i = 0; i < places.length; i++) {
      places[i].archive(archive, "place" + i);
    }
    archive.vector(DIRECTION, direction);
    current = places[archive.index("current", indexOf(current), places.length)];
    trial = places[archive.index("trial", indexOf(trial), places.length)];
    best = places[archive.index("best", indexOf(best), places.length)];
    firstLoss = archive.number("firstLoss", firstLoss);
    slope = archive.number("slope", slope);
    endless = archive.number("endless", endless);
    lastFall = archive.number("lastFall", lastFall);
    lowestLoss = archive.number("lowestLoss", lowestLoss);
    lowestNorm = archive.number("lowestNorm", lowestNorm);
    flat = archive.index("flat", flat, MOST_FLAT + 1);
    poor = archive.index("poor", poor, MOST_POOR);
    started = archive.flag("started", started);
    startMoved = archive.flag("startMoved", startMoved);
    iterations = archive.whole("iterations", iterations);
    suspicion.archive(archive);
    method.archive(archive);
    method.lineSearch().archive(archive);
  }

  private int indexOf(Place place) {
    return Arrays.asList(places).indexOf(place);
  }
}
