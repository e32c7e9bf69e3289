package org.talweg.training;

/** One pass over all parameters, made of independent tasks. */
interface Phase {
  int tasks();

  /**
   * Does one task.
   *
   * @param sum sums squares with memory that no other worker uses meanwhile
   */
  void run(int task, SumOfSquares sum);
}
