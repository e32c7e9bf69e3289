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
    if (!model(from)) {
      forget();
      model(from);
    }
    vectors.combine(1, target, -1, from.point, direction);
    return vectors.dot(from.gradient, direction);
  }

  /** Finds the target; false if rounding has made it impossible. */
  private boolean model(Place from) {
    cauchy.find(from, target);
    return hessian.count() == 0
        || !cauchy.isAnyFree()
        || subspace.find(from, cauchy.free(), cauchy.moved(), target);
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
    scaled = archive.flag("scaled", scaled);
    underway = archive.flag("underway", underway);
  }
}
