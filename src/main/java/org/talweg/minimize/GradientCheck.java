package org.talweg.minimize;

/** A. */
public final class GradientCheck {
  private GradientCheck() {}
}
