package org.talweg.spark;

import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.talweg.minimize.Bounds;
import org.talweg.minimize.Lbfgs;
import org.talweg.minimize.LbfgsB;
import org.talweg.minimize.Minimizer;
import org.talweg.minimize.OwlQn;
import org.talweg.minimize.Search;
import org.talweg.rule.Optimizer;
import org.talweg.tensor.Parameter;
import org.talweg.training.Trainer;

/**
 * How a linear model is fitted.
 *
 * @param l1 the L1 penalty of coefficients
 * @param l2 the L2 penalty of coefficients: ½·l2·‖w‖²
 * @param lower lower bounds of coefficients; none if empty
 * @param upper upper bounds of coefficients; none if empty
 * @param iterations of the minimizer, or steps of the rule, at most
 * @param tolerance of the loss, for the minimizer
 * @param batches mini-batches of an epoch, for the rule
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record LinearFit(
    double l1,
    double l2,
    double[] lower,
    double[] upper,
    int iterations,
    double tolerance,
    Batches batches) {
  private static final Logger LOG = LoggerFactory.getLogger(LinearFit.class);

  /** The fitted weights. */
  double[] weights(JavaRDD<LabelledRow> rows, RowLoss loss, @Nullable Optimizer rule) {
    requireBounds("lowerBounds", lower, loss.coefficients());
    requireBounds("upperBounds", upper, loss.coefficients());
    DistributedObjective<LabelledRow> objective =
        DistributedObjective.of(rows, loss).withBatches(batches, LabelledRow::key);
    return rule == null
        ? byMinimizer(objective.allowNonFinite(), loss)
        : byRule(objective, loss, rule);
  }

  private static void requireBounds(String name, double[] bounds, int length) {
    if (bounds.length != 0 && bounds.length != length) {
      throw new IllegalArgumentException(
          name
              + " must have one for each of "
              + length
              + " coefficients, but had "
              + bounds.length);
    }
  }

  private double[] byRule(
      DistributedObjective<LabelledRow> objective, RowLoss loss, Optimizer rule) {
    if (l1 > 0 || lower.length + upper.length > 0) {
      throw new IllegalArgumentException(
          "a rule takes neither an L1 penalty nor bounds; leave out the rule or these");
    }
    double[] weights = new double[loss.size()];
    double[] gradient = new double[loss.size()];
    Trainer trainer = Trainer.of(rule, Parameter.of("weights", weights, gradient));
    while (trainer.stepCount() < iterations) {
      double value = objective.evaluateBatch(trainer.stepCount(), weights, gradient);
      value += addPenalty(weights, gradient, loss.coefficients());
      trainer.step();
      LOG.info("step {}: loss {}", trainer.stepCount(), value);
    }
    return weights;
  }

  private double[] byMinimizer(DistributedObjective<LabelledRow> objective, RowLoss loss) {
    Search search =
        minimizer(loss)
            .withLossTolerance(tolerance)
            .withMaxIterations(iterations)
            .search(new double[loss.size()]);
    while (search.isRunning()) {
      double value = objective.evaluate(search.point(), search.gradient());
      value += addPenalty(search.point(), search.gradient(), loss.coefficients());
      LOG.info("evaluation: loss {}", value);
      search.accept(value);
    }
    LOG.info("{}", search.result());
    return search.result().point();
  }

  private Minimizer<?> minimizer(RowLoss loss) {
    boolean bounded = lower.length + upper.length > 0;
    if (bounded && l1 > 0) {
      throw new IllegalArgumentException("there is no method for both an L1 penalty and bounds");
    }
    if (l1 > 0) {
      return OwlQn.of(forCoefficients(new double[0], l1, 0, loss));
    }
    return bounded
        ? LbfgsB.of(
            Bounds.of(
                forCoefficients(lower, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, loss),
                forCoefficients(upper, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, loss)))
        : Lbfgs.of();
  }

  /** What is given for coefficients, or one value for all of them; and another for intercepts. */
  private static double[] forCoefficients(
      double[] given, double all, double intercepts, RowLoss loss) {
    double[] values = new double[loss.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i >= loss.coefficients() ? intercepts : given.length > 0 ? given[i] : all;
    }
    return values;
  }

  /** Adds the gradient of the L2 penalty of coefficients and returns the penalty. */
  private double addPenalty(double[] weights, double[] gradient, int coefficients) {
    double squares = 0;
    for (int i = 0; i < coefficients && l2 > 0; i++) {
      gradient[i] += l2 * weights[i];
      squares += weights[i] * weights[i];
    }
    return 0.5 * l2 * squares;
  }
}
