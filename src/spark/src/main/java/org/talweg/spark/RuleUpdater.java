package org.talweg.spark;

import static java.util.Objects.requireNonNull;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.optimization.Updater;
import org.talweg.rule.Optimizer;
import org.talweg.training.BareRule;
import scala.Tuple2;

/**
 * Any elementwise rule, with its schedules and weight decay, as an updater of MLlib's {@code
 * GradientDescent}:
 *
 * <pre>{@code
 * GradientDescent.runMiniBatchSGD(
 *     data, new LogisticGradient(), RuleUpdater.of(Adam.of(1e-3)), 1.0, 100, 0.0, 1.0, start, 0.0);
 * }</pre>
 *
 * <p>The rate at each step is the rule's: {@code stepSize} must be 1, MLlib's default, and is not
 * divided by √t as MLlib's own updaters do (for that, {@code Schedule.constant(η).…} with an
 * inverse square root). {@code regParam} is an L2 penalty ½·regParam·‖w‖²: its gradient is added
 * before the rule, and its value is what MLlib adds to the loss.
 *
 * <p>MLlib begins a fit with a call of {@code stepSize} 0, which changes nothing here but makes the
 * rule forget its state: an updater can be used for one fit after another. A batch without examples
 * takes no step. MLlib sums gradients in whatever order tasks end, so results differ from run to
 * run in their last bits, unlike those of {@link DistributedObjective}. Used by the driver, by one
 * thread at a time.
 */
public final class RuleUpdater extends Updater {
  private static final long serialVersionUID = 1;

  private final transient Optimizer optimizer;
  private transient BareRule rule;
  private transient double[][] state;
  private long step;

  private RuleUpdater(Optimizer optimizer) {
    this.optimizer = optimizer;
    this.rule = BareRule.of(optimizer);
    this.state = new double[0][];
  }

  /**
   * {@return an updater}
   *
   * @param optimizer the rule with its hyperparameters
   * @throws IllegalArgumentException if the rule takes parameters as a whole
   */
  public static RuleUpdater of(Optimizer optimizer) {
    return new RuleUpdater(requireNonNull(optimizer, "optimizer"));
  }

  /**
   * Steps the weights.
   *
   * @param weightsOld w; not changed
   * @param gradient the mean gradient over the batch; not changed
   * @param stepSize 0 at the beginning of a fit, else 1
   * @param iter MLlib's number of the iteration; not used
   * @param regParam the L2 penalty
   * @return the new weights and ½·regParam·‖w‖² of them
   * @throws IllegalArgumentException if {@code stepSize} is neither 0 nor 1, or if the lengths do
   *     not fit
   */
  @Override
  public Tuple2<Vector, Object> compute(
      Vector weightsOld, Vector gradient, double stepSize, int iter, double regParam) {
    requireNonNull(weightsOld, "weightsOld");
    requireNonNull(gradient, "gradient");
    if (stepSize == 0) {
      begin();
      return new Tuple2<>(weightsOld, penalty(weightsOld.toArray(), regParam));
    }
    if (stepSize != 1) {
      throw new IllegalArgumentException(
          "stepSize must be 1, as the rate is that of " + optimizer + ", but was " + stepSize);
    }
    double[] weights = weightsOld.toArray().clone();
    double[] change = gradient.toArray().clone();
    if (change.length != weights.length) {
      throw new IllegalArgumentException(
          "gradient must have " + weights.length + " elements, but had " + change.length);
    }
    if (regParam != 0) {
      for (int i = 0; i < weights.length; i++) {
        change[i] += regParam * weights[i];
      }
    }
    if (step == 0) {
      state = rule.doubleState(weights.length);
    }
    rule.step(step + 1, weights, change, state);
    step++;
    return new Tuple2<>(Vectors.dense(weights), penalty(weights, regParam));
  }

  private void begin() {
    rule = BareRule.of(optimizer);
    state = new double[0][];
    step = 0;
  }

  private static double penalty(double[] weights, double regParam) {
    double sum = 0;
    for (double w : weights) {
      sum += w * w;
    }
    return 0.5 * regParam * sum;
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("an updater stays on the driver: " + this);
  }

  @Override
  public String toString() {
    return "RuleUpdater[" + optimizer + ", step=" + step + "]";
  }
}
