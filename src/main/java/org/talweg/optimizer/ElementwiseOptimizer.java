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
 *   <li>reads fields and coefficients into local variables first;
 *   <li>reads each element once into a local variable, computes, and writes at the end: up to a
 *       fifth faster in cache, and shorter for the compiler;
 *   <li>is short: HotSpot vectorizes no loop of more than 60 nodes, of which each array takes 7 and
 *       each operation 1. Five arrays leave room for 18 operations; a rule with more is two loops,
 *       the first of which had best touch all arrays and do what takes long.
 * </ul>
 *
 * <p>For the same bits on every machine it avoids {@code Math.fma} and takes transcendental
 * functions from {@link StrictMath}; {@code Math.sqrt} has one answer everywhere.
 *
 * <p>The engine has a say in every step: it scales gradients, adds L2 decay to them and lets
 * weights decay by themselves. It gives every rule three numbers for that, ahead of the rule's own
 * coefficients, and every rule's loop starts and ends alike:
 *
 * <pre>
 * g' = c[GRADIENT_SCALE]·g + c[L2]·w      what the formula takes as the gradient
 * w ← c[KEEP]·w − …                       what the formula's change is taken from
 * </pre>
 *
 * <p>A rule knows nothing of clipping, maximizing or decay beyond these two lines. They are in the
 * loop because a pass of their own over memory would take longer than the rule.
 */
public non-sealed interface ElementwiseOptimizer extends Optimizer {
  /** Where the engine puts what gradients are multiplied by; negative to climb. */
  int GRADIENT_SCALE = 0;

  /** Where the engine puts what is added to gradients for each unit of weight: L2 decay. */
  int L2 = 1;

  /** Where the engine puts what weights are multiplied by: 1 less decoupled decay. */
  int KEEP = 2;

  /** Where a rule's own coefficients begin. */
  int OWN = 3;

  /** {@return the number of coefficients that {@link #coefficients} writes} */
  int coefficientCount();

  /**
   * Computes what one step needs beside the arrays: the rate, corrections of bias, and so on. A
   * pure function of the step and the rate; allocates nothing.
   *
   * @param step the number of the step, from 1
   * @param learningRate the rate in force at this step
   * @param coefficients where to write, from {@link #OWN} on
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
