// SPDX-License-Identifier: Apache-2.0
package org.talweg.gradient;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Granularity;

/**
 * The effect of a {@link GradientTransform} at one step: a factor on the gradients, a loop that
 * rewrites their elements, or noise.
 *
 * <p>A factor may depend on the step and on norms: those of the gradients as the transforms before
 * have left them, and those of the weights. Frozen parameters do not count. It costs a pass over
 * the gradients if it needs a norm, and nothing otherwise, since the rule multiplies what it reads.
 *
 * <p>Loops that rewrite elements get copies of the gradients, chunk by chunk, in cache, which costs
 * a copy; so does noise. They come after all factors of a trainer.
 */
public final class GradientEffect {
  private final Extent extent;
  private final Optional<NormType> norm;
  private final boolean readsWeights;
  private final @Nullable Factor factor;
  private final Optional<Rewriting> rewriting;
  private final Optional<Noise> noise;

  private GradientEffect(
      Extent extent,
      @Nullable NormType norm,
      boolean readsWeights,
      @Nullable Factor factor,
      @Nullable Rewriting rewriting,
      @Nullable Noise noise) {
    this.extent = extent;
    this.norm = Optional.ofNullable(norm);
    this.readsWeights = readsWeights;
    this.factor = factor;
    this.rewriting = Optional.ofNullable(rewriting);
    this.noise = Optional.ofNullable(noise);
  }

  /** Over what a norm is taken. */
  public enum Extent {
    /** All parameters of the trainer, or of the group that has the transform. */
    TOGETHER,
    /** Each parameter by itself. */
    PARAMETER
  }

  /** A factor by a step's number. */
  @FunctionalInterface
  public interface ByStep {
    /**
     * {@return the factor, finite}
     *
     * @param step the number of the step, from 1
     */
    double at(long step);
  }

  /** A factor by a norm. */
  @FunctionalInterface
  public interface ByNorm {
    /**
     * {@return the factor, finite}
     *
     * @param gradient the norm of the gradients, finite
     * @param step the number of the step, from 1
     */
    double of(double gradient, long step);
  }

  /** A factor by the norms of weights and gradient. */
  @FunctionalInterface
  public interface ByWeights {
    /**
     * {@return the factor, finite}
     *
     * @param weights the Euclidean norm of the parameter's weights, finite
     * @param gradient the same of its gradient
     * @param step the number of the step, from 1
     */
    double of(double weights, double gradient, long step);
  }

  /** All kinds of factors in one form. */
  @FunctionalInterface
  private interface Factor {
    double of(double weights, double gradient, long step);
  }

  /**
   * {@return multiplication of all gradients by a number}
   *
   * @param factor the factor by step
   */
  public static GradientEffect multiply(ByStep factor) {
    requireNonNull(factor, "factor");
    return new GradientEffect(
        Extent.TOGETHER, null, false, (weights, gradient, step) -> factor.at(step), null, null);
  }

  /**
   * {@return multiplication by a factor of the norm of all gradients together}
   *
   * @param type how their size is measured
   * @param factor the factor by the norm
   */
  public static GradientEffect byNorm(NormType type, ByNorm factor) {
    return byNorm(Extent.TOGETHER, type, factor);
  }

  /**
   * {@return multiplication of each parameter's gradient by a factor of its own norm}
   *
   * @param type how its size is measured
   * @param factor the factor by the norm
   */
  public static GradientEffect byParameterNorm(NormType type, ByNorm factor) {
    return byNorm(Extent.PARAMETER, type, factor);
  }

  private static GradientEffect byNorm(Extent extent, NormType type, ByNorm factor) {
    requireNonNull(factor, "factor");
    return new GradientEffect(
        extent,
        requireNonNull(type, "type"),
        false,
        (weights, gradient, step) -> factor.of(gradient, step),
        null,
        null);
  }

  /**
   * {@return multiplication of each parameter's gradient by a factor of the Euclidean norms of its
   * weights and its gradient}
   *
   * @param factor the factor by the norms
   */
  public static GradientEffect byWeightNorm(ByWeights factor) {
    requireNonNull(factor, "factor");
    return new GradientEffect(Extent.PARAMETER, NormType.EUCLIDEAN, true, factor::of, null, null);
  }

  /**
   * {@return rewriting of elements, each by itself}
   *
   * <p>As in a {@linkplain org.talweg.rule.Rule rule}, numbers are computed once for a step, and
   * the loops read and write {@link FloatChunk#gradient}; the weights are there too, to be read
   * alone.
   *
   * @param names the names of the step's numbers: all constants of an enum, in their order
   * @param numbers computes and checks them
   * @param floats the loop in single precision
   * @param doubles the same loop in double precision
   */
  public static GradientEffect rewrite(
      Enum<?>[] names,
      Consumer<TransformNumbers> numbers,
      Consumer<FloatChunk> floats,
      Consumer<DoubleChunk> doubles) {
    Rewriting rewriting = new Rewriting(names, numbers, floats, doubles, Granularity.ELEMENT);
    return new GradientEffect(Extent.PARAMETER, null, false, null, rewriting, null);
  }

  /**
   * {@return this rewriting with chunks that hold at least so much} Chunks of rows or parameters
   * have the parameter's shape, so the loops may sum over rows or everything.
   *
   * @param granularity what belongs together; any elements by default
   * @throws IllegalStateException if this has no loops
   */
  public GradientEffect over(Granularity granularity) {
    requireNonNull(granularity, "granularity");
    Rewriting loops =
        rewriting.orElseThrow(
            () -> new IllegalStateException("there are no loops that could get chunks: " + this));
    return new GradientEffect(extent, null, false, null, loops.over(granularity), null);
  }

  /**
   * {@return normal noise of mean zero that is added to each element} Its numbers are those of a
   * counter-based stream: they depend on the seed, the number of the step, the parameter's name and
   * the index of the element, and on nothing else.
   *
   * @param seed any number
   * @param deviation the standard deviation by step, zero or positive
   */
  public static GradientEffect noise(long seed, ByStep deviation) {
    requireNonNull(deviation, "deviation");
    Noise noise = new Noise(seed, deviation);
    return new GradientEffect(Extent.PARAMETER, null, false, null, null, noise);
  }

  /**
   * Normal noise.
   *
   * @param seed any number
   * @param deviation the standard deviation by step
   */
  public record Noise(long seed, ByStep deviation) {
    /**
     * Checks that there is a deviation.
     *
     * @param seed any number
     * @param deviation the standard deviation by step
     */
    public Noise {
      requireNonNull(deviation, "deviation");
    }
  }

  /**
   * Loops over copies of gradients.
   *
   * @param names the names of a step's numbers
   * @param numbers computes them
   * @param floats the loop in single precision
   * @param doubles the same loop in double precision
   * @param granularity what each chunk holds at least
   */
  @SuppressWarnings("ArrayRecordComponent") // handed to the engine, once
  public record Rewriting(
      Enum<?>[] names,
      Consumer<TransformNumbers> numbers,
      Consumer<FloatChunk> floats,
      Consumer<DoubleChunk> doubles,
      Granularity granularity) {
    /**
     * Checks that everything is there.
     *
     * @param names the names of a step's numbers
     * @param numbers computes them
     * @param floats the loop in single precision
     * @param doubles the same loop in double precision
     * @param granularity what each chunk holds at least
     */
    public Rewriting {
      names = requireNonNull(names, "names").clone();
      for (Enum<?> name : names) {
        requireNonNull(name, "one of the names");
      }
      requireNonNull(numbers, "numbers");
      requireNonNull(floats, "floats");
      requireNonNull(doubles, "doubles");
      requireNonNull(granularity, "granularity");
    }

    private Rewriting over(Granularity other) {
      return new Rewriting(names, numbers, floats, doubles, other);
    }

    @Override
    public String toString() {
      return "rewriting with " + Arrays.toString(names);
    }
  }

  /** {@return over what the norm is taken} */
  public Extent extent() {
    return extent;
  }

  /** {@return the norm of gradients that the factor needs} */
  public Optional<NormType> norm() {
    return norm;
  }

  /** {@return whether the factor needs the norms of the weights} */
  public boolean readsWeights() {
    return readsWeights;
  }

  /** {@return the loops, if elements are rewritten} */
  public Optional<Rewriting> rewriting() {
    return rewriting;
  }

  /** {@return the noise, if some is added} */
  public Optional<Noise> noise() {
    return noise;
  }

  /** {@return whether it needs copies of gradients: what multiplies them alone does not} */
  public boolean needsCopies() {
    return rewriting.isPresent() || noise.isPresent();
  }

  /**
   * {@return what gradients are multiplied by; 1 if they are changed otherwise}
   *
   * @param weights the norm of the weights, if it was asked for
   * @param gradient the norm of the gradients, if it was asked for
   * @param step the number of the step, from 1
   */
  public double factor(double weights, double gradient, long step) {
    return factor == null ? 1 : factor.of(weights, gradient, step);
  }

  @Override
  public String toString() {
    return rewriting
        .map(Rewriting::toString)
        .or(() -> noise.map(one -> "noise"))
        .orElse(
            "factor "
                + norm.map(type -> "by the norm " + type + " of ").orElse("on ")
                + (extent == Extent.TOGETHER ? "all gradients together" : "each gradient"));
  }
}
