// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/** L-BFGS's directions: see {@link Lbfgs}. */
final class LbfgsMethod implements Method {
  private final Vectors vectors;
  private final LimitedMemory memory;
  private final MoreThuente lineSearch;
  private final FirstStep firstStep;
  private boolean scaled; // γ is known, from a step at some time

  LbfgsMethod(Vectors vectors, LimitedMemory memory, double curvature, FirstStep firstStep) {
    this.vectors = vectors;
    this.memory = memory;
    this.lineSearch = new MoreThuente(MoreThuente.DECREASE, curvature);
    this.firstStep = firstStep;
  }

  @Override
  public double norm(Place place) {
    return vectors.largest(place.gradient);
  }

  @Override
  public double direction(Place from, double[] direction) {
    return memory.descend(from.gradient, direction);
  }

  @Override
  public double firstStep(Place from, double[] direction) {
    return scaled ? 1 : firstStep.along(vectors, from, direction);
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
    memory.add(from, to);
    scaled |= memory.count() > 0;
  }

  @Override
  public boolean isInformed() {
    return memory.count() > 0;
  }

  @Override
  public void forget() {
    memory.clear();
  }

  @Override
  public LineSearch lineSearch() {
    return lineSearch;
  }

  @Override
  public void archive(Archive archive) {
    memory.archive(archive);
    scaled = archive.flag("scaled", scaled);
  }
}
