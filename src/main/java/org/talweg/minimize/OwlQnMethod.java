// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/** OWL-QN's directions, and its way within an orthant: see {@link OwlQn}. */
final class OwlQnMethod implements Method {
  private static final double DECREASE = 1e-4;
  private static final double STRETCH = 10;

  private final Vectors vectors;
  private final double[] penalties;
  private final LimitedMemory memory;
  private final Backtracking lineSearch = new Backtracking(DECREASE);
  private final FirstStep firstStep;
  private final double[] subgradient; // ◇F where the direction was made
  private final double[] way; // from there to the point that is tried
  private double stretch = 1; // of steps while γ is not known: steps do not grow by the line search
  private boolean scaled; // γ is known, from a step at some time

  OwlQnMethod(Vectors vectors, double[] penalties, int length, FirstStep firstStep) {
    this.vectors = vectors;
    this.penalties = penalties;
    this.memory = new LimitedMemory(vectors, length);
    this.firstStep = firstStep;
    this.subgradient = new double[vectors.size()];
    this.way = new double[vectors.size()];
  }

  @Override
  public double loss(double loss, double[] point) {
    return loss + vectors.weightedMagnitudes(penalties, point);
  }

  @Override
  public double norm(Place place) {
    double norm = 0;
    for (int i = 0; i < penalties.length; i++) {
      norm = Math.max(norm, Math.abs(subgradient(place, i)));
    }
    return norm;
  }

  private double subgradient(Place place, int i) {
    double x = place.point[i];
    double g = place.gradient[i];
    double penalty = penalties[i];
    if (x > 0) {
      return g + penalty;
    }
    if (x < 0) {
      return g - penalty;
    }
    // 0 within ±λ; a g that is not a number stays one
    return g > penalty ? g - penalty : g < -penalty ? g + penalty : 0 * g;
  }

  @Override
  public double direction(Place from, double[] direction) {
    for (int i = 0; i < penalties.length; i++) {
      subgradient[i] = subgradient(from, i);
    }
    memory.descend(subgradient, direction);
    for (int i = 0; i < penalties.length; i++) {
      if (penalties[i] > 0 && direction[i] * subgradient[i] >= 0) {
        direction[i] = 0;
      }
    }
    return vectors.dot(subgradient, direction);
  }

  @Override
  public double firstStep(Place from, double[] direction) {
    return scaled ? 1 : stretch * firstStep.along(vectors, from, direction);
  }

  @Override
  public void move(Place from, double[] direction, double step, double[] to) {
    vectors.combine(1, from.point, step, direction, to);
    for (int i = 0; i < penalties.length; i++) {
      double side = from.point[i] == 0 ? -subgradient[i] : from.point[i];
      if (penalties[i] > 0 && (side > 0 ? to[i] <= 0 : to[i] >= 0)) {
        to[i] = 0;
      }
    }
    vectors.combine(1, to, -1, from.point, way);
    lineSearch.promise(vectors.dot(subgradient, way));
  }

  /** Along the way, in the orthant where it lies. */
  @Override
  public double slope(Place at, double[] direction) {
    double slope = 0;
    for (int i = 0; i < penalties.length; i++) {
      double side = at.point[i] == 0 ? -way[i] : at.point[i];
      slope += (at.gradient[i] + penalties[i] * Math.signum(side)) * way[i];
    }
    return slope;
  }

  @Override
  public void moved(Place from, Place to) {
    memory.add(from, to);
    scaled |= memory.count() > 0;
    stretch = scaled ? 1 : stretch * STRETCH;
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
    archive.require("penalties", penalties);
    memory.archive(archive);
    archive.vector("subgradient", subgradient);
    archive.vector("way", way);
    stretch = archive.number("stretch", stretch);
    scaled = archive.flag("scaled", scaled);
  }
}
