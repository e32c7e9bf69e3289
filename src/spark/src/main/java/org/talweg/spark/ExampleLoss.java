package org.talweg.spark;

import java.io.Serializable;

/**
 * The loss of one example and its gradient. It is sent to the executors, so it must be
 * serializable; it is called by several threads at once, so it must keep no state between calls.
 *
 * <p>An example may also be a block of rows: fewer, larger examples spend less time on exact sums.
 *
 * @param <T> an example: an element of the RDD
 */
@FunctionalInterface
public interface ExampleLoss<T> extends Serializable {
  /**
   * Computes the loss and adds its gradient.
   *
   * @param example the example
   * @param weights the weights; must not be changed
   * @param gradient for each weight 0; its derivative is added to it
   * @return the loss
   * @throws Exception reported with the number of the partition
   */
  double add(T example, double[] weights, double[] gradient) throws Exception;

  /**
   * {@return what the example counts in the mean: loss and gradient are multiplied by it} The
   * default is 1.
   *
   * @param example the example
   */
  default double weight(T example) {
    return 1;
  }
}
