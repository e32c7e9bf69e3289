// SPDX-License-Identifier: Apache-2.0
package org.talweg.minimize;

/** A point with the loss and the gradient there. */
final class Place {
  final double[] point;
  final double[] gradient;
  double loss = Double.NaN;

  /** The measure that vanishes at a minimum: see {@link Method#norm}. */
  double norm = Double.NaN;

  Place(int size) {
    point = new double[size];
    gradient = new double[size];
  }

  boolean isFinite() {
    return Double.isFinite(loss) && Double.isFinite(norm);
  }

  void archive(Archive archive, String name) {
    archive.vector(name + "/point", point);
    archive.vector(name + "/gradient", gradient);
    loss = archive.number(name + "/loss", loss);
    norm = archive.number(name + "/norm", norm);
  }
}
