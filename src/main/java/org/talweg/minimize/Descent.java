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

  /** So much of the fall since the start is never worth another iteration. */
  private static final double NOTHING = 1e-24;

  /** Iterations in a row that may bring no fall: the gradient can still shrink meanwhile. */
  private static final int MOST_FLAT = 10;

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
  private double lastFall = Double.POSITIVE_INFINITY;
  private boolean started;
  private boolean startMoved;
  private int flat; // iterations in a row by which the loss did not fall
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
    trial.norm = method.norm(trial);
    if (!started) {
      return start();
    }
    if (trial.loss == Double.NEGATIVE_INFINITY) {
      return StopReason.UNBOUNDED;
    }
    boolean finite = trial.isFinite();
    if (finite && isBetter(trial)) {
      best = trial;
      if (trial.norm <= gradientTolerance) {
        iterations++;
        return StopReason.GRADIENT_SMALL;
      }
    }
    LineSearch search = method.lineSearch();
    double step = search.step();
    suspicion.tried(trial.loss - current.loss, step * slope, rounding(current.loss));
    double slopeThere = finite ? method.slope(trial, direction) : Double.NaN;
    return switch (search.tried(finite ? trial.loss : Double.NaN, slopeThere)) {
      case TRY -> tryStep();
      case ACCEPTED -> step >= Method.ENDLESS ? StopReason.UNBOUNDED : advance(trial);
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
    flat = lastFall > 0 ? 0 : flat + 1;
    current = next;
    iterations++;
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
    double nothing = lossTolerance * Math.abs(current.loss) + NOTHING * (firstLoss - current.loss);
    if (lastFall <= nothing && promises(nothing)) {
      return StopReason.LOSS_STALLED;
    }
    double first = method.firstStep(current, direction);
    double longest = method.longestStep(current, direction);
    method.lineSearch().begin(current.loss, slope, first, longest);
    suspicion.begin();
    return tryStep();
  }

  /**
   * Whether the direction promises a fall of no more than this: half the slope, if the loss is the
   * parabola that the method takes it for.
   */
  private boolean promises(double most) {
    return method.isInformed() && -0.5 * slope <= most;
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
    if (best.loss < current.loss) {
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
    lastFall = archive.number("lastFall", lastFall);
    flat = archive.index("flat", flat, MOST_FLAT + 1);
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
