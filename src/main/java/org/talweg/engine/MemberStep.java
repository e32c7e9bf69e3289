// SPDX-License-Identifier: Apache-2.0
package org.talweg.engine;

/** One parameter's part in one step: whether it takes part, its norms, and its factors. */
public final class MemberStep {
  private boolean absent;
  private boolean summed;
  private double norm;
  private double weightNorm;
  private double scale = 1;
  private double gradientFactor = 1;
  private double changeFactor = 1;

  MemberStep() {}

  /** {@return whether it has no gradient at this step, so that it is left alone} */
  public boolean isAbsent() {
    return absent;
  }

  void setAbsent(boolean isAbsent) {
    absent = isAbsent;
  }

  /** {@return whether a batch of the present step has added to its sum of gradients} */
  public boolean isSummed() {
    return summed;
  }

  /**
   * Sets whether its sum of gradients counts.
   *
   * @param isSummed whether it does
   */
  public void setSummed(boolean isSummed) {
    summed = isSummed;
  }

  /** {@return the norm of its gradient, if it was asked for} */
  public double norm() {
    return norm;
  }

  void setNorm(double newNorm) {
    norm = newNorm;
  }

  /** {@return the norm of its weights, if it was asked for} */
  public double weightNorm() {
    return weightNorm;
  }

  void setWeightNorm(double newNorm) {
    weightNorm = newNorm;
  }

  /** {@return what the transforms multiply its gradient by, where not all have one factor} */
  public double scale() {
    return scale;
  }

  /**
   * Sets what the transforms multiply its gradient by.
   *
   * @param newScale the factor
   */
  public void setScale(double newScale) {
    scale = newScale;
  }

  /** The rule's factor on the gradient, L2 decay included. */
  double gradientFactor() {
    return gradientFactor;
  }

  void setGradientFactor(double factor) {
    gradientFactor = factor;
  }

  /** The rule's factor on the change. */
  double changeFactor() {
    return changeFactor;
  }

  void setChangeFactor(double factor) {
    changeFactor = factor;
  }
}
