// SPDX-License-Identifier: Apache-2.0
package org.talweg.initializer;

import java.util.Objects;
import java.util.random.RandomGenerator;
import org.talweg.internal.Fnv1a;

/**
 * 64 random bits for each element of a tensor.
 *
 * <p>{@link #of(long, String)} is counter-based: element i has the bits
 *
 * <pre>
 * upper half:  word i mod 4 of Philox4x32-10(key = seed, counter = (2⌊i / 4⌋,     FNV-1a-64(name)))
 * lower half:  word i mod 4 of Philox4x32-10(key = seed, counter = (2⌊i / 4⌋ + 1, FNV-1a-64(name)))
 * </pre>
 *
 * <p>a pure function, so the stream has no state and elements may be drawn in any order, by any
 * number of threads. It belongs to one parameter: two tensors filled from the same stream begin
 * with the same bits. A counter is two numbers of 64 bits; of each number, as of the seed, the less
 * significant word comes first. Initializers give a {@code double} all 64 bits of its element and a
 * {@code float} the upper half, so that both start a model with nearly the same weights. Salmon,
 * Moraes, Dror and Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3", SC 2011, <a
 * href="https://doi.org/10.1145/2063384.2063405">doi:10.1145/2063384.2063405</a>.
 *
 * <p>{@link #of(RandomGenerator)} takes the bits from a generator of the caller's, one call of
 * {@code nextLong()} per element in the order of drawing, and no other method: the bounded and
 * Gaussian draws of generators have changed between Java versions.
 */
public sealed interface RandomStream permits PhiloxStream, GeneratorStream {
  /**
   * The counter-based stream of a seed and a name; immutable and safe to share between threads.
   *
   * @param seed the seed; any value is as good as another
   * @param name the name, usually a parameter's
   * @return the stream
   */
  static RandomStream of(long seed, String name) {
    Objects.requireNonNull(name, "name");
    return new PhiloxStream(seed, Fnv1a.hash(name));
  }

  /**
   * A stream that draws from a generator. It goes on where the last draw ended, and is safe to
   * share between threads only if the generator is.
   *
   * @param generator the source
   * @return the stream
   */
  static RandomStream of(RandomGenerator generator) {
    return new GeneratorStream(generator);
  }

  /**
   * Draws the bits of {@code count} consecutive elements into the start of an array.
   *
   * @param first the index of the first element; a generator's stream ignores it
   * @param destination the array that receives the bits
   * @param count the number of elements
   * @throws IndexOutOfBoundsException if the first index or the count is negative, or if the count
   *     exceeds the length of the array
   */
  void bits(long first, long[] destination, int count);

  /**
   * Draws the upper 32 bits of {@code count} consecutive elements into the start of an array, at
   * half the cost of all 64.
   *
   * @param first the index of the first element; a generator's stream ignores it
   * @param destination the array that receives the bits
   * @param count the number of elements
   * @throws IndexOutOfBoundsException if the first index or the count is negative, or if the count
   *     exceeds the length of the array
   */
  void upperBits(long first, int[] destination, int count);

  /**
   * The number in the open interval (0, 1) that 64 bits stand for: (⌊bits / 2¹²⌋ + ½) · 2⁻⁵². The
   * 2⁵² possible values are exact, equally spaced and symmetric about ½: inverted bits give exactly
   * one minus the number.
   *
   * @param bits the bits
   * @return the number
   */
  static double uniform(long bits) {
    return ((bits >>> 12) + 0.5) * 0x1p-52;
  }
}
