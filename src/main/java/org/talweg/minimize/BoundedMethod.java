// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/** L-BFGS-B's directions, where any variable has a bound: see {@link LbfgsB}. */
final class BoundedMethod implements Method {
  private final Vectors vectors;
  private final Box box;
  private final CompactHessian hessian;
  private final CauchyPoint cauchy;
  private final SubspaceMinimum subspace;
  private final MoreThuente lineSearch;
  private final FirstStep firstStep;
  private final double[] target;
  private double cauchySlope; // the loss's derivative along the way to the Cauchy point
  private double beyondCauchy; // what the model promises beyond the Cauchy point
  private boolean scaled; // θ is known, from a step at some time
  private boolean underway;

  BoundedMethod(
      Vectors vectors,
      Box box,
      int length,
      double curvature,
      double decrease,
      FirstStep firstStep) {
    this.vectors = vectors;
    this.box = box;
    this.hessian = new CompactHessian(vectors, length);
    this.cauchy = new CauchyPoint(vectors, box, hessian, length);
    this.subspace = new SubspaceMinimum(vectors, box, hessian, length);
    this.lineSearch = new MoreThuente(decrease, curvature);
    this.firstStep = firstStep;
    target = new double[vectors.size()];
  }

  @Override
  public boolean admit(double[] start) {
    return box.project(start);
  }

  @Override
  public double norm(Place place) {
    return box.projectedGradient(place.point, place.gradient);
  }

  @Override
  public double direction(Place from, double[] direction) {
    if (!model(from, direction)) {
      forget();
      model(from, direction);
    }
    return slopeTo(target, from, direction);
  }

  /** Finds the target; false if rounding has made it impossible. */
  private boolean model(Place from, double[] direction) {
    cauchy.find(from, target);
    cauchySlope = slopeTo(target, from, direction);
    beyondCauchy = 0;
    if (hessian.count() == 0 || !cauchy.isAnyFree()) {
      return true;
    }
    boolean found = subspace.find(from, cauchy, cauchySlope, target);
    beyondCauchy = subspace.promised();
    return found;
  }

  /** Writes the way to a point; gives the loss's derivative along it. */
  private double slopeTo(double[] point, Place from, double[] way) {
    vectors.combine(1, point, -1, from.point, way);
    return vectors.dot(from.gradient, way);
  }

  /**
   * As much as the model promises without the bounds, at least: they can bend a way until it is
   * flat, and rounding can make it vanish.
   */
  @Override
  public double promised(Place from, double slope) {
    return Math.max(-0.5 * Math.min(slope, cauchySlope), beyondCauchy);
  }

  @Override
  public double firstStep(Place from, double[] direction) {
    return scaled || box.isFinite() ? 1 : firstStep.along(vectors, from, direction);
  }

  @Override
  public double longestStep(Place from, double[] direction) {
    return underway ? Math.max(1, box.longestStep(from.point, direction, ENDLESS)) : 1;
  }

  @Override
  public void move(Place from, double[] direction, double step, double[] to) {
    if (step == 1) {
      vectors.copy(target, to);
    } else {
      vectors.combine(1, from.point, step, direction, to);
      box.project(to);
    }
  }

  @Override
  public double slope(Place at, double[] direction) {
    return vectors.dot(at.gradient, direction);
  }

  @Override
  public void moved(Place from, Place to) {
    hessian.add(from, to);
    underway = true;
    scaled |= hessian.count() > 0;
  }

  @Override
  public boolean isInformed() {
    return hessian.count() > 0;
  }

  @Override
  public void forget() {
    hessian.clear();
  }

  @Override
  public LineSearch lineSearch() {
    return lineSearch;
  }

  @Override
  public void archive(Archive archive) {
    archive.require("lowerBounds", box.lower);
    archive.require("upperBounds", box.upper);
    hessian.archive(archive);
    archive.vector("target", target);
    cauchySlope = archive.number("cauchySlope", cauchySlope);
    beyondCauchy = archive.number("beyondCauchy", beyondCauchy);
    scaled = archive.flag("scaled", scaled);
    underway = archive.flag("underway", underway);
  }
}
