// SPDX-License-Identifier: Apache-2.0
package org.talweg.projection;

import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import org.talweg.rule.DoubleChunk;
import org.talweg.rule.FloatChunk;
import org.talweg.rule.Granularity;

/**
 * Changes weights right after the rule, in the same pass over memory: puts them back into the set
 * of allowed values, or draws them towards zero. A step does, in this order: gradient transforms,
 * weight decay and the rule, projections in the order in which they were given, the average of the
 * weights. The rule's state does not see a projection.
 *
 * <p>A projection of your own is a record with loops over chunks, as {@link Interval} shows. Loops
 * change {@link FloatChunk#value}.
 */
public interface Projection {
  /** {@return its loops; asked for once, when a trainer is built} */
  Loops loops();

  /**
   * The loops of a projection over a chunk of weights.
   *
   * @param names the names of a step's numbers: all constants of an enum, in their order
   * @param numbers computes and checks them
   * @param floats the loop in single precision
   * @param doubles the same loop in double precision
   * @param granularity what each chunk holds at least; with rows or parameters it has the
   *     parameter's shape
   */
  @SuppressWarnings("ArrayRecordComponent") // handed to the engine, once
  record Loops(
      Enum<?>[] names,
      Consumer<ProjectionNumbers> numbers,
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
    public Loops {
      names = requireNonNull(names, "names").clone();
      for (Enum<?> name : names) {
        requireNonNull(name, "one of the names");
      }
      requireNonNull(numbers, "numbers");
      requireNonNull(floats, "floats");
      requireNonNull(doubles, "doubles");
      requireNonNull(granularity, "granularity");
    }
  }
}
