// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/** Hestenes and Stiefel's directions: see {@link ConjugateGradient}. */
final class ConjugateGradientMethod implements Method {
  private final Vectors vectors;
  private final MoreThuente lineSearch;
  private final FirstStep firstStep;
  private final double[] last; // direction of the last step
  private final double[] change; // of the gradient over the last step
  private double lastStep; // t of the last step
  private double lastSlope; // along the last direction, where the step began
  private double slope; // along the direction last made
  private boolean moved; // a step was made at some time
  private boolean informed;

  ConjugateGradientMethod(Vectors vectors, double curvature, FirstStep firstStep) {
    this.vectors = vectors;
    this.lineSearch = new MoreThuente(MoreThuente.DECREASE, curvature);
    this.firstStep = firstStep;
    this.last = new double[vectors.size()];
    this.change = new double[vectors.size()];
  }

  @Override
  public double norm(Place place) {
    return vectors.largest(place.gradient);
  }

  @Override
  public double direction(Place from, double[] direction) {
    double beta = informed ? beta(from) : 0;
    vectors.combine(-1, from.gradient, beta, last, direction);
    slope = vectors.dot(from.gradient, direction);
    vectors.copy(direction, last);
    return slope;
  }

  private double beta(Place from) {
    return Math.max(0, vectors.dot(change, from.gradient) / vectors.dot(change, last));
  }

  @Override
  public double firstStep(Place from, double[] direction) {
    if (!moved) {
      return firstStep.along(vectors, from, direction);
    }
    return lastStep * (lastSlope / slope);
  }

  @Override
  public void move(Place from, double[] direction, double step, double[] to) {
    vectors.combine(1, from.point, step, direction, to);
  }

  @Override
  public double slope(Place at, double[] direction) {
    return vectors.dot(at.gradient, direction);
  }

  @Override
  public double measure(Place at, double[] direction) {
    return vectors.dotAndNorm(at, direction);
  }

  @Override
  public void moved(Place from, Place to) {
    vectors.combine(1, to.gradient, -1, from.gradient, change);
    lastStep = lineSearch.step();
    lastSlope = slope;
    moved = true;
    informed = vectors.dot(last, change) > 0;
  }

  @Override
  public boolean isInformed() {
    return informed;
  }

  @Override
  public void forget() {
    informed = false;
  }

  @Override
  public LineSearch lineSearch() {
    return lineSearch;
  }

  @Override
  public void archive(Archive archive) {
    archive.vector("conjugate/last", last);
    archive.vector("conjugate/change", change);
    lastStep = archive.number("conjugate/lastStep", lastStep);
    lastSlope = archive.number("conjugate/lastSlope", lastSlope);
    slope = archive.number("conjugate/slope", slope);
    moved = archive.flag("conjugate/moved", moved);
    informed = archive.flag("conjugate/informed", informed);
  }
}
