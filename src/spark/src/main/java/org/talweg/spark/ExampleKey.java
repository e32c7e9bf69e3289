package org.talweg.spark;

import java.io.Serializable;

/**
 * The number by which an example is known: it decides in which mini-batches the example is. It must
 * depend on the example alone, such as an id or a hash of its features, and not on the partition.
 *
 * @param <T> an example
 */
@FunctionalInterface
public interface ExampleKey<T> extends Serializable {
  /**
   * {@return the example's number}
   *
   * @param example the example
   */
  long of(T example);
}
