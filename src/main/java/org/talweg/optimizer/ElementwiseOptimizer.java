package org.talweg.optimizer;

/**
 * A rule that treats every element alike: element i after a step depends on element i of the value,
 * the gradient and the slots, and on the step's coefficients, and on nothing else. So {@code
 * update(0, n)} equals {@code update(0, k)} followed by {@code update(k, n)}, bit for bit, and the
 * engine may cut the work as it likes.
 *
 * <p>To write a rule, implement this interface. What is the same for a whole step is computed once
 * by {@link #coefficients}, in double precision; the loops of {@code update} narrow it to the
 * array's type before they start. A loop runs at the speed of memory if it
 *
 * <ul>
 *   <li>uses one index for all arrays, as in {@code value[i] -= rate * gradient[i]};
 *   <li>has no branch and mixes no {@code float} with {@code double};
 *   <li>reads fields and coefficients into local variables first.
 * </ul>
 *
 * <p>For the same bits on every machine it avoids {@code Math.fma} and takes transcendental
 * functions from {@link StrictMath}; {@code Math.sqrt} has one answer everywhere.
 *
 * <p>Weight decay, maximizing and the scaling of gradients are the engine's: the gradient that a
 * rule sees already has them.
 */
public non-sealed interface ElementwiseOptimizer extends Optimizer {
  /** {@return the number of coefficients that {@link #coefficients} writes} */
  int coefficientCount();

  /**
   * Computes what one step needs beside the arrays: the rate, corrections of bias, and so on. A
   * pure function of the step and the rate; allocates nothing.
   *
   * @param step the number of the step, from 1
   * @param learningRate the rate in force at this step
   * @param coefficients where to write, of length {@link #coefficientCount}
   */
  void coefficients(long step, double learningRate, double[] coefficients);

  /**
   * Updates elements [from, to) of one parameter in single precision.
   *
   * @param coefficients what {@link #coefficients} wrote for this step; not to be changed
   * @param value the parameter's value, updated in place
   * @param gradient the gradient; not to be changed
   * @param slots one array for each of {@link #slots}, in that order, updated in place
   * @param from the first element
   * @param to the element after the last
   */
  void update(
      double[] coefficients, float[] value, float[] gradient, float[][] slots, int from, int to);

  /**
   * Updates elements [from, to) of one parameter in double precision: the same formula as for
   * {@code float[]}.
   *
   * @param coefficients what {@link #coefficients} wrote for this step; not to be changed
   * @param value the parameter's value, updated in place
   * @param gradient the gradient; not to be changed
   * @param slots one array for each of {@link #slots}, in that order, updated in place
   * @param from the first element
   * @param to the element after the last
   */
  void update(
      double[] coefficients, double[] value, double[] gradient, double[][] slots, int from, int to);
}
