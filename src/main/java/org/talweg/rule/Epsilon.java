// SPDX-License-Identifier: Apache-2.0
package org.talweg.rule;

import static java.util.Objects.requireNonNull;

import org.talweg.internal.Text;
import org.talweg.internal.Written;

/**
 * The small number that keeps a quotient finite, and its place at the root in the divisor. With v
 * the average square of the gradients, and v̂ = v / (1 − β₂ᵗ) the same corrected for starting at
 * zero, the divisor is
 *
 * <ul>
 *   <li>{@linkplain #outsideRoot outside the root}: √v̂ + ε. The papers, PyTorch, optax' {@code
 *       eps}.
 *   <li>{@linkplain #insideRoot inside the root}: √(v̂ + ε). Optax' {@code eps_root}; Keras in
 *       RMSprop and Adagrad.
 *   <li>{@linkplain #both both}: √(v̂ + ε_root) + ε.
 *   <li>{@linkplain #hat hat}: (√v + ε̂) / √(1 − β₂ᵗ), with the ε outside the root of the
 *       uncorrected average. Keras, TensorFlow and DL4J in Adam, PyTorch in RAdam. It acts as an ε
 *       of ε̂ / √(1 − β₂ᵗ): 32 times ε̂ at the first step with β₂ = 0.999, and ε̂ in the end.
 * </ul>
 *
 * <p>Each rule says which places it has. The same number at another place is another rule: where
 * gradients are of the size of ε, or in the first steps, results differ visibly.
 */
public final class Epsilon implements Written {
  /**
   * The least ε, 1e-30. In single precision a smaller one could vanish beside the corrections that
   * some rules apply to it.
   */
  public static final double LEAST = 1e-30;

  /** Where an ε stands. */
  public enum Place {
    /** √v̂ + ε. */
    OUTSIDE_ROOT,
    /** √(v̂ + ε). */
    INSIDE_ROOT,
    /** √(v̂ + ε_root) + ε. */
    BOTH,
    /** (√v + ε̂) / √(1 − β₂ᵗ). */
    HAT
  }

  private final Place place;
  private final double outside;
  private final double inside;

  private Epsilon(Place place, double outside, double inside) {
    this.place = place;
    this.outside = outside;
    this.inside = inside;
  }

  private static double require(String name, double epsilon) {
    return Domain.EPSILON.require(name, epsilon);
  }

  /**
   * {@return ε outside the root: √v̂ + ε}
   *
   * @param epsilon ε, at least 1e-30
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public static Epsilon outsideRoot(double epsilon) {
    return new Epsilon(Place.OUTSIDE_ROOT, require("epsilon", epsilon), 0);
  }

  /**
   * {@return ε inside the root: √(v̂ + ε)}
   *
   * @param epsilon ε, at least 1e-30
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public static Epsilon insideRoot(double epsilon) {
    return new Epsilon(Place.INSIDE_ROOT, 0, require("epsilon", epsilon));
  }

  /**
   * {@return one ε outside the root and one inside: √(v̂ + ε_root) + ε}
   *
   * @param outside ε, at least 1e-30
   * @param inside ε_root, at least 1e-30
   * @throws IllegalArgumentException if one is smaller or not finite
   */
  public static Epsilon both(double outside, double inside) {
    return new Epsilon(
        Place.BOTH, require("epsilon", outside), require("epsilon inside the root", inside));
  }

  /**
   * {@return ε̂ outside the root of the uncorrected average: (√v + ε̂) / √(1 − β₂ᵗ)}
   *
   * @param epsilon ε̂, at least 1e-30
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public static Epsilon hat(double epsilon) {
    return new Epsilon(Place.HAT, require("epsilon", epsilon), 0);
  }

  /**
   * {@return another ε at the same place; of two, the one outside the root is replaced}
   *
   * @param epsilon ε, at least 1e-30
   * @throws IllegalArgumentException if it is smaller or not finite
   */
  public Epsilon resized(double epsilon) {
    return switch (place) {
      case OUTSIDE_ROOT -> outsideRoot(epsilon);
      case INSIDE_ROOT -> insideRoot(epsilon);
      case BOTH -> both(epsilon, inside);
      case HAT -> hat(epsilon);
    };
  }

  /** {@return where it stands} */
  public Place place() {
    return place;
  }

  /** {@return ε outside the root, or ε̂; 0 if there is none} */
  public double outside() {
    return outside;
  }

  /** {@return ε inside the root; 0 if there is none} */
  public double inside() {
    return inside;
  }

  /**
   * {@return the divisor with its numbers, as a line of a rule's {@linkplain Optimizer#equations
   * equations} has it: {@code (√v̂ + 1e-8)}}
   *
   * @param square what stands under the root, a symbol
   * @param correction the correction that it was divided by, as {@code 1 − {beta2}^t}; for ε̂
   */
  public String divisor(String square, String correction) {
    requireNonNull(correction, "correction");
    String root = "√" + requireNonNull(square, "square");
    return switch (place) {
      case OUTSIDE_ROOT -> "(" + root + " + " + Text.of(outside) + ")";
      case INSIDE_ROOT -> "√(" + square + " + " + Text.of(inside) + ")";
      case BOTH -> "(√(" + square + " + " + Text.of(inside) + ") + " + Text.of(outside) + ")";
      case HAT -> "(" + root + " + " + Text.of(outside) + " / √(" + correction + "))";
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Epsilon that
        && place == that.place
        && outside == that.outside
        && inside == that.inside;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * place.hashCode() + Double.hashCode(outside)) + Double.hashCode(inside);
  }

  /** {@return as the call that makes it: {@code Epsilon.insideRoot(1e-7)}} */
  @Override
  public String toString() {
    return switch (place) {
      case OUTSIDE_ROOT -> "Epsilon.outsideRoot(" + Text.of(outside) + ")";
      case INSIDE_ROOT -> "Epsilon.insideRoot(" + Text.of(inside) + ")";
      case BOTH -> "Epsilon.both(" + Text.of(outside) + ", " + Text.of(inside) + ")";
      case HAT -> "Epsilon.hat(" + Text.of(outside) + ")";
    };
  }
}
